package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.cli.input.Variables;
import io.github.lstmsweep.cli.list.ShowVerb;
import io.github.lstmsweep.cli.list.StatusVerb;
import io.github.lstmsweep.cli.model.ForecastVerb;
import io.github.lstmsweep.cli.model.ScoreVerb;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.cli.output.VersionLines;
import io.github.lstmsweep.cli.plan.PlanVerb;
import io.github.lstmsweep.cli.query.BestVerb;
import io.github.lstmsweep.cli.query.SqlVerb;
import io.github.lstmsweep.cli.replay.ReplayVerb;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.spark.SparkSetup;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.train.engine.CpuTrainer;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The program's entry point: runs {@code lstm-sweep VERB …}. */
@Command(
    name = "lstm-sweep",
    description = "Hyperparameter sweeps of recurrent networks on Apache Spark.",
    subcommands = {
      InitVerb.class,
      PlanVerb.class,
      RunVerb.class,
      StatusVerb.class,
      ShowVerb.class,
      ReplayVerb.class,
      SqlVerb.class,
      BestVerb.class,
      AuditVerb.class,
      VerifyVerb.class,
      GenerateVerb.class,
      ScoreVerb.class,
      ForecastVerb.class,
      ExportVerb.class,
      ReportVerb.class,
      CostVerb.class,
      CompactVerb.class,
      CompletionVerb.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    resourceBundle = Variables.NAME,
    exitCodeListHeading = "%nExit codes:%n")
public final class Main implements Runnable {
  /** picocli's own verb, which explains the others. */
  private static final String HELP = "help";

  @CommandLine.Spec private CommandSpec command;

  /** Only picocli calls this. */
  Main() {}

  /** Runs one verb and ends the process with its exit code. */
  public static void main(String[] arguments) {
    SparkSetup.quietLogging();
    int exitCode = execute(writer(System.out), writer(System.err), arguments);
    if (SparkSetup.isInsideYarn()) {
      endInsideYarn(exitCode);
    } else {
      System.exit(exitCode);
    }
  }

  /**
   * Ends the program as YARN expects. For YARN a program has failed if it exits, with any code, or
   * if it never starts Spark.
   */
  private static void endInsideYarn(int exitCode) {
    if (exitCode != ExitCode.OK.code()) {
      throw new EndedException(exitCode);
    }
    SweepSession.startUnlessStarted();
  }

  /** Tells YARN that a sweep did not end well. The reason has already been printed. */
  private static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndedException(int exitCode) {
      super(
          "lstm-sweep ended with exit code " + exitCode + "; its output says why",
          null,
          false,
          false);
    }
  }

  /** Returns the verbs that messages name. */
  static List<String> verbs(CommandSpec command) {
    return command.root().subcommands().keySet().stream()
        .filter(name -> !name.equals(HELP))
        .toList();
  }

  /**
   * Runs one verb and returns its exit code. It keeps the Spark session of a caller in this
   * process.
   */
  static int execute(PrintWriter terminalOut, PrintWriter terminalErr, String... arguments) {
    TerminalWriter out = new TerminalWriter(terminalOut);
    TerminalWriter err = new TerminalWriter(terminalErr);
    CommandLine line =
        new CommandLine(new Main())
            .setOut(out)
            .setErr(err)
            // The writers would show the colors as control characters.
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setAbbreviatedOptionsAllowed(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(true)
            .setParameterExceptionHandler((e, words) -> Failures.wrongArguments(e))
            .setExecutionExceptionHandler(Failures::failed);
    line.setCommandName(Show.program());
    line.getSubcommands()
        .values()
        .forEach(verb -> verb.getCommandSpec().versionProvider(new Version()));
    try {
      return line.execute(arguments);
    } catch (Error e) {
      return Failures.unexpected(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        command.commandLine(),
        "Cannot start without a verb: must be one of " + String.join(", ", verbs(command)));
  }

  /** Returns a writer in the encoding of the terminal. */
  private static PrintWriter writer(PrintStream stream) {
    // It writes to the stream itself, so it notices when nobody reads any more.
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return VersionLines.of(version, CpuTrainer.kernels()).toArray(String[]::new);
    }
  }
}
