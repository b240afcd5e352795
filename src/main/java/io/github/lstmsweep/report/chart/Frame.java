package io.github.lstmsweep.report.chart;

/**
 * The size of a drawing and the place of its plot, in units of about a pixel. The texts of the axes
 * are outside the plot.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param left edge of the plot
 * @param right edge of the plot
 * @param top edge of the plot
 * @param bottom edge of the plot
 */
public record Frame(int width, int height, int left, int right, int top, int bottom) {
  private static final int TEXT_LEFT = 62;
  private static final int TEXT_BELOW = 42;

  /** Returns a plot with room for texts at the left and below. */
  public static Frame of(int width, int height) {
    return new Frame(width, height, TEXT_LEFT, width - 14, 12, height - TEXT_BELOW);
  }

  /** Returns the horizontal middle of the plot. */
  public double middle() {
    return (left + right) / 2.0;
  }
}
