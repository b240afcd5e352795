package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.UserException;

/** Checks that DL4J is on the class path. The jar of the sweep does not contain it. */
public final class Dl4j {
  /** The last class of DL4J that could be missing, because it needs all others. */
  private static final String SPARK_SCORING =
      "org.deeplearning4j.spark.impl.multilayer.scoring.ScoreExamplesFunction";

  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  private Dl4j() {}

  /**
   * Refuses to continue without DL4J.
   *
   * @param act the verb that needs DL4J, for the message
   * @throws UserException if a class of DL4J is missing
   */
  public static void require(String act) {
    requireIn(Dl4j.class.getClassLoader(), act);
  }

  static void requireIn(ClassLoader loader, String act) {
    for (String name : new String[] {SPARK_SCORING, CPU_BACKEND}) {
      try {
        Class.forName(name, false, loader);
      } catch (ClassNotFoundException | LinkageError e) {
        throw UserException.badInput(
            "Cannot "
                + act
                + " without DL4J: its jars must be on the class path, as lstm-sweep of the sources"
                + " puts them there; mvn package -Pdl4j-jar makes one of them for --jars or"
                + " LSTM_SWEEP_DL4J_JAR");
      }
    }
  }
}
