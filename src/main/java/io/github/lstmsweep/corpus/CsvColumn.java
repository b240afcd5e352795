package io.github.lstmsweep.corpus;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.UserException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One column of a CSV file (RFC 4180, the first line its names) as a time series, a value a line.
 */
final class CsvColumn {
  private static final int MOST_COLUMNS = 1 << 14;
  private static final int NAMES_TOLD = 20;
  private static final int CHARS_TOLD = 40;

  private CsvColumn() {}

  /**
   * The values of {@code column}, in the order of the lines.
   *
   * @throws UserException where there is no such column, or something in it that is no number
   */
  static TimeSeries read(CorpusSource source, byte[] bytes, String column) {
    String name = source.shown();
    CsvShape shape = new CsvShape(bytes);
    if (shape.problem().isPresent()) {
      throw unusable(name, column, shape.problem().get());
    }
    CsvParser parser = new CsvParser(settings(shape.lineEnd()));
    parser.beginParsing(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    try {
      return new TimeSeries(
          source.name(), column, values(parser, name, column), OptionalDouble.empty());
    } catch (TextParsingException e) {
      throw unusable(
          name, column, "line " + e.getLineIndex() + " is longer than a line of a table can be");
    } finally {
      parser.stopParsing();
    }
  }

  private static CsvParserSettings settings(String lineEnd) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator(lineEnd);
    // An empty line is a value that is missing, and a name may begin with any character.
    settings.setSkipEmptyLines(false);
    settings.setCommentProcessingEnabled(false);
    settings.setMaxColumns(MOST_COLUMNS);
    return settings;
  }

  private static float[] values(CsvParser parser, String name, String column) {
    int place = place(parser.parseNext(), name, column);
    float[] values = new float[1024];
    int count = 0;
    for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = value(cells, place, parser, name, column);
    }
    return Arrays.copyOf(values, count);
  }

  private static int place(String[] names, String name, String column) {
    if (names == null) {
      throw UserException.badInput(
          "Cannot use corpus " + name + ": must be a CSV file whose first line names its columns");
    }
    for (int i = 0; i < names.length; i++) {
      if (column.equals(names[i])) {
        return i;
      }
    }
    StringBuilder known = new StringBuilder();
    for (int i = 0; i < Math.min(NAMES_TOLD, names.length); i++) {
      known.append(i == 0 ? "" : ", ").append(shown(names[i]));
    }
    throw UserException.badInput(
        "Cannot set column to "
            + shown(column)
            + ": must be one that "
            + name
            + " has, which are "
            + known
            + (names.length > NAMES_TOLD ? ", ..." : ""));
  }

  private static float value(
      String[] cells, int place, CsvParser parser, String name, String column) {
    String cell = place < cells.length && cells[place] != null ? cells[place].strip() : null;
    float value = Float.NaN;
    // Java would take 1f, 0x1p3 and NaN too.
    if (cell != null && cell.matches("[-+0-9.eE]+")) {
      try {
        value = Float.parseFloat(cell);
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    if (!Float.isFinite(value)) {
      throw unusable(
          name,
          column,
          "line "
              + parser.getContext().currentLine()
              + " has "
              + (cell == null ? "nothing there" : shown(cell))
              + ", must be a finite number");
    }
    return value;
  }

  private static UserException unusable(String name, String column, String reason) {
    return UserException.badInput(
        "Cannot use column " + shown(column) + " of corpus " + name + ": " + reason);
  }

  private static String shown(String text) {
    String line = ControlCharacters.onOneLine(String.valueOf(text));
    return line.length() <= CHARS_TOLD ? line : line.substring(0, CHARS_TOLD - 3) + "...";
  }
}
