package io.github.lstmsweep.cli.progress;

import java.util.Arrays;

/** Draws a curve as one character per column, from its lowest to its highest score. */
final class Sparkline {
  private Sparkline() {}

  /**
   * Returns the chart of {@code scores}; empty if none of them is finite. A column shows the last
   * finite score of its part of the curve. A curve with fewer scores than columns is shorter.
   */
  static String of(double[] scores, int columns, Look look) {
    double[] finite = Arrays.stream(scores).filter(Double::isFinite).toArray();
    int width = Math.min(columns, finite.length);
    if (width <= 0) {
      return "";
    }
    double lowest = Arrays.stream(finite).min().orElse(0);
    double highest = Arrays.stream(finite).max().orElse(0);
    String levels = look.levels();
    StringBuilder chart = new StringBuilder();
    for (int column = 0; column < width; column++) {
      double score = finite[(column + 1) * finite.length / width - 1];
      double height = highest > lowest ? (score - lowest) / (highest - lowest) : 0;
      chart.append(levels.charAt((int) Math.round(height * (levels.length() - 1))));
    }
    return chart.toString();
  }
}
