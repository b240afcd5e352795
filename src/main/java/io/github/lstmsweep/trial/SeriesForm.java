package io.github.lstmsweep.trial;

/**
 * How a time series was made of what the specification names.
 *
 * @param column of the CSV file; empty where the series is built in. A label, not part of a trial's
 *     id, as the hash of the values is
 * @param scale {@code none}, or {@code standard}: the network works on values less the mean of
 *     those in training windows, over their standard deviation
 */
public record SeriesForm(String column, String scale) {
  /** The values as they are. */
  public static final String NONE = "none";

  /** Mean 0 and standard deviation 1 in training. */
  public static final String STANDARD = "standard";

  /** Refuses another scale. */
  public SeriesForm {
    if (!scale.equals(NONE) && !scale.equals(STANDARD)) {
      throw new IllegalArgumentException(
          "Cannot set scale to " + scale + ": must be " + NONE + " or " + STANDARD);
    }
  }
}
