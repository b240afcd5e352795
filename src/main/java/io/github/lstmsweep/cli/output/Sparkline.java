package io.github.lstmsweep.cli.output;

import java.util.Arrays;

/** Draws numbers as a line of characters, one each, from the lowest to the highest. */
public final class Sparkline {
  /** Blocks of Unicode, the lowest first. */
  public static final String BLOCKS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /** Characters for a terminal without Unicode, the lowest first. */
  public static final String ASCII = "_.:-=+*#";

  /** A value that is not finite. */
  private static final char NOT_FINITE = '!';

  private Sparkline() {}

  /**
   * Returns the line. If there are more values than {@code most}, each character stands for the
   * last of several values.
   *
   * @param levels the characters to draw with, such as {@link #BLOCKS}
   */
  public static String of(double[] values, int most, String levels) {
    int chars = Math.min(most, values.length);
    double[] shown = new double[Math.max(0, chars)];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = values[(int) ((i + 1L) * values.length / chars) - 1];
    }
    double low = Arrays.stream(shown).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(shown).filter(Double::isFinite).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : shown) {
      line.append(Double.isFinite(value) ? level(value, low, high, levels) : NOT_FINITE);
    }
    return line.toString();
  }

  private static char level(double value, double low, double high, String levels) {
    double height = high > low ? (value - low) / (high - low) : 0;
    return levels.charAt((int) Math.round(height * (levels.length() - 1)));
  }
}
