package io.github.lstmsweep;

import java.util.List;

/**
 * A mistake or a circumstance that the person at the keyboard can mend. Printed as its problems,
 * one a line, without a stack trace.
 */
public final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String[] problems;

  /**
   * All {@code problems} of one input, each a whole sentence: what, the value, the bound, the mend.
   */
  public UserException(ExitCode exitCode, List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.exitCode = exitCode;
    this.problems = problems.toArray(String[]::new);
  }

  /** A single problem that ends with {@link ExitCode#BAD_INPUT}. */
  public static UserException badInput(String problem) {
    return new UserException(ExitCode.BAD_INPUT, List.of(problem));
  }

  /** A single problem that ends with {@link ExitCode#STORAGE}. */
  public static UserException storage(String problem) {
    return new UserException(ExitCode.STORAGE, List.of(problem));
  }

  /** The code that the process ends with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The problems, in the order they were found. */
  public List<String> problems() {
    return List.of(problems);
  }
}
