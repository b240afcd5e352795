package io.github.lstmsweep;

/** What the process tells its caller when it ends. */
public enum ExitCode {
  /** Every trial of the specification has a row with status OK. */
  OK(0),
  /** The specification, the corpus or the command line cannot be used; nothing was trained. */
  BAD_INPUT(2),
  /** The table was made by another specification; nothing was trained. */
  SPECIFICATION_CHANGED(3),
  /** The table cannot be read or written, or a part of it is not what it must be. */
  STORAGE(4),
  /**
   * The sweep finished, and at least one trial has a status other than OK. Of an audit: rows are
   * missing, and nothing is wrong with the others. Of a verification: a trial came out otherwise.
   */
  TRIALS_NOT_OK(5),
  /** Stopped by a signal or by the sweep's timeout; the same command goes on where it stopped. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number given to {@link System#exit(int)}. */
  public int code() {
    return code;
  }
}
