package io.github.lstmsweep.spark;

import java.io.IOException;

/** A program that starts Spark as a verb does, says so, and holds it until its input ends. */
final class HeldSession {
  static final String READY = "Spark is up";

  private HeldSession() {}

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
        // The process that started it is at work.
      }
    }
  }
}
