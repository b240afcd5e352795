package io.github.lstmsweep.nn.kernel.vector;

/** How the rows of a product are cut into strips of six and of four. */
final class Strips {
  private Strips() {}

  /**
   * How many of the first rows go in strips of four, so that the rest fills strips of six: at most
   * one row more than {@code rows} is computed (or four rows for one or two).
   */
  static int rowsInFours(int rows) {
    int even = Math.max(4, (rows + 1) & ~1);
    return (6 - even % 6) % 6 / 2 * 4;
  }
}
