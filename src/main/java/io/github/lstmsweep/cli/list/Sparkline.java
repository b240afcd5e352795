package io.github.lstmsweep.cli.list;

import java.util.Arrays;
import java.util.List;

/** Draws numbers as a line of blocks, one character each, the largest as a full block. */
final class Sparkline {
  private static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /** A value that is not finite. */
  private static final char NOT_FINITE = '!';

  private Sparkline() {}

  /**
   * Returns the line. If there are more values than {@code most}, each character stands for the
   * last of several values.
   */
  static String of(List<Double> values, int most) {
    int chars = Math.min(most, values.size());
    double[] shown = new double[chars];
    for (int i = 0; i < chars; i++) {
      shown[i] = values.get((int) ((i + 1L) * values.size() / chars) - 1);
    }
    double low = Arrays.stream(shown).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(shown).filter(Double::isFinite).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : shown) {
      line.append(Double.isFinite(value) ? block((value - low) / (high - low)) : NOT_FINITE);
    }
    return line.toString();
  }

  /** Returns the block of a height from 0 to 1. The heights of equal values are NaN. */
  private static char block(double height) {
    return BLOCKS.charAt((int) Math.min(BLOCKS.length() - 1, height * BLOCKS.length()));
  }
}
