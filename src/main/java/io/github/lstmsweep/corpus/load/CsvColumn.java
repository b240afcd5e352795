package io.github.lstmsweep.corpus.load;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.SeriesColumn;
import io.github.lstmsweep.corpus.TimeSeries;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Reads one column of a CSV file as a time series, one value per line. The file follows RFC 4180,
 * or has a different delimiter. Its first line names the columns.
 */
public final class CsvColumn {
  private static final int MOST_COLUMNS = 1 << 14;
  private static final int NAMES_TOLD = 20;
  private static final int CHARS_TOLD = 40;

  /** Java's replacement for bytes that are not UTF-8. */
  private static final String NOT_UTF8 = "\uFFFD";

  private CsvColumn() {}

  /**
   * Reads the values of {@code column}, in the order of the lines.
   *
   * @throws UserException if there is no such column, or a value in it is not a finite number
   */
  public static TimeSeries read(CorpusSource source, byte[] bytes, String column) {
    return read(source, bytes, List.of(column), List.of()).get(0);
  }

  /**
   * Reads the series of several columns, in the order of the lines. The file is parsed once.
   *
   * @param series columns that are a series each
   * @param inputs columns that are inputs beside each series
   * @throws UserException if one of the columns is missing, or a value in it is not a finite number
   */
  static List<TimeSeries> read(
      CorpusSource source, byte[] bytes, List<String> series, List<String> inputs) {
    String name = source.shown();
    List<String> columns = Stream.concat(series.stream(), inputs.stream()).toList();
    String first = columns.get(0);
    CsvDelimiter delimiter = CsvDelimiter.of(bytes, first);
    CsvShape shape = delimiter.shape();
    if (shape.problem().isPresent()) {
      throw unusable(name, first, shape.problem().get());
    }
    for (int c = 0; c < columns.size(); c++) {
      if (!shape.names().contains(columns.get(c))) {
        String key = inputs.isEmpty() ? "column" : c < series.size() ? "target" : "columns";
        throw source.named() == CorpusSource.Named.SPECIFICATION
            ? noSuchColumn(CsvDelimiter.likeliest(bytes), name, key, columns.get(c))
            : withoutColumn(CsvDelimiter.likeliest(bytes), name, columns.get(c));
      }
    }
    for (String column : columns) {
      int named = Collections.frequency(shape.names(), column);
      if (named > 1) {
        throw unusable(
            name,
            column,
            "must be the name of one column, but %d columns have it".formatted(named));
      }
    }
    CsvParser parser = new CsvParser(settings(delimiter));
    parser.beginParsing(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
    try {
      float[][] values = values(parser, name, columns);
      List<SeriesColumn> beside = new ArrayList<>();
      for (int c = series.size(); c < values.length; c++) {
        beside.add(new SeriesColumn(columns.get(c), values[c]));
      }
      List<TimeSeries> read = new ArrayList<>();
      for (int c = 0; c < series.size(); c++) {
        read.add(
            new TimeSeries(
                source.name(), columns.get(c), values[c], beside, OptionalDouble.empty()));
      }
      return read;
    } catch (TextParsingException e) {
      throw unusable(
          name, first, "line " + e.getLineIndex() + " is longer than a line of a table can be");
    } finally {
      parser.stopParsing();
    }
  }

  static CsvParserSettings settings(CsvDelimiter delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setLineSeparator(delimiter.shape().lineEnd());
    settings.getFormat().setDelimiter(delimiter.character());
    // An empty line is a missing value, and a name may begin with any character.
    settings.setSkipEmptyLines(false);
    settings.setCommentProcessingEnabled(false);
    settings.setMaxColumns(MOST_COLUMNS);
    return settings;
  }

  /** Returns the values of each column; float[column][line]. */
  private static float[][] values(CsvParser parser, String name, List<String> columns) {
    List<String> names = Arrays.asList(parser.parseNext());
    int[] places = columns.stream().mapToInt(names::indexOf).toArray();
    float[][] values = new float[places.length][1024];
    int count = 0;
    for (String[] cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
      for (int c = 0; c < places.length; c++) {
        if (count == values[c].length) {
          values[c] = Arrays.copyOf(values[c], 2 * count);
        }
        int place = places[c];
        Optional<String> problem = tooMany(cells, names.size());
        float value = place < cells.length ? value(cells[place]) : Float.NaN;
        if (problem.isEmpty() && !Float.isFinite(value)) {
          problem = Optional.of(noNumber(place < cells.length ? cells[place] : null));
        }
        if (problem.isPresent()) {
          throw unusable(
              name,
              columns.get(c),
              "line " + parser.getContext().currentLine() + " has " + problem.get());
        }
        values[c][count] = value;
      }
      count++;
    }
    for (int c = 0; c < values.length; c++) {
      values[c] = Arrays.copyOf(values[c], count);
    }
    return values;
  }

  private static UserException noSuchColumn(
      CsvDelimiter delimiter, String name, String key, String column) {
    if (delimiter.names().isEmpty()) {
      return noNames(name);
    }
    return UserException.badInput(
        "Cannot set "
            + key
            + " to "
            + shown(column)
            + ": must be one that "
            + name
            + " has, which are "
            + known(delimiter));
  }

  /** The reader of a table's file did not choose the column. */
  private static UserException withoutColumn(CsvDelimiter delimiter, String name, String column) {
    return delimiter.names().isEmpty()
        ? noNames(name)
        : UserException.badInput(
            "Cannot use corpus "
                + name
                + ": must have the column "
                + shown(column)
                + ", but has "
                + known(delimiter));
  }

  private static String known(CsvDelimiter delimiter) {
    List<String> names = delimiter.names();
    StringBuilder known = new StringBuilder();
    for (int i = 0; i < Math.min(NAMES_TOLD, names.size()); i++) {
      known.append(i == 0 ? "" : ", ").append(shown(names.get(i)));
    }
    return known
        + (names.size() > NAMES_TOLD ? ", ..." : "")
        + (delimiter.character() == ',' || names.size() == 1
            ? ""
            : " (" + delimiter.shown() + " between them)")
        + (names.stream().anyMatch(text -> text.contains(NOT_UTF8))
            ? "; a CSV file must be UTF-8, so convert it, for instance with iconv"
            : "");
  }

  static UserException noNames(String name) {
    return UserException.badInput(
        "Cannot use corpus " + name + ": must be a CSV file whose first line names its columns");
  }

  /**
   * Returns the problem of a line with too many cells. With a decimal comma, for instance, the
   * digits after it would be dropped silently.
   */
  static Optional<String> tooMany(String[] cells, int names) {
    for (int i = names; i < cells.length; i++) {
      if (cells[i] != null && !cells[i].isBlank()) {
        return Optional.of(
            cells.length
                + " cells, must have "
                + names
                + " as the first line has; a decimal has a point and no comma");
      }
    }
    return Optional.empty();
  }

  /** Returns the number in {@code cell}, or NaN if there is none. */
  static float value(String cell) {
    // Java would accept 1f, 0x1p3 and NaN too.
    if (cell != null && cell.strip().matches("[-+0-9.eE]+")) {
      try {
        return Float.parseFloat(cell.strip());
      } catch (NumberFormatException e) {
        // The caller reports it.
      }
    }
    return Float.NaN;
  }

  private static String noNumber(String cell) {
    if (cell == null) {
      return "nothing there, must be a finite number";
    }
    String text = cell.strip();
    String said = shown(text) + ", must be a finite number";
    if (hasDecimalComma(text)) {
      return said + "; a decimal has a point and no comma";
    }
    if (text.matches("[-+]?[0-9]{1,3}([., '\u00a0\u202f\u2019][0-9]{3})+([.,][0-9]+)?")) {
      return said + "; its decimals follow a point, and nothing stands between its thousands";
    }
    return isTooLarge(text) ? shown(text) + ", must be from -3.4e38 to 3.4e38" : said;
  }

  /** Returns whether a cell is a number whose decimals follow a comma. */
  static boolean hasDecimalComma(String cell) {
    return Float.isFinite(value(cell.strip().replace(',', '.')));
  }

  private static boolean isTooLarge(String text) {
    try {
      return text.matches("[-+0-9.eE]+") && Float.isInfinite(Float.parseFloat(text));
    } catch (NumberFormatException e) {
      return false;
    }
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
