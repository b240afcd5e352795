package io.github.lstmsweep.cli.query;

import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.compare.CorpusBest;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import io.github.lstmsweep.spark.sql.TableQueries.Kind;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code best OUT}: prints a row for each corpus, with its best model. */
@Command(
    name = "best",
    description =
        "List the best trial of each corpus: its score, the baselines, its values, its id.",
    mixinStandardHelpOptions = true)
public final class BestVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = SqlVerb.Formats.class,
      description = "How to print the rows: ${COMPLETION-CANDIDATES} (default: table).")
  private String format = "table";

  /** Only picocli calls this. */
  BestVerb() {}

  @Override
  public Integer call() {
    AnswerFormat form = AnswerFormat.of(format);
    StoredSweep stored = input.sweep();
    TableRows rows = stored.table().rows();
    PrintWriter out = command.commandLine().getOut();
    form.print(answer(stored, rows), out);
    out.flush();
    return UnreadableFiles.tell(command.commandLine().getErr(), stored.table(), rows.unreadable())
        .code();
  }

  private static Answer answer(StoredSweep stored, TableRows rows) {
    List<Hyperparameter> varying = Varying.of(stored.spec()).hyperparameters();
    Task task = stored.spec().task();
    boolean hasSeeds = varying.contains(Hyperparameter.SEED);
    List<Named> columns = new ArrayList<>();
    columns.add(new Named("corpus", Kind.TEXT, best -> any(best).text("corpus").orElse(null)));
    if (task == Task.TIME_SERIES) {
      columns.add(new Named("column", Kind.TEXT, best -> any(best).text("column").orElse(null)));
    }
    columns.add(
        new Named(
            hasSeeds ? "mean_" + task.metric() : task.metric(),
            Kind.NUMBER,
            best -> best.row().isPresent() ? String.valueOf(best.score()) : null));
    if (hasSeeds) {
      columns.add(new Named("seeds", Kind.NUMBER, best -> String.valueOf(best.best().size())));
    }
    for (Baseline baseline : Baseline.of(task)) {
      columns.add(
          new Named(
              baseline.column(),
              Kind.NUMBER,
              best -> value(any(best).values(), baseline.column())));
    }
    for (Hyperparameter h : varying) {
      columns.add(
          new Named(
              h.key(),
              h.defaultValue() instanceof Number ? Kind.NUMBER : Kind.TEXT,
              best -> best.row().map(row -> value(row.values(), h.key())).orElse(null)));
    }
    columns.add(new Named("ok", Kind.NUMBER, best -> String.valueOf(best.ranked())));
    columns.add(
        new Named("trials", Kind.NUMBER, best -> String.valueOf(best.rows().rows().size())));
    columns.add(
        new Named(
            "trial_id", Kind.TEXT, best -> best.row().map(row -> row.id().hex()).orElse(null)));
    List<List<String>> cells = new ArrayList<>();
    for (CorpusBest best : CorpusBest.of(rows, varying)) {
      // A cell may be null.
      List<String> row = new ArrayList<>();
      columns.forEach(column -> row.add(column.of().cell(best)));
      cells.add(row);
    }
    return new Answer(
        columns.stream().map(Named::name).toList(),
        columns.stream().map(Named::kind).toList(),
        cells);
  }

  /** The text of a column for one corpus; null if there is none. */
  private interface Cell {
    String cell(CorpusBest best);
  }

  private record Named(String name, Kind kind, Cell of) {}

  private static TrialRow any(CorpusBest best) {
    return best.rows().rows().get(0);
  }

  private static String value(Map<String, Object> values, String column) {
    return Optional.ofNullable(values.get(column)).map(String::valueOf).orElse(null);
  }
}
