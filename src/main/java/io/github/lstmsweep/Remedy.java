package io.github.lstmsweep;

import java.io.Serializable;

/**
 * A way to mend a problem. Its words fit every program that sweeps; the command line has words of
 * its own for each kind.
 *
 * @param kind what to do
 * @param detail the kind's part that depends on the problem; empty where there is none
 */
public record Remedy(Kind kind, String detail) implements Serializable {
  /** The ways to mend a problem. */
  public enum Kind {
    /** Allow the table to grow. The detail is the purpose: "train the 2 additional trials". */
    EXTEND,
    /** Take another table. The detail is the reason, or empty. */
    OTHER_TABLE,
    /** Take another table, as the specification does more than add to this one. */
    OTHER_TABLE_TO_CHANGE,
    /** Leave the number of test windows as it is. */
    KEEP_TEST_WINDOWS,
    /** Name the table itself. */
    NAME_TABLE,
    /** Ask for the corpus by the table's name for it, and say where it lies. */
    CORPUS_OF_TABLE,
    /** Say where the table's corpus lies now. */
    PLACE_OF_CORPUS,
    /** Confirm that another machine may be asked for a corpus. The detail is its address. */
    CONFIRM_CORPUS,
    /** Name a folder that has the built-in corpus. */
    FOLDER_OF_CORPORA,
    /** Train the trial of a corrupt model again. */
    MODEL_AGAIN,
    /** Replace the file that is in the way, or name another. */
    REPLACE_FILE,
    /** Look for the trial's id. */
    LIST_TRIALS,
    /** Look for the id of each corpus's best trial. */
    LIST_BEST,
    /** Look for the rows that cannot be read. */
    LIST_UNREADABLE,
    /** Do it again later. The detail says when: "when it has ended". */
    TRY_AGAIN
  }

  /** A remedy that needs no detail. */
  public static Remedy of(Kind kind) {
    return new Remedy(kind, "");
  }

  /** The remedy as half a sentence, without the name of an option or a command. */
  public String words() {
    return switch (kind) {
      case EXTEND -> "allow the table to grow, to " + detail;
      case OTHER_TABLE -> "name another table" + reason();
      case OTHER_TABLE_TO_CHANGE ->
          "name another table, as this one can only get more trials, or test windows if it has"
              + " none";
      case KEEP_TEST_WINDOWS -> "set windows.test to the table's value, which stays";
      case NAME_TABLE -> "name a table that a run has made";
      case CORPUS_OF_TABLE ->
          "set corpus to the table's value and name the place of its text, since no row of the"
              + " table identifies its text yet";
      case PLACE_OF_CORPUS -> "name its place now";
      case CONFIRM_CORPUS -> "name " + detail + " as its place, or a file to read a copy";
      case FOLDER_OF_CORPORA -> "name the folder with LSTM_SWEEP_CORPORA";
      case MODEL_AGAIN -> "set its row aside, and the next run trains the trial again";
      case REPLACE_FILE -> "name another, or allow this one to be replaced";
      case LIST_TRIALS -> "the column trial_id has them all";
      case LIST_BEST -> "the best trial of each corpus has an id";
      case LIST_UNREADABLE -> "look for rows that cannot be read";
      case TRY_AGAIN -> "try again " + detail;
    };
  }

  /** The detail as the end of a sentence; empty where there is none. */
  public String reason() {
    return detail.isEmpty() ? "" : ", as " + detail;
  }
}
