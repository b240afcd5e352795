package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.NumberText;
import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.TerminalSize;
import io.github.lstmsweep.cli.output.UnreadableFiles;
import io.github.lstmsweep.sweep.StoredSweep;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The verb {@code status OUT}: counts the rows by status and prints the best ones. */
@Command(
    name = "status",
    description = "Count the rows by status, say what is missing, and list the best.",
    mixinStandardHelpOptions = true)
public final class StatusVerb implements Callable<Integer> {
  private static final int LONGEST_SECONDS = 86_400;

  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "List the N best rows (default: 15, and 10 that are not OK).")
  private Optional<String> top = Optional.empty();

  @Option(names = "--all", description = "List every row.")
  private boolean all;

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description = "List these columns of the table; commas separate several.")
  private Optional<String> columns = Optional.empty();

  @Option(
      names = "--watch",
      paramLabel = "SECONDS",
      arity = "0..1",
      fallbackValue = "2",
      description =
          "Show the running trials too, and print again every 2 or SECONDS seconds until every"
              + " trial has a row.")
  private Optional<String> watch = Optional.empty();

  /** Only picocli calls this. */
  StatusVerb() {}

  @Override
  public Integer call() {
    Extent extent = extent();
    Optional<ChosenColumns> chosen = columns.map(ChosenColumns::of);
    Optional<Long> seconds =
        watch.map(typed -> NumberText.whole("--watch", typed, 1, LONGEST_SECONDS));
    StoredSweep stored = input.sweep();
    PrintWriter print = command.commandLine().getOut();
    TableStatus status =
        seconds.isPresent()
            ? new StatusWatch(stored, print, seconds.get())
                .untilComplete(input.out(), chosen, extent)
            : TableStatus.of(stored);
    if (seconds.isEmpty()) {
      status.counts().forEach(print::println);
      print.println();
      status.results(input.out(), chosen, extent, TerminalSize.columns()).forEach(print::println);
    }
    print.flush();
    return UnreadableFiles.tell(
            command.commandLine().getErr(), stored.table(), status.rows().unreadable())
        .code();
  }

  private Extent extent() {
    if (all && top.isPresent()) {
      throw UserException.badInput("Cannot use --top beside --all: must be one of the two");
    }
    return all
        ? Extent.ALL
        : top.map(typed -> (int) NumberText.whole("--top", typed, 1, Integer.MAX_VALUE))
            .map(Extent::top)
            .orElse(Extent.USUAL);
  }
}
