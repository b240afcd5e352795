package io.github.lstmsweep.docs;

import java.util.ArrayList;
import java.util.List;

/** Replaces the parts of an output that differ from machine to machine. */
final class Measured {
  private static final String SECONDS = "train_seconds";

  private Measured() {}

  /** Returns lines without seconds, cores, folders, and the widths of columns. */
  static List<String> masked(List<String> lines) {
    List<String> masked = new ArrayList<>();
    int seconds = -1;
    for (String line : lines) {
      List<String> cells = new ArrayList<>(List.of(line.strip().split(" {2,}", -1)));
      if (cells.contains(SECONDS)) {
        seconds = cells.indexOf(SECONDS);
      } else if (seconds >= 0 && seconds < cells.size()) {
        cells.set(seconds, "*");
      } else {
        seconds = -1;
      }
      masked.add(
          String.join("  ", cells)
              .replaceAll("about [\\d.]+ s", "about * s")
              .replaceAll("on \\d+ cores \\(local\\[[\\d*]+]\\)", "on * cores")
              .replaceAll(" /\\S*(/out/)", " *$1"));
    }
    return masked;
  }
}
