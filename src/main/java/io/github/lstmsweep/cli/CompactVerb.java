package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.compact.Compacted;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The verb {@code compact OUT}: merges many small files of rows into a few. */
@Command(
    name = "compact",
    description =
        "Put the rows of trials that are OK or DIVERGED, which are a file each, into files of"
            + " many.",
    mixinStandardHelpOptions = true)
final class CompactVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Override
  public Integer call() {
    TrialTable table = input.table();
    table.upkeep().mend().forEach(command.commandLine().getErr()::println);
    Compacted compacted = table.upkeep().compact();
    PrintWriter print = command.commandLine().getOut();
    print.println(
        "%s: %s into %s; %s of their own"
            .formatted(
                table.place(),
                Show.counted(compacted.rows(), "row"),
                Show.counted(compacted.files(), "file"),
                compacted.singles() == 1
                    ? "1 row stays a file"
                    : Show.count(compacted.singles()) + " rows stay files"));
    compacted
        .kept()
        .forEach((kept, rows) -> print.println(Show.counted(rows, "row") + ": " + reason(kept)));
    print.flush();
    return ExitCode.OK.code();
  }

  private static String reason(Compacted.Kept kept) {
    return switch (kept) {
      case IN_WORK ->
          "a process is at work on their trials; `compact` takes them when it has ended";
      case YOUNG -> "written in the last 90 seconds; `compact` takes them after that";
      case UNDECIDED -> "neither OK nor DIVERGED; `run --retry` may train them again";
      case UNREADABLE -> "cannot be read; `audit` says why";
      case OTHER_COLUMNS ->
          "written by a newer lstm-sweep, which has columns that this one does not know";
      case ALONE -> "a single remaining row, with no second one to merge";
    };
  }
}
