package io.github.lstmsweep.nn.kernel.vector.unrolled;

/** Cuts the rows of a product into strips of six and of four. */
final class Strips {
  private Strips() {}

  /**
   * The number of first rows that go in strips of four, so that strips of six fill the rest. At
   * most one row more than {@code rows} is computed (or four rows for one or two).
   */
  static int rowsInFours(int rows) {
    int even = Math.max(4, (rows + 1) & ~1);
    return (6 - even % 6) % 6 / 2 * 4;
  }
}
