package io.github.lstmsweep.cli;

import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.Page;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TestScore;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code report OUT}: writes the results of a table as a page into it. */
@Command(
    name = "report",
    description =
        "Write report.html into the table: the best, curves, influences, samples, failures.",
    mixinStandardHelpOptions = true)
final class ReportVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Override
  public Integer call() {
    StoredSweep stored = input.sweep();
    TrialTable table = stored.table();
    SweepSpec spec = stored.spec();
    TableRows.WithCurves read = table.rowsWithCurves();
    TableRows rows = read.rows();
    Varying varying = Varying.of(spec);
    SweepSummary summary =
        new SweepSummary(
            new SweepSummary.Table(spec.name(), table.place(), Search.size(spec), rows, varying),
            read.curves(),
            forecasts(table, rows),
            new TestScore(spec, table, Configurations.of(rows, varying.hyperparameters()))
                .lines(rows));
    String place = table.publishReport(Page.of(summary));
    command.commandLine().getOut().println("Wrote " + place);
    return UnreadableFiles.tell(command.commandLine().getErr(), table, rows.unreadable()).code();
  }

  private static List<ForecastPoint> forecasts(TrialTable table, TableRows rows) {
    Optional<TrialRow> best = rows.best().filter(row -> row.task() == Task.TIME_SERIES);
    try {
      return best.isPresent() ? table.forecasts(best.get().id()) : List.of();
    } catch (IOException e) {
      // The file has disappeared since it was listed, so the page has no forecasts.
      return List.of();
    }
  }
}
