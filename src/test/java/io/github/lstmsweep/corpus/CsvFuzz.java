package io.github.lstmsweep.corpus;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CsvColumn;
import java.util.Arrays;
import java.util.Optional;

/** Reads the column {@code price} of a CSV file that may hold anything. */
public final class CsvFuzz {
  private static final String COLUMN = "price";

  private CsvFuzz() {}

  /**
   * Returns whether the product accepts the file.
   *
   * @throws AssertionError if it does not agree with a plain reader of RFC 4180 on the file, or on
   *     all of the values
   */
  public static boolean takes(byte[] input) {
    Optional<float[]> expected = ReferenceCsv.read(input, COLUMN);
    TimeSeries series;
    try {
      series = CsvColumn.read(CorpusSource.of("prices.csv"), input, COLUMN);
    } catch (UserException e) {
      requireOneLine(e);
      if (expected.isPresent()) {
        throw new AssertionError("refused: " + Arrays.toString(expected.get()), e);
      }
      return false;
    }
    if (expected.isEmpty()) {
      throw new AssertionError("no such table, but read: " + Arrays.toString(series.values()));
    }
    if (!Arrays.equals(series.values(), expected.get())) {
      throw new AssertionError(
          Arrays.toString(series.values()) + " read, not " + Arrays.toString(expected.get()));
    }
    return true;
  }

  private static void requireOneLine(UserException told) {
    if (told.problems().stream().anyMatch(line -> line.chars().anyMatch(c -> c < ' '))) {
      throw new AssertionError("no plain line", told);
    }
  }
}
