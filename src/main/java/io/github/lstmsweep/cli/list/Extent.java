package io.github.lstmsweep.cli.list;

/**
 * How many rows a list has.
 *
 * @param comparable the most rows that are OK or stopped early
 * @param others the most other rows
 */
public record Extent(int comparable, int others) {
  /** The list at the end of a run. */
  public static final Extent USUAL = new Extent(15, 10);

  /** A list of all rows. */
  static final Extent ALL = new Extent(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Returns the extent of a list of the {@code most} best rows. */
  static Extent top(int most) {
    return new Extent(most, Math.min(most, USUAL.others));
  }
}
