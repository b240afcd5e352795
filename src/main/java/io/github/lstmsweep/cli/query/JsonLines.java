package io.github.lstmsweep.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.sql.TableQueries.Answer;
import io.github.lstmsweep.spark.sql.TableQueries.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prints an answer as JSON, one object per row and line. Numbers, booleans, nested values and NULL
 * keep their types. JSON has no number for NaN and the infinities, so these are texts.
 */
final class JsonLines {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonLines() {}

  /**
   * Prints the rows.
   *
   * @throws UserException if two columns have one name
   */
  static void print(Answer answer, PrintWriter out) {
    Set<String> names = new HashSet<>();
    for (String column : answer.columns()) {
      if (!names.add(column)) {
        throw UserException.badInput(
            "Cannot print the answer as JSON: its columns must have distinct names, but two are "
                + column
                + "; name one of them with AS");
      }
    }
    answer.rows().forEach(row -> out.println(line(answer, row)));
    out.flush();
  }

  private static String line(Answer answer, List<String> row) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      for (int i = 0; i < row.size(); i++) {
        json.writeFieldName(answer.columns().get(i));
        write(json, answer.kinds().get(i), row.get(i));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // JSON has control characters only inside its texts, so all of them can be escaped.
    return ControlCharacters.escaped(line.toString());
  }

  private static void write(JsonGenerator json, Kind kind, String text) throws IOException {
    if (text == null) {
      json.writeNull();
      return;
    }
    switch (kind) {
      case NUMBER -> {
        if (Character.isDigit(text.charAt(text.length() - 1))) {
          json.writeNumber(text);
        } else {
          json.writeString(text);
        }
      }
      case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(text));
      case JSON -> json.writeRawValue(text);
      case TEXT -> json.writeString(text);
    }
  }
}
