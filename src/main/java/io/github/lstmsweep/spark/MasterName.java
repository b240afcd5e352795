package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.util.regex.Pattern;

/** The forms of a Spark master, since Spark's own message names none. */
final class MasterName {
  private static final String COUNT = "[1-9][0-9]{0,8}";

  /** The forms that run in this process; Spark's tests have the last, a cluster of processes. */
  private static final Pattern LOCAL =
      Pattern.compile(
          "local|local\\[(\\*|N)(,\\s*N)?\\]|local-cluster\\[.*\\]".replace("N", COUNT));

  private MasterName() {}

  /**
   * Refuses a master that no Spark has. A URL may be one of a cluster manager that was added to it.
   *
   * @throws UserException with the forms that are allowed
   */
  static void require(String master) {
    boolean isKnown =
        master.startsWith("local")
            ? LOCAL.matcher(master).matches()
            : master.equals("yarn") || master.contains("://");
    if (!isKnown) {
      throw UserException.badInput(
          "Cannot set the Spark master to "
              + (master.isBlank() ? "''" : master)
              + ": must be local[*], local[N] with N of at least 1, spark://HOST:PORT, yarn or"
              + " k8s://URL; it comes from LSTM_SWEEP_MASTER (submit/local.sh) or --master"
              + " (spark-submit)");
    }
  }
}
