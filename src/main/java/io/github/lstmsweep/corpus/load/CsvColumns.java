package io.github.lstmsweep.corpus.load;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import io.github.lstmsweep.UserException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Looks at every column of a CSV file, to find those that can be a time series.
 *
 * @param lines number of lines below the names
 * @param columns in the order of the file
 */
public record CsvColumns(long lines, List<Column> columns) {
  /** Copies the list. */
  public CsvColumns {
    columns = List.copyOf(columns);
  }

  /**
   * The cells of one column.
   *
   * @param name in the first line
   * @param numbers cells that are finite numbers
   * @param missing cells with nothing in them
   * @param others cells with something else in them
   * @param commas those of the others that are numbers with a decimal comma
   * @param named the columns that have this name
   */
  public record Column(
      String name, long numbers, long missing, long others, long commas, int named) {
    /** Returns whether every cell is a number, and no other column has the name. */
    public boolean isSeries() {
      return numbers > 0 && missing == 0 && others == 0 && named == 1;
    }
  }

  /**
   * Reads the cells of all columns.
   *
   * @param shown the file's name, for messages
   * @throws UserException if the file has no columns, or is broken
   */
  static CsvColumns read(byte[] bytes, String shown) {
    CsvDelimiter delimiter = CsvDelimiter.likeliest(bytes);
    List<String> names = delimiter.names();
    if (names.isEmpty()) {
      throw CsvColumn.noNames(shown);
    }
    if (delimiter.shape().problem().isPresent()) {
      throw unusable(shown, delimiter.shape().problem().get());
    }
    long[] numbers = new long[names.size()];
    long[] missing = new long[names.size()];
    long[] commas = new long[names.size()];
    long lines = 0;
    CsvParser parser = new CsvParser(CsvColumn.settings(delimiter));
    parser.beginParsing(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    try {
      parser.parseNext();
      for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
        lines++;
        Optional<String> tooMany = CsvColumn.tooMany(cells, names.size());
        if (tooMany.isPresent()) {
          throw unusable(
              shown, "line " + parser.getContext().currentLine() + " has " + tooMany.get());
        }
        for (int i = 0; i < names.size(); i++) {
          String cell = i < cells.length ? cells[i] : null;
          if (cell == null || cell.isBlank()) {
            missing[i]++;
          } else if (Float.isFinite(CsvColumn.value(cell))) {
            numbers[i]++;
          } else if (CsvColumn.hasDecimalComma(cell)) {
            commas[i]++;
          }
        }
      }
    } catch (TextParsingException e) {
      throw unusable(
          shown, "line " + e.getLineIndex() + " is longer than a line of a table can be");
    } finally {
      parser.stopParsing();
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(
          new Column(
              names.get(i),
              numbers[i],
              missing[i],
              lines - numbers[i] - missing[i],
              commas[i],
              Collections.frequency(names, names.get(i))));
    }
    return new CsvColumns(lines, columns);
  }

  private static UserException unusable(String shown, String reason) {
    return UserException.badInput("Cannot use corpus " + shown + ": " + reason);
  }
}
