package io.github.lstmsweep.corpus.load;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The character between two cells of a CSV file. The name of the wanted column decides which one it
 * is. Spreadsheets of countries with a decimal comma write a semicolon.
 */
record CsvDelimiter(char character, CsvShape shape) {
  private static final List<Character> KNOWN = List.of(',', ';', '\t', '|');
  private static final Map<Character, String> WORDS =
      Map.of(',', "a comma", ';', "a semicolon", '\t', "a tab", '|', "a bar");

  /**
   * Returns the first delimiter with which the first line has the name {@code column}; a comma if
   * none has.
   */
  static CsvDelimiter of(byte[] bytes, String column) {
    return all(bytes)
        .filter(d -> d.hasNames() && d.names().contains(column))
        .findFirst()
        .orElseGet(() -> new CsvDelimiter(',', new CsvShape(bytes, ',')));
  }

  /** Returns the delimiter that makes the most names of the first line. */
  static CsvDelimiter likeliest(byte[] bytes) {
    return all(bytes)
        .filter(CsvDelimiter::hasNames)
        .max(
            Comparator.comparingInt((CsvDelimiter d) -> d.names().size())
                .thenComparingInt(d -> -KNOWN.indexOf(d.character)))
        .orElseGet(() -> new CsvDelimiter(',', new CsvShape(bytes, ',')));
  }

  private static Stream<CsvDelimiter> all(byte[] bytes) {
    return KNOWN.stream().map(c -> new CsvDelimiter(c, new CsvShape(bytes, c)));
  }

  List<String> names() {
    return shape.names();
  }

  /** Returns whether the whole first line can be read with this delimiter. */
  private boolean hasNames() {
    return shape.isHeaderWhole();
  }

  /** Returns the delimiter in words, for messages. */
  String shown() {
    return shown(character);
  }

  static String shown(char delimiter) {
    return WORDS.get(delimiter);
  }
}
