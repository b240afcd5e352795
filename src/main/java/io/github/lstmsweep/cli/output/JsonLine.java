package io.github.lstmsweep.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.ControlCharacters;
import java.util.Map;

/** Writes one JSON object on a line. */
public final class JsonLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLine() {}

  /** Returns the object; its values are texts, numbers, null, lists and objects of these. */
  public static String of(Map<String, Object> values) {
    try {
      // JSON has control characters only inside its texts, so all of them can be escaped.
      return ControlCharacters.escaped(JSON.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are JSON", e);
    }
  }
}
