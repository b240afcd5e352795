package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.format.TextTable;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.spark.task.Retrained;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.Verification;
import io.github.lstmsweep.train.engine.CpuTrainer;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Verifies rows for {@code verify} by training their trials again. */
final class TrainingAgain {
  private final PrintWriter out;
  private final PrintWriter err;
  private final Verification table;

  TrainingAgain(CommandLine line, Verification table) {
    this.out = line.getOut();
    this.err = line.getErr();
    this.table = table;
  }

  /** Whether a second training of this row's trial must have the same bits. */
  static boolean canCompare(TrialRow row) {
    return row.text("engine").flatMap(Engines::named).filter(Engine::hasPortableBits).isPresent();
  }

  /** Trains the trials of {@code rows} again, and compares the results with their rows. */
  ExitCode run(List<TrialRow> rows) {
    List<Trial> trials = rows.stream().map(row -> table.trials().get(row.id())).toList();
    String name = table.stored().spec().name();
    SweepSession session = SweepSession.forSweep("verify " + name);
    session.securityWarning().ifPresent(err::println);
    out.printf(
        "%s: training %s of %s again on %s (%s), about %s%n",
        name,
        Show.count(trials.size()),
        Show.counted(table.rows().size(), "trial"),
        Show.counted(session.cores(), "core"),
        session.master(),
        Show.seconds(Schedule.of(trials, CostModel.DEFAULT).elapsedSeconds(session.cores())));
    out.flush();
    List<Retrained> again = session.retraining(new CpuTrainer()).run(trials, table.data());
    return compare(rows, again);
  }

  private ExitCode compare(List<TrialRow> rows, List<Retrained> again) {
    Map<TrialId, TrialRow> byId =
        rows.stream().collect(Collectors.toMap(TrialRow::id, Function.identity()));
    Varying varying = Varying.of(table.stored().spec());
    List<String> columns = new ArrayList<>(List.of("trial_id"));
    columns.addAll(varying.names());
    columns.addAll(List.of(table.stored().spec().metric().name(), "trained again"));
    TextTable text = new TextTable(columns);
    int same = 0;
    for (Retrained trial : again) {
      TrialRow row = byId.get(trial.id());
      Optional<String> difference = trial.difference(row);
      same += difference.isEmpty() ? 1 : 0;
      text.row(
          varying.row(
              List.of(trial.trial()),
              row::hyperparameter,
              List.of(
                  Show.score(row.validationScore().orElse(Double.NaN)),
                  difference.orElse("is the same"))));
    }
    text.lines().forEach(out::println);
    out.println();
    out.println(
        Show.count(same)
            + " of "
            + Show.counted(again.size(), "trial")
            + " came out with the parameters of "
            + (again.size() == 1 ? "its row" : "their rows"));
    return same == again.size() ? ExitCode.OK : ExitCode.TRIALS_NOT_OK;
  }
}
