package io.github.lstmsweep.cli;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.HeapSetting;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.cli.output.Interruption;
import io.github.lstmsweep.cli.output.Remedies;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a failure and returns its exit code. */
final class Failures {
  /**
   * The environment variable that prints the stack trace of an unexpected error; 0 turns it off.
   */
  static final String TRACE = "LSTM_SWEEP_TRACE";

  private Failures() {}

  /** Prints why picocli refused an argument, and returns the exit code. */
  static int wrongArguments(ParameterException e) {
    CommandLine verb = e.getCommandLine();
    PrintWriter err = verb.getErr();
    err.println(WrongArguments.line(e));
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Usage: " + usage(verb) + "  (--help tells more)");
    return ExitCode.BAD_INPUT.code();
  }

  /** Prints the failure of a verb and returns its exit code. */
  static int failed(Exception e, CommandLine verb, ParseResult parsed) {
    if (Interruption.begun()) {
      return ExitCode.INTERRUPTED.code();
    }
    Optional<UserException> mistake =
        causes(e)
            .filter(UserException.class::isInstance)
            .map(UserException.class::cast)
            .findFirst();
    if (mistake.isEmpty()) {
      return unexpected(e, verb.getErr());
    }
    Remedies.lines(mistake.get()).forEach(verb.getErr()::println);
    return mistake.get().exitCode().code();
  }

  /** Prints an unforeseen error of the program or of its environment, and returns the exit code. */
  static int unexpected(Throwable e, PrintWriter err) {
    Throwable cause = causes(e).reduce((outer, inner) -> inner).orElse(e);
    err.println(
        causes(e).anyMatch(Failures::isHeapTooSmall)
            ? heapTooSmall()
            : ("Unexpected error: " + cause).lines().findFirst().orElse("")
                + " (run again with "
                + TRACE
                + "=1 for the stack trace)");
    String trace = System.getenv(TRACE);
    if (trace != null && !trace.isEmpty() && !trace.equals("0")) {
      e.printStackTrace(err);
    }
    return ExitCode.UNEXPECTED.code();
  }

  /**
   * Returns whether a larger heap would help. It does not help without memory for threads or native
   * code, because a larger heap leaves less of it.
   */
  private static boolean isHeapTooSmall(Throwable e) {
    String reason = String.valueOf(e.getMessage());
    return e instanceof OutOfMemoryError
        && (reason.startsWith("Java heap space")
            || reason.startsWith("GC overhead limit")
            || reason.startsWith("Requested array size"));
  }

  private static String heapTooSmall() {
    return "Cannot go on: the Java heap of "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MB is too small; "
        + HeapSetting.MEND;
  }

  /** Returns the exception and its causes, outermost first. A cycle of causes ends after 32. */
  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(32);
  }

  private static String usage(CommandLine verb) {
    return verb.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
  }
}
