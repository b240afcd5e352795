package io.github.lstmsweep.spark;

import java.io.IOException;

/**
 * A program that starts Spark as a verb does, prints a line, and holds Spark until its input ends.
 */
final class HeldSession {
  static final String READY = "Spark is up";

  private HeldSession() {}

  /** Starts Spark and waits. The argument is {@code sweep}, {@code queries} or {@code scoring}. */
  public static void main(String[] kind) throws IOException {
    try (SweepSession session =
        switch (kind[0]) {
          case "sweep" -> SweepSession.forSweep("a-sweep");
          case "queries" -> SweepSession.forQueries("queries");
          case "scoring" -> SweepSession.forScoring("scoring");
          default -> throw new IllegalArgumentException(kind[0]);
        }) {
      System.out.println(READY + " on " + session.master());
      while (System.in.read() >= 0) {
        // Wait until the process that started this one closes the input.
      }
    }
  }
}
