package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.EngineChoice;
import io.github.lstmsweep.cli.input.OutputForm;
import io.github.lstmsweep.cli.input.RetryOption;
import io.github.lstmsweep.cli.input.SpecInput;
import io.github.lstmsweep.cli.list.CorpusList;
import io.github.lstmsweep.cli.list.CutReasons;
import io.github.lstmsweep.cli.list.Extent;
import io.github.lstmsweep.cli.list.ResultList;
import io.github.lstmsweep.cli.list.SeedList;
import io.github.lstmsweep.cli.output.Interruption;
import io.github.lstmsweep.cli.output.RetryHint;
import io.github.lstmsweep.cli.output.SweepWarnings;
import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.cli.output.TextLine;
import io.github.lstmsweep.cli.progress.CountLine;
import io.github.lstmsweep.cli.progress.LivePage;
import io.github.lstmsweep.cli.progress.RunOutput;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.UnreadableRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.FormOfTable;
import io.github.lstmsweep.sweep.Remainder;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.sweep.SearchState;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.sweep.TestScore;
import io.github.lstmsweep.sweep.adoption.KnownRows;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run SPEC}: trains the trials that the table lacks, and ends with its rows, best first. */
@Command(
    name = "run",
    description = "Train every trial that has no row in the table yet.",
    mixinStandardHelpOptions = true)
final class RunVerb implements Callable<Integer> {
  private static final int LONGEST_REPORT = 3_600;

  @Spec private CommandSpec command;
  @Mixin private SpecInput input;

  @Option(
      names = "--out",
      paramLabel = "URI",
      description =
          "The table: a folder, or the URI of one on a Hadoop filesystem (default: out/<name>).")
  private Optional<String> out = Optional.empty();

  @Option(
      names = "--extend",
      description =
          "Add to a table the trials that the specification has more than its own, or test windows"
              + " where it has none.")
  private boolean extend;

  @Option(
      names = "--from",
      paramLabel = "URI",
      description =
          "Take the rows of this table as known: copy those of the sweep's trials that the table"
              + " lacks (may be repeated).")
  private List<String> from = List.of();

  @Mixin private RetryOption retryOption;

  @Mixin private EngineChoice choice;

  @Mixin private OutputForm form;

  @Option(
      names = "--report",
      arity = "0..1",
      fallbackValue = "10",
      paramLabel = "SECONDS",
      description =
          "Write report.html into the table every SECONDS (default: 10) while trials are trained,"
              + " and at the end.")
  private Optional<Integer> report = Optional.empty();

  @Override
  public Integer call() {
    RunOutput output = output();
    try {
      return run(output).code();
    } catch (UserException e) {
      failed(output, e.exitCode());
      throw e;
    } catch (RuntimeException | Error e) {
      failed(output, ExitCode.UNEXPECTED);
      throw e;
    }
  }

  private static void failed(RunOutput output, ExitCode code) {
    if (Interruption.begun()) {
      output.broken("interrupted", ExitCode.INTERRUPTED.code());
    } else {
      output.broken("failed", code.code());
    }
  }

  private RunOutput output() {
    RunOutput.Form wanted =
        form.isQuiet()
            ? RunOutput.Form.QUIET
            : form.isJson() ? RunOutput.Form.JSON : RunOutput.Form.PEOPLE;
    return new RunOutput(wanted, (TerminalWriter) command.commandLine().getOut());
  }

  private ExitCode run(RunOutput output) {
    Retry retry = retryOption.read();
    report.filter(seconds -> seconds < 1 || seconds > LONGEST_REPORT).ifPresent(RunVerb::refuse);
    StorageSettings settings = StorageSettings.ofThisProcess();
    FormOfTable stored = new FormOfTable(this::place, settings);
    SweepInput sweep = input.read(settings, stored);
    SweepWarnings.of(sweep).forEach(command.commandLine().getErr()::println);
    Engine engine = choice.engine(sweep);
    String place = place(sweep.spec().name());
    TrialTable table = TrialTable.openOrNew(settings.locate(place), settings);
    TableSweep.Growth growth = extend ? TableSweep.Growth.ALLOWED : TableSweep.Growth.REFUSED;
    KnownRows.Taken known;
    try (CountLine line = output.counting()) {
      known =
          KnownRows.of(from, table, settings)
              .take(
                  () -> new TableSweep(sweep, table, growth, retry),
                  sweep.trials(),
                  (other, done, of) -> line.show(taken(other, done, of)));
    }
    known.lines().forEach(command.commandLine().getErr()::println);
    known.taken().stream()
        .flatMap(taken -> taken.warnings().stream())
        .forEach(command.commandLine().getErr()::println);
    TableSweep todo = known.sweep();
    Set<TrialId> finished = todo.finished();
    Remainder remainder = todo.remainder();
    // Decoding ten thousand rows takes longer than checking them, and training need not wait for
    // it.
    CompletableFuture<TableRows> before = new CompletableFuture<>();
    Runnable decoding = () -> before.completeAsync(() -> table.rows(finished));
    PrintWriter print = output.text();
    Optional<LivePage> page =
        report.map(
            seconds ->
                new LivePage(() -> StoredSweep.open(place, settings), Duration.ofSeconds(seconds)));
    List<String> text = new ArrayList<>(TextLine.lines(stored.taken(), sweep));
    known.taken().forEach(taken -> text.add(taken.line()));
    Training training =
        new Training(
            new Training.Streams(output, command.commandLine().getErr(), page),
            sweep,
            todo,
            table,
            engine,
            text,
            known.taken());
    TableRows rows;
    SweepEnd end = SweepEnd.nothing();
    if (remainder.missing().isEmpty()) {
      todo.mend().forEach(command.commandLine().getErr()::println);
      todo.keepSpecification();
      training.none();
      print.println(nothingToTrain(sweep));
      text.forEach(print::println);
      print.flush();
      decoding.run();
      rows = before.join().and(since(Set.of(), table));
    } else {
      todo.begin().forEach(command.commandLine().getErr()::println);
      end = training.run(choice.trainer(engine), remainder, before, decoding);
      if (Interruption.begun()) {
        return ExitCode.INTERRUPTED;
      }
      Set<TrialId> ended = table.finished();
      ended.removeAll(finished);
      rows = before.join().and(since(ended, table));
    }
    results(output, rows, sweep, table, place, end);
    page.flatMap(LivePage::finish).ifPresent(command.commandLine().getErr()::println);
    new RetryHint(command.commandLine().getParseResult().originalArgs())
        .line(rows)
        .ifPresent(print::println);
    next(print, place, sweep.spec());
    ExitCode code = exitCode(end, rows, expected(sweep, rows));
    output.ended(end.reason(), code.code(), rows);
    return code;
  }

  private static String taken(String other, int done, int of) {
    return Show.count(done) + " of " + Show.counted(of, "row") + " of " + other + " taken";
  }

  private static void refuse(int seconds) {
    throw UserException.badInput(
        "Cannot set --report to " + seconds + ": must be a number of seconds from 1 to 3600");
  }

  private String place(String name) {
    return out.orElse("out/" + name);
  }

  private static String nothingToTrain(SweepInput sweep) {
    int trials = sweep.trials().size();
    if (sweep.spec().search().asksForScores()) {
      return "The search over " + Show.counted(trials, "trial") + " has ended: nothing to train";
    }
    return trials == 1
        ? "The only trial has its row: nothing to train"
        : "All " + Show.counted(trials, "trial") + " have their rows: nothing to train";
  }

  /** Returns the rows of these trials, and those of the paused ones. */
  private static TableRows since(Set<TrialId> ended, TrialTable table) {
    return table.rowsWithCurves(ended, table.pausedEpochs().keySet()).rows();
  }

  private void results(
      RunOutput output,
      TableRows rows,
      SweepInput sweep,
      TrialTable table,
      String place,
      SweepEnd end) {
    PrintWriter print = output.text();
    print.println();
    Varying varying = Varying.of(sweep.spec());
    Optional<Configurations> seeds = Configurations.of(rows, varying.hyperparameters());
    if (rows.isOfSeveralCorpora()) {
      CorpusList.lines(rows, varying, Extent.USUAL, TerminalSize.columns()).forEach(print::println);
      SearchState.leftOut(sweep.spec(), sweep.search(), table).ifPresent(print::println);
    } else {
      ResultList list = ResultList.of(rows, varying, Extent.USUAL, TerminalSize.columns());
      list.lines().forEach(print::println);
      CutReasons.lines(rows, list, varying, place).forEach(print::println);
      seeds.ifPresent(c -> SeedList.print(c, print));
      SearchState.leftOut(sweep.spec(), sweep.search(), table).ifPresent(print::println);
      print.println();
      ResultList.best(rows, seeds).ifPresent(print::println);
    }
    TestScore test = new TestScore(sweep.spec(), table, seeds);
    test.measure(rows, sweep.data(), sweep.trials(), end.reason() == SweepEnd.Reason.FINISHED);
    test.lines(rows).forEach(print::println);
    print.flush();
    output.summary(
        Show.count(rows.rows().size())
            + " of "
            + Show.counted(sweep.trials().size(), "trial")
            + " in "
            + table.place()
            + ": "
            + ResultList.counts(rows));
    UnreadableRow.lines(rows.unreadable()).forEach(command.commandLine().getErr()::println);
  }

  private static void next(PrintWriter print, String place, SweepSpec spec) {
    List<Hyperparameter> varying = Varying.of(spec).hyperparameters();
    String axis =
        varying.stream()
            .filter(h -> h != Hyperparameter.SEED)
            .reduce((first, last) -> last)
            .orElse(Hyperparameter.NUM_HIDDENS)
            .key();
    String metric = spec.metric().name();
    String best =
        varying.contains(Hyperparameter.SEED)
            ? ", avg(" + metric + ") as mean from trials group by " + axis + " order by mean"
            : ", min(" + metric + ") as best from trials group by " + axis + " order by best";
    print.println("Next: " + Show.command("status", place));
    print.println("      " + Show.command("report", place));
    if (spec.axis().isMany()) {
      print.println("      " + Show.command("best", place));
      return;
    }
    print.println("      " + Show.command("sql", place, "select " + axis + best));
  }

  /** A search that decides by scores may begin only some of its trials. */
  private static int expected(SweepInput sweep, TableRows rows) {
    return sweep.spec().search().asksForScores() ? rows.rows().size() : sweep.trials().size();
  }

  private static ExitCode exitCode(SweepEnd end, TableRows rows, int expected) {
    if (end.reason() != SweepEnd.Reason.FINISHED) {
      return ExitCode.INTERRUPTED;
    }
    if (!rows.unreadable().isEmpty()) {
      return ExitCode.STORAGE;
    }
    boolean areOk = rows.rows().stream().noneMatch(row -> row.status().isFailure());
    return areOk && rows.rows().size() == expected ? ExitCode.OK : ExitCode.TRIALS_NOT_OK;
  }
}
