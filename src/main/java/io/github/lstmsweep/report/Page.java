package io.github.lstmsweep.report;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.compare.BaselineList;
import io.github.lstmsweep.compare.Configuration;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Writes the report, one page of HTML that loads nothing and forbids the browser to load anything.
 * Equal tables produce equal pages.
 */
public final class Page {
  private static final int BEST = 20;
  private static final int NOT_OK = 50;
  private static final int SAMPLES = 12;
  private static final int REASON_CHARS = 200;

  private final SweepSummary summary;
  private final StringBuilder html = new StringBuilder();

  private Page(SweepSummary summary) {
    this.summary = summary;
  }

  /** Returns the whole page. */
  public static String of(SweepSummary summary) {
    return new Page(summary).write();
  }

  private String write() {
    String title = Markup.escaped(summary.name());
    html.append(
            "<!doctype html>\n"
                + "<html lang=\"en\">\n"
                + "<head>\n"
                + "<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
                + " style-src 'unsafe-inline'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<title>")
        .append(title)
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n");
    head();
    summary.configurations().ifPresent(c -> section("Over the seeds", SeedTable.html(c)));
    section(
        summary.configurations().isPresent() ? "Best trials" : "Best configurations", bestTable());
    LearningCurves.html(summary)
        .ifPresent(
            svg ->
                section(
                    "Learning curves",
                    "<p>Validation " + summary.score() + " after each epoch.</p>\n" + svg));
    Influence.html(summary)
        .ifPresent(
            svg ->
                section(
                    "Influence of each parameter",
                    "<p>Every trial that is OK, at its value; the line joins the means. A parameter"
                        + " whose value decides which trials are not OK comes first.</p>\n"
                        + svg));
    ForecastChart.html(summary).ifPresent(svg -> section("Forecasts of the best", svg));
    if (summary.task() == Task.LANGUAGE_MODEL) {
      section("What they write", samples());
    }
    failures();
    return html.append("</body>\n</html>\n").toString();
  }

  private void head() {
    List<TrialRow> ranked = summary.ranked();
    String counts =
        summary.rows().counts().entrySet().stream()
            .map(e -> Show.count(e.getValue()) + " " + e.getKey())
            .collect(Collectors.joining(", "));
    int found = summary.rows().rows().size();
    html.append("<p class=\"place\">")
        .append(Markup.escaped(withoutKeys(summary.place())))
        .append("</p>\n<p>")
        .append(Show.count(found))
        .append(" of ")
        .append(Show.count(summary.expected()))
        .append(" trials")
        .append(counts.isEmpty() ? "" : ": " + counts)
        .append(
            summary.rows().unreadable().isEmpty()
                ? ""
                : "; " + Show.count(summary.rows().unreadable().size()) + " unreadable")
        .append("</p>\n");
    if (!ranked.isEmpty()) {
      Optional<Configuration> ofSeeds = summary.configurations().flatMap(Configurations::best);
      if (ofSeeds.isPresent()) {
        best(
            "Best mean validation " + summary.score(), ofSeeds.get().mean(), ofSeeds.get().shown());
        baselines(ofSeeds.get().rows().get(0));
      } else {
        TrialRow best = ranked.get(0);
        best(
            "Best validation " + summary.score(),
            best.validationScore().orElseThrow(),
            summary.configuration(best));
        baselines(best);
      }
    }
    summary.test().forEach(this::sentence);
  }

  private void best(String what, double score, String configuration) {
    html.append("<p class=\"best\">")
        .append(what)
        .append(" <strong>")
        .append(Show.score(score))
        .append("</strong>")
        .append(configuration.isEmpty() ? "" : " with " + Markup.escaped(configuration))
        .append("</p>\n");
  }

  /** Adds the scores of models and forecasts without a network. */
  private void baselines(TrialRow best) {
    String known = BaselineList.of(best, Baseline::phrase);
    if (!known.isEmpty()) {
      html.append("<p>On the same windows: ").append(known).append("</p>\n");
    }
  }

  private void sentence(String line) {
    html.append("<p>")
        .append(Markup.escaped(Character.toUpperCase(line.charAt(0)) + line.substring(1)))
        .append("</p>\n");
  }

  /** Removes a key and secret, which a URI may name before the host. */
  private static String withoutKeys(String place) {
    return place.replaceFirst("://[^/@]*@", "://");
  }

  private void section(String heading, String content) {
    html.append("<section>\n<h2>").append(heading).append("</h2>\n");
    html.append(content).append("</section>\n");
  }

  private String bestTable() {
    List<TrialRow> ranked = summary.ranked();
    if (ranked.isEmpty()) {
      return "<p>No trial is OK.</p>\n";
    }
    List<String> columns = new ArrayList<>(List.of(summary.task().metric()));
    summary.varying().forEach(h -> columns.add(h.key()));
    columns.addAll(List.of("best_epoch", "parameter_count", "train_seconds", "trial_id"));
    HtmlTable table = new HtmlTable(columns);
    for (TrialRow row : ranked.subList(0, Math.min(BEST, ranked.size()))) {
      List<String> cells = new ArrayList<>();
      cells.add(Show.score(row.validationScore().orElseThrow()));
      summary.varying().forEach(h -> cells.add(Show.parameter(row.hyperparameter(h))));
      cells.add(whole(row.number("best_epoch")));
      cells.add(whole(row.number("parameter_count")));
      cells.add(
          row.trainSeconds().isPresent() ? Show.seconds(row.trainSeconds().getAsDouble()) : "–");
      cells.add(row.id().hex().substring(0, 12));
      table.row(cells);
    }
    int more = ranked.size() - BEST;
    return table + (more > 0 ? "<p>" + Show.count(more) + " more are OK.</p>\n" : "");
  }

  private static String whole(OptionalDouble number) {
    return number.isPresent() ? Show.count((long) number.getAsDouble()) : "–";
  }

  /** Returns one sample for each step of perplexity, beginning with the best. */
  private String samples() {
    Map<Long, TrialRow> byPerplexity = new LinkedHashMap<>();
    for (TrialRow row : summary.ranked()) {
      if (row.sample().isPresent()) {
        // A step is a quarter of a bit.
        double bits = Math.log(row.validationScore().orElseThrow()) / Math.log(2);
        byPerplexity.putIfAbsent(Math.round(4 * bits), row);
      }
    }
    if (byPerplexity.isEmpty()) {
      return "<p>No trial is OK.</p>\n";
    }
    HtmlTable table = new HtmlTable(List.of("validation_perplexity", "sample", "configuration"));
    byPerplexity.values().stream()
        .limit(SAMPLES)
        .forEach(
            row ->
                table.row(
                    List.of(
                        Show.score(row.validationScore().orElseThrow()),
                        ControlCharacters.inAList(row.sample().orElseThrow()),
                        summary.configuration(row))));
    return table.toString();
  }

  private void failures() {
    List<TrialRow> failed =
        summary.rows().rows().stream().filter(row -> row.status() != TrialStatus.OK).toList();
    if (failed.isEmpty() && summary.rows().unreadable().isEmpty()) {
      return;
    }
    HtmlTable table = new HtmlTable(List.of("status", "configuration", "reason"));
    for (TrialRow row : failed.subList(0, Math.min(NOT_OK, failed.size()))) {
      table.row(
          List.of(
              row.status().name(),
              summary.configuration(row),
              shortened(row.statusDetail().orElse(""))));
    }
    summary.rows().unreadable().stream()
        .limit(NOT_OK)
        .forEach(u -> table.row(List.of("unreadable", u.id().hex(), shortened(u.reason()))));
    int more = failed.size() - NOT_OK;
    section(
        "Not OK", byValue() + table + (more > 0 ? "<p>" + Show.count(more) + " more.</p>\n" : ""));
  }

  /** Returns a table of how often each value fails; empty if no parameter varies. */
  private String byValue() {
    boolean isAnyFailed =
        summary.rows().rows().stream().anyMatch(row -> row.status() != TrialStatus.OK);
    return isAnyFailed && !summary.varying().isEmpty()
        ? NotOk.table(summary.rows().rows(), summary.varying(), NOT_OK)
        : "";
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= REASON_CHARS ? line : line.substring(0, REASON_CHARS - 3) + "...";
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("report.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The software's own style cannot be read", e);
    }
  }
}
