package io.github.lstmsweep.nn.parameter;

import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;

/**
 * Cuts a row of hidden units, a multiple of 16, into panels. As many as fit have width 64; then
 * follow one of 32 and one of 16 if needed. A matrix of n rows has panel j at {@code n · start(j)}.
 */
public final class Panels {
  private final int[] starts;
  private final int[] widths;

  Panels(int columns) {
    int wide = columns / PANEL;
    int rest = columns % PANEL;
    int count = wide + (rest >= HALF_PANEL ? 1 : 0) + (rest % HALF_PANEL > 0 ? 1 : 0);
    starts = new int[count];
    widths = new int[count];
    int start = 0;
    for (int j = 0; j < count; j++) {
      int left = columns - start;
      starts[j] = start;
      widths[j] = left >= PANEL ? PANEL : left >= HALF_PANEL ? HALF_PANEL : QUARTER_PANEL;
      start += widths[j];
    }
  }

  /** Hidden units rounded up to whole panels. */
  public static int padded(int units) {
    return (units + QUARTER_PANEL - 1) / QUARTER_PANEL * QUARTER_PANEL;
  }

  /** The number of panels. */
  public int count() {
    return starts.length;
  }

  /** First column of panel j. */
  public int start(int j) {
    return starts[j];
  }

  /** The number of columns in panel j. */
  public int width(int j) {
    return widths[j];
  }

  /** The panel that holds {@code column}. */
  public int of(int column) {
    int j = 0;
    while (column >= starts[j] + widths[j]) {
      j++;
    }
    return j;
  }
}
