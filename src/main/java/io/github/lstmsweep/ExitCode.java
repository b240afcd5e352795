package io.github.lstmsweep;

/** The numbers that the process tells its caller when it ends. */
public enum ExitCode {
  /** Every trial is OK, or paused by its search. */
  OK(0, "every trial of the specification has a row with status OK, or its search has paused it"),
  /** A failure that the design does not name. */
  UNEXPECTED(1, "an unexpected error"),
  /** The specification, the corpus, the command line or the environment cannot be used. */
  BAD_INPUT(
      2,
      "bad input, a table that cannot be written, or a Spark that cannot start; nothing was"
          + " trained"),
  /** The specification does not fit the table. */
  SPECIFICATION_CHANGED(3, "a different specification made the table; nothing was trained"),
  /** The table failed. */
  STORAGE(
      4,
      "the table cannot be read or written, or a part of it is damaged; of an export: its file"
          + " cannot be written, or a server took a part"),
  /** Some trials are not OK. */
  TRIALS_NOT_OK(
      5,
      "finished, and at least one trial is not OK; of an audit: rows are missing, and nothing else"
          + " is wrong; of a verification: a trial that was trained again differs"),
  /** The work can go on. */
  INTERRUPTED(
      130, "stopped by a signal or by the sweep's timeout; the next run goes on from there");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** Returns the number for {@link System#exit(int)}. */
  public int code() {
    return code;
  }

  /** Returns the meaning of the number for people, as the command line's help lists it. */
  public String meaning() {
    return meaning;
  }
}
