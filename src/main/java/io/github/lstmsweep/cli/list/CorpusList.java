package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.compare.CorpusBest;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.compare.Wins;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Lists the best trial of each corpus for people, with its baselines and the failed trials. */
public final class CorpusList {
  private static final int MOST_WINS = 3;
  private static final String NONE = "-";

  private CorpusList() {}

  /**
   * Returns an aligned table with a row for each corpus, and what follows from it. The failed
   * trials follow.
   *
   * @param width the columns of the terminal; empty if there is none
   */
  public static List<String> lines(
      TableRows rows, Varying varying, Extent extent, OptionalInt width) {
    List<CorpusBest> corpora = CorpusBest.of(rows, varying.hyperparameters());
    Task task = rows.rows().get(0).task();
    boolean hasSeeds = varying.hyperparameters().contains(Hyperparameter.SEED);
    Varying shown =
        new Varying(
            varying.hyperparameters().stream().filter(h -> h != Hyperparameter.SEED).toList(),
            Map.of());
    List<Baseline> baselines = baselines(task, corpora);
    List<String> columns = new ArrayList<>(List.of("corpus"));
    columns.add(hasSeeds ? "mean " + task.metric() : task.metric());
    baselines.forEach(baseline -> columns.add(baseline.key()));
    columns.addAll(shown.names());
    columns.addAll(List.of("OK", "trial"));
    ShortIds ids = ShortIds.of(rows);
    TextTable table = new TextTable(columns);
    for (CorpusBest corpus : corpora.subList(0, Math.min(extent.comparable(), corpora.size()))) {
      List<String> first = new ArrayList<>(List.of(corpus.corpus()));
      first.add(corpus.row().isPresent() ? Show.score(corpus.score()) : NONE);
      TrialRow any = corpus.rows().rows().get(0);
      baselines.forEach(baseline -> first.add(score(baseline.score(any))));
      table.row(
          shown.row(
              first,
              h -> corpus.row().map(row -> row.hyperparameter(h)).orElse(null),
              List.of(
                  corpus.ranked() + " of " + corpus.rows().rows().size(),
                  corpus.row().map(row -> ids.of(row.id())).orElse(NONE))));
    }
    List<String> lines = new ArrayList<>();
    for (String line : table.lines()) {
      lines.add(width.isPresent() ? DisplayWidth.cut(line, width.getAsInt()) : line);
    }
    int more = corpora.size() - Math.min(extent.comparable(), corpora.size());
    if (more > 0) {
      lines.add("... " + Show.count(more) + (more == 1 ? " more corpus" : " more corpora"));
    }
    // Scores of paused trials would compare corpora.
    TableRows failed =
        new TableRows(
            rows.rows().stream().filter(row -> row.status().isFailure()).toList(), List.of());
    if (!failed.rows().isEmpty()) {
      lines.add("");
      lines.addAll(ResultList.of(failed, varying, extent, width).lines());
    }
    List<Wins> wins = Wins.of(corpora, varying);
    if (!wins.isEmpty() && !shown.hyperparameters().isEmpty()) {
      lines.add("");
      lines.add(Wins.shown(wins, corpora.size(), MOST_WINS));
    }
    return lines;
  }

  /** Returns the baselines that a row has. */
  private static List<Baseline> baselines(Task task, List<CorpusBest> corpora) {
    return Baseline.of(task).stream()
        .filter(
            baseline ->
                corpora.stream().anyMatch(c -> baseline.score(c.rows().rows().get(0)).isPresent()))
        .toList();
  }

  private static String score(OptionalDouble score) {
    return score.isPresent() ? Show.score(score.getAsDouble()) : NONE;
  }
}
