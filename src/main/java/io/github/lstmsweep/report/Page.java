package io.github.lstmsweep.report;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.section.AllTrials;
import io.github.lstmsweep.report.section.Answer;
import io.github.lstmsweep.report.section.CellCosts;
import io.github.lstmsweep.report.section.Curves;
import io.github.lstmsweep.report.section.Failures;
import io.github.lstmsweep.report.section.Forecasts;
import io.github.lstmsweep.report.section.Heatmaps;
import io.github.lstmsweep.report.section.Influence;
import io.github.lstmsweep.report.section.ParallelCoordinates;
import io.github.lstmsweep.report.section.Provenance;
import io.github.lstmsweep.report.section.SafePlace;
import io.github.lstmsweep.report.section.Samples;
import io.github.lstmsweep.report.section.Section;
import io.github.lstmsweep.report.section.Seeds;
import io.github.lstmsweep.report.section.Tradeoff;
import io.github.lstmsweep.report.section.WallTimes;
import io.github.lstmsweep.report.summary.SweepSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
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
          new Heatmaps(),
          new Influence(),
          new Curves(),
          new Tradeoff(),
          new ParallelCoordinates(),
          new Samples(),
          new CellCosts(),
          new Forecasts(),
          new Failures(),
          new WallTimes(),
          new AllTrials(),
          new Provenance());

  private Page() {}

  /** Returns the whole page. */
  public static String of(SweepSummary summary) {
    Map<Section, Consumer<Html>> contents = new LinkedHashMap<>();
    for (Section section : SECTIONS) {
      section.content(summary).ifPresent(content -> contents.put(section, content));
    }
    Html html = new Html().doctype();
    html.open("html").with("lang", "en").line();
    head(html, summary);
    html.open("body").line();
    header(html, summary);
    contents(html, contents);
    html.open("main").with("id", "main").line();
    contents.forEach((section, content) -> section(html, section, content));
    html.close().line();
    html.open("script")
        .with("type", "application/json")
        .with("id", "data")
        .verbatim(PageData.of(summary))
        .close()
        .line();
    html.open("script").verbatim(Asset.SCRIPT.content()).close().line();
    html.close().line().close().line();
    return html.toString();
  }

  private static void head(Html html, SweepSummary summary) {
    html.open("head").line();
    html.open("meta").with("charset", "utf-8").close().line();
    html.open("meta")
        .with("http-equiv", "Content-Security-Policy")
        .with(
            "content",
            "default-src 'none'; style-src "
                + Asset.STYLE.hash()
                + "; script-src "
                + Asset.SCRIPT.hash()
                + "; base-uri 'none'; form-action 'none'")
        .close()
        .line();
    html.open("meta")
        .with("name", "viewport")
        .with("content", "width=device-width, initial-scale=1")
        .close()
        .line();
    html.element("title", summary.table().name()).line();
    html.open("style").verbatim(Asset.STYLE.content()).close().line();
    html.close().line();
  }

  private static void header(Html html, SweepSummary summary) {
    String counts =
        summary.table().rows().counts().entrySet().stream()
            .map(e -> Show.count(e.getValue()) + " " + e.getKey())
            .collect(Collectors.joining(", "));
    int unreadable = summary.table().rows().unreadable().size();
    html.open("header").line();
    html.open("a", "skip").with("href", "#main").text("To the content").close().line();
    html.element("h1", summary.table().name()).line();
    html.element("p", SafePlace.of(summary.table().place())).line();
    html.element(
            "p",
            Show.count(summary.rows().size())
                + " of "
                + Show.counted(summary.table().expected(), "trial")
                + (counts.isEmpty() ? "" : ": " + counts)
                + (unreadable == 0 ? "" : "; " + Show.count(unreadable) + " unreadable"))
        .line();
    html.close().line();
  }

  private static void contents(Html html, Map<Section, Consumer<Html>> contents) {
    html.open("nav").with("aria-label", "Contents").open("ul");
    contents
        .keySet()
        .forEach(
            section ->
                html.open("li")
                    .open("a")
                    .with("href", "#" + address(section))
                    .text(section.heading())
                    .close()
                    .close());
    html.close().close().line();
  }

  private static void section(Html html, Section section, Consumer<Html> content) {
    html.open("section")
        .with("id", address(section))
        .with("aria-labelledby", address(section) + "-heading")
        .line();
    html.open("h2")
        .with("id", address(section) + "-heading")
        .text(section.heading())
        .close()
        .line();
    content.accept(html);
    html.close().line();
  }

  private static String address(Section section) {
    return section.heading().toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
