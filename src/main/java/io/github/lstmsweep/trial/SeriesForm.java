package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a time series is made from the source that a specification names.
 *
 * @param column of the CSV file; empty if the series is built in. It is a label and no part of a
 *     trial's id, because the hash of the values is
 * @param inputColumns further columns whose past the network reads, in the order of its inputs.
 *     Their names are labels, but their number is a part of a trial's id
 * @param scale how a network sees the values
 */
public record SeriesForm(String column, List<String> inputColumns, Scale scale) {
  /** Copies the list. */
  public SeriesForm {
    inputColumns = List.copyOf(inputColumns);
  }

  /** A series of one column. */
  public SeriesForm(String column, Scale scale) {
    this(column, List.of(), scale);
  }

  /** Returns how many numbers the network reads for each moment: the series and its columns. */
  public int width() {
    return 1 + inputColumns.size();
  }

  /** How a network sees the values of a series. */
  public enum Scale {
    /** The values as they are. */
    NONE("none"),
    /**
     * The values minus their mean, divided by their standard deviation, both of the training
     * windows.
     */
    STANDARD("standard");

    private final String key;

    Scale(String key) {
      this.key = key;
    }

    /** Returns the name in YAML and Parquet. */
    public String key() {
      return key;
    }

    /**
     * Returns the scale named {@code key}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Scale of(String key) {
      return find(key)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "Cannot set scale to " + key + ": must be none or standard"));
    }

    /** Returns the scale named {@code key}, or empty if there is none. */
    public static Optional<Scale> find(String key) {
      return Arrays.stream(values()).filter(scale -> scale.key.equals(key)).findFirst();
    }
  }
}
