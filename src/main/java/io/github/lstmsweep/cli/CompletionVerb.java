package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.input.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verb {@code completion SHELL}: prints a script for the user's shell. */
@Command(
    name = "completion",
    description =
        "Print a script with which bash or zsh completes verbs, options and their values.",
    mixinStandardHelpOptions = true)
final class CompletionVerb implements Callable<Integer> {
  /** The name of the command that the shell completes, in whatever folder it is. */
  private static final String COMMAND = "lstm-sweep";

  private static final List<String> SHELLS = List.of("bash", "zsh");

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "SHELL",
      description = "bash or zsh.",
      completionCandidates = Shells.class)
  private String shell;

  @Override
  public Integer call() {
    if (!SHELLS.contains(shell)) {
      throw UserException.badInput(
          "Cannot complete in " + shell + ": must be " + String.join(" or ", SHELLS));
    }
    PrintWriter out = command.commandLine().getOut();
    // One script suits both shells. It asks for zsh's own support of bash's completions.
    out.print(AutoComplete.bash(COMMAND, command.commandLine().getParent()));
    out.println();
    out.flush();
    return ExitCode.OK.code();
  }

  /** Picocli makes one, for the completion of this verb itself. */
  static final class Shells extends Words {
    Shells() {
      super(SHELLS);
    }
  }
}
