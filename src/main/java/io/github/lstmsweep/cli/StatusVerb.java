package io.github.lstmsweep.cli;

import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.CutReasons;
import io.github.lstmsweep.cli.output.ResultList;
import io.github.lstmsweep.cli.output.RetryHint;
import io.github.lstmsweep.cli.output.SeedList;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.sweep.TestScore;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code status OUT}: counts the rows by status and prints the best ones. */
@Command(
    name = "status",
    description = "Count the rows by status, say what is missing, and list the best.",
    mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Override
  public Integer call() {
    StoredSweep stored = input.sweep();
    TrialTable table = stored.table();
    SweepSpec spec = stored.spec();
    int expected = Search.size(spec);
    TableRows rows = table.rows();
    PrintWriter print = command.commandLine().getOut();
    line(print, "table", table.place());
    line(print, "name", spec.name());
    line(print, "expected", Show.count(expected));
    rows.counts().forEach((status, count) -> line(print, status, Show.count(count)));
    line(print, "unreadable", Show.count(rows.unreadable().size()));
    int found = rows.rows().size() + rows.unreadable().size();
    line(print, "missing", Show.count(Math.max(0, expected - found)));
    print.println();
    Varying varying = Varying.of(spec);
    ResultList.lines(rows, varying).forEach(print::println);
    CutReasons.lines(rows, varying, input.out()).forEach(print::println);
    Optional<Configurations> seeds = Configurations.of(rows, varying.hyperparameters());
    seeds.ifPresent(c -> SeedList.print(c, print));
    ResultList.best(rows, seeds).ifPresent(best -> print.printf("%n%s%n", best));
    new TestScore(spec, table, seeds).lines(rows).forEach(print::println);
    RetryHint.ofTable(input.out()).line(rows).ifPresent(print::println);
    print.flush();
    return UnreadableFiles.tell(command.commandLine().getErr(), table, rows.unreadable()).code();
  }

  private static void line(PrintWriter print, Object name, Object value) {
    print.printf("%-14s%s%n", name, value);
  }
}
