package io.github.lstmsweep.cli;

import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.Page;
import io.github.lstmsweep.report.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TestScore;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    TableRows rows = table.rows();
    List<Hyperparameter> varying = Varying.of(spec).hyperparameters();
    SweepSummary summary =
        new SweepSummary(
            spec.name(),
            table.place(),
            Search.size(spec),
            rows,
            varying,
            curves(table, rows),
            forecasts(table, rows),
            new TestScore(spec, table, Configurations.of(rows, varying)).lines(rows));
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

  private static Map<TrialId, List<EpochPoint>> curves(TrialTable table, TableRows rows) {
    Map<TrialId, List<EpochPoint>> curves = new LinkedHashMap<>();
    for (TrialRow row : rows.ranked().stream().limit(SweepSummary.CURVES).toList()) {
      try {
        curves.put(row.id(), table.curve(row.id()));
      } catch (IOException e) {
        // The file has disappeared since it was listed, so the page has no curve of this trial.
      }
    }
    return curves;
  }
}
