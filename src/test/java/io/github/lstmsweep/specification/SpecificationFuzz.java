package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import java.nio.charset.StandardCharsets;

/** Fuzzes a specification as a table stores it. */
public final class SpecificationFuzz {
  private SpecificationFuzz() {}

  /**
   * Returns whether the input is valid. A valid specification is written and must be read back as
   * an equal one.
   */
  public static boolean takes(byte[] input) {
    SweepSpec spec;
    try {
      spec = SpecReader.readStored(new String(input, StandardCharsets.UTF_8));
    } catch (UserException e) {
      requirePlainLines(e);
      return false;
    }
    requireRoundTrip(spec);
    return true;
  }

  static void requireRoundTrip(SweepSpec spec) {
    String yaml = SpecWriter.toYaml(spec);
    SweepSpec again = SpecReader.readStored(yaml);
    if (!again.equals(spec)) {
      throw new AssertionError("written as\n" + yaml + "\n" + spec + " was read as\n" + again);
    }
    if (!SpecWriter.toYaml(again).equals(yaml)) {
      throw new AssertionError(yaml + "\nwas written again as\n" + SpecWriter.toYaml(again));
    }
  }

  /** Checks that every problem is one plain line for a terminal. */
  static void requirePlainLines(UserException told) {
    for (String problem : told.problems()) {
      if (problem.isBlank() || problem.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        throw new AssertionError("no plain line: " + problem, told);
      }
    }
    if (told.problems().isEmpty()) {
      throw new AssertionError("it says nothing", told);
    }
  }
}
