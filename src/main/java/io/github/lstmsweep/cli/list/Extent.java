package io.github.lstmsweep.cli.list;

/**
 * How many rows a list has.
 *
 * @param ok the most rows that are OK
 * @param notOk the most rows that are not OK
 */
public record Extent(int ok, int notOk) {
  /** The list at the end of a run. */
  public static final Extent USUAL = new Extent(15, 10);

  /** A list of all rows. */
  static final Extent ALL = new Extent(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Returns the extent of a list of the {@code most} best rows. */
  static Extent top(int most) {
    return new Extent(most, Math.min(most, USUAL.notOk));
  }
}
