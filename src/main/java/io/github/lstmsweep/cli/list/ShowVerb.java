package io.github.lstmsweep.cli.list;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.cli.input.TableArgument;
import io.github.lstmsweep.cli.output.TerminalSize;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code show OUT TRIAL}: prints everything about one trial. */
@Command(
    name = "show",
    description = "Show everything about one trial: configuration, scores, times, curve, sample.",
    mixinStandardHelpOptions = true)
public final class ShowVerb implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private TableArgument input;

  @Parameters(
      index = "1",
      paramLabel = "TRIAL",
      description =
          "The trial: its id, the beginning of it, or best, the lowest validation_perplexity.")
  private String trial;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Only picocli calls this. */
  ShowVerb() {}

  @Override
  public Integer call() {
    WholeTrial whole = WholeTrial.read(input.table(), trial);
    PrintWriter print = command.commandLine().getOut();
    if (json) {
      print.println(TrialJson.of(whole));
    } else {
      TrialDetails.lines(whole, TerminalSize.columns()).forEach(print::println);
    }
    print.flush();
    return ExitCode.OK.code();
  }
}
