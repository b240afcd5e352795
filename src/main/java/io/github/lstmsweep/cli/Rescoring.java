package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Reason;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.nd4j.Dl4j;
import io.github.lstmsweep.nd4j.Dl4jScorer;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.score.WindowScores;
import io.github.lstmsweep.sweep.Verification;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import picocli.CommandLine;

/** Verifies rows for {@code verify} by scoring their models with DL4J. */
final class Rescoring {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Verification table;

  Rescoring(CommandLine line, Verification table) {
    this.out = line.getOut();
    this.err = line.getErr();
    this.table = table;
  }

  static void requireDl4j() {
    Dl4j.require("rescore");
  }

  /** Whether DL4J supports the row's network. */
  boolean canRescore(TrialRow row) {
    Trial trial = table.trials().get(row.id());
    return trial.dataset().task() == Task.LANGUAGE_MODEL && Dl4jScorer.has(trial);
  }

  /**
   * Scores the models of {@code rows} with DL4J, which must return their validation perplexities.
   */
  ExitCode run(List<TrialRow> rows) {
    String name = table.stored().spec().name();
    Map<TrialRow, OptionalDouble> scores = new LinkedHashMap<>();
    try (SweepSession session = SweepSession.forScoring("rescore " + name)) {
      out.printf(
          "%s: scoring %s of %s with DL4J on %s (%s)%n",
          name,
          Show.count(rows.size()),
          Show.counted(table.rows().size(), "trial"),
          Show.counted(session.cores(), "core"),
          session.master());
      out.flush();
      rows.forEach(row -> scores.put(row, score(row, session.windowScores())));
    }
    return compare(scores);
  }

  private ExitCode compare(Map<TrialRow, OptionalDouble> scores) {
    Varying varying = Varying.of(table.stored().spec());
    List<String> columns = new ArrayList<>(List.of("trial_id"));
    columns.addAll(varying.names());
    columns.addAll(List.of("validation_perplexity", "dl4j", "apart"));
    TextTable text = new TextTable(columns);
    int agreed = 0;
    for (Map.Entry<TrialRow, OptionalDouble> score : scores.entrySet()) {
      TrialRow row = score.getKey();
      double ours = row.validationScore().orElse(Double.NaN);
      double dl4j = score.getValue().orElse(Double.NaN);
      agreed += Dl4jScorer.agree(ours, dl4j) ? 1 : 0;
      text.row(
          varying.row(
              List.of(row.id().hex()),
              row::hyperparameter,
              List.of(
                  String.format(Locale.ROOT, "%.6f", ours),
                  Double.isNaN(dl4j) ? "-" : String.format(Locale.ROOT, "%.6f", dl4j),
                  Double.isNaN(dl4j)
                      ? "-"
                      : String.format(Locale.ROOT, "%.1e", Math.abs(ours - dl4j) / ours))));
    }
    text.lines().forEach(out::println);
    out.println();
    out.println(
        "DL4J agrees with "
            + Show.count(agreed)
            + " of "
            + Show.counted(scores.size(), "trial")
            + " to "
            + Dl4jScorer.TOLERANCE);
    if (scores.values().stream().anyMatch(OptionalDouble::isEmpty)) {
      return ExitCode.STORAGE;
    }
    return agreed == scores.size() ? ExitCode.OK : ExitCode.TRIALS_NOT_OK;
  }

  /** The score of a row's model; empty if the model cannot be read, which is reported. */
  private OptionalDouble score(TrialRow row, WindowScores scores) {
    try {
      return OptionalDouble.of(perplexity(row, scores));
    } catch (IOException e) {
      err.println("Cannot read the model of trial " + row.id() + ": " + Reason.of(e));
      return OptionalDouble.empty();
    }
  }

  private double perplexity(TrialRow row, WindowScores scores) throws IOException {
    Trial trial = table.trials().get(row.id());
    Dl4jScorer scorer =
        new Dl4jScorer(
            trial,
            (Corpus) table.data().of(trial.dataset().corpusSha256()),
            table.stored().table().parameters(row));
    return scorer.perplexity(
        scores.of(
            "rescore trial " + row.id(),
            scorer,
            trial.dataset().trainWindows(),
            trial.dataset().validationWindows()));
  }
}
