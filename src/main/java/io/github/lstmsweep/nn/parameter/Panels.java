package io.github.lstmsweep.nn.parameter;

/**
 * Cuts a row of hidden units, a multiple of 16, into panels. As many as fit have width 64; then
 * follow one of 32 and one of 16 if needed. A matrix of n rows has panel j at {@code n · start(j)}.
 */
public final class Panels {
  private final int[] starts;
  private final int[] widths;

  Panels(int columns) {
    int wide = columns / 64;
    int rest = columns % 64;
    int count = wide + (rest >= 32 ? 1 : 0) + (rest % 32 > 0 ? 1 : 0);
    starts = new int[count];
    widths = new int[count];
    int start = 0;
    for (int j = 0; j < count; j++) {
      int left = columns - start;
      starts[j] = start;
      widths[j] = left >= 64 ? 64 : left >= 32 ? 32 : 16;
      start += widths[j];
    }
  }

  /** Hidden units rounded up to whole panels. */
  public static int padded(int units) {
    return (units + 15) / 16 * 16;
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
