package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.section.Ablation;
import io.github.lstmsweep.report.section.Answer;
import io.github.lstmsweep.report.section.BestOfCorpora;
import io.github.lstmsweep.report.section.Failures;
import io.github.lstmsweep.report.section.Heatmaps;
import io.github.lstmsweep.report.section.Influence;
import io.github.lstmsweep.report.section.ParameterShares;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.section.Seeds;
import io.github.lstmsweep.report.section.trial.AllTrials;
import io.github.lstmsweep.report.section.trial.CellCosts;
import io.github.lstmsweep.report.section.trial.Curves;
import io.github.lstmsweep.report.section.trial.EarlyScores;
import io.github.lstmsweep.report.section.trial.Forecasts;
import io.github.lstmsweep.report.section.trial.ParallelCoordinates;
import io.github.lstmsweep.report.section.trial.Provenance;
import io.github.lstmsweep.report.section.trial.SafePlace;
import io.github.lstmsweep.report.section.trial.Samples;
import io.github.lstmsweep.report.section.trial.StoppingRules;
import io.github.lstmsweep.report.section.trial.Tradeoff;
import io.github.lstmsweep.report.section.trial.WallTimes;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the report, one page of HTML that loads nothing and forbids the browser to load anything.
 * The page shows everything without its script, which only helps to select, sort and filter. Equal
 * tables produce equal pages.
 */
public final class Page {
  /** The sections, in the order of a reader's questions. */
  private static final List<Section> SECTIONS =
      List.of(
          new Answer(),
          new Seeds(),
          new ParameterShares(),
          new Heatmaps(),
          new Influence(),
          new Ablation(),
          new Curves(),
          new Tradeoff(),
          new ParallelCoordinates(),
          new EarlyScores(),
          new StoppingRules(),
          new Samples(),
          new CellCosts(),
          new Forecasts(),
          new Failures(),
          new WallTimes(),
          new AllTrials(),
          new Provenance());

  /** The sections that compare no score of one corpus with that of another one. */
  private static final List<Section> SECTIONS_OF_CORPORA =
      List.of(
          new BestOfCorpora(), new Failures(), new WallTimes(), new AllTrials(), new Provenance());

  private Page() {}

  /** Returns the whole page. */
  public static String of(SweepSummary summary) {
    return of(summary, List.of(), Optional.empty());
  }

  /**
   * Returns the page of a sweep that still runs.
   *
   * @param progress lines about the work that is left
   * @param refresh time after which an open browser loads the page again
   */
  public static String of(SweepSummary summary, List<String> progress, Optional<Duration> refresh) {
    List<String> under =
        new ArrayList<>(List.of(SafePlace.of(summary.table().place()), counts(summary)));
    under.addAll(summary.table().notes());
    under.addAll(progress);
    Document page = new Document(summary.table().name(), under);
    page.refreshed(refresh);
    List<Section> sections = summary.isOfSeveralCorpora() ? SECTIONS_OF_CORPORA : SECTIONS;
    for (Section section : sections) {
      section.content(summary).ifPresent(content -> page.section(section.heading(), content));
    }
    page.data(PageData.of(summary));
    return page.write();
  }

  private static String counts(SweepSummary summary) {
    String counts =
        summary.table().rows().counts().entrySet().stream()
            .map(e -> Show.count(e.getValue()) + " " + e.getKey())
            .collect(Collectors.joining(", "));
    int unreadable = summary.table().rows().unreadable().size();
    return Show.count(summary.rows().size())
        + " of "
        + Show.counted(summary.table().expected(), "trial")
        + (counts.isEmpty() ? "" : ": " + counts)
        + (unreadable == 0 ? "" : "; " + Show.count(unreadable) + " unreadable");
  }
}
