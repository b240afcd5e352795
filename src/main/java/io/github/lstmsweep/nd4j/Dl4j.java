package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.UserException;

/** Whether DL4J is there at all: the jar of the sweep does without. */
public final class Dl4j {
  /** The last that would be missing: it needs all the others. */
  private static final String SPARK_SCORING =
      "org.deeplearning4j.spark.impl.multilayer.scoring.ScoreExamplesFunction";

  private static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  private Dl4j() {}

  /**
   * Refuses to go on without it.
   *
   * @param act what cannot be done without it: a verb
   * @throws UserException where a class of it is missing
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
                + " without DL4J: its jars must be on the class path, as submit/local.sh puts"
                + " them there; give spark-submit those that target/dl4j-class-path.txt lists as"
                + " --jars");
      }
    }
  }
}
