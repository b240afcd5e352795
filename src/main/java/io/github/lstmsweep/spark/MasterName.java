package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.util.regex.Pattern;

/** Checks the form of a Spark master, because Spark's own message names no valid form. */
final class MasterName {
  private static final String COUNT = "[1-9][0-9]{0,8}";

  /**
   * The forms that run in this process. The last one, a cluster of processes, is for Spark's tests.
   */
  private static final Pattern LOCAL =
      Pattern.compile(
          "local|local\\[(\\*|N)(,\\s*N)?\\]|local-cluster\\[.*\\]".replace("N", COUNT));

  private MasterName() {}

  /**
   * Refuses a master that no Spark accepts. Any URL passes, because a cluster manager may have been
   * added to Spark.
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
              + " k8s://URL; it comes from LSTM_SWEEP_MASTER (lstm-sweep) or --master"
              + " (spark-submit)");
    }
  }
}
