package io.github.lstmsweep.sweep.export.optuna;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the journal of a study. Each line is one operation as JSON; its number is that of Optuna's
 * {@code JournalOperation}. The format is Optuna's own and has no document, so a test reads the
 * file with Optuna.
 */
final class Journal {
  /** As Python writes and reads numbers that JSON lacks: without quotes. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build());

  private static final String WRITER = "lstm-sweep";
  private static final int STUDY = 0;
  private static final int MINIMIZE = 1;

  /** The operations that a finished study needs. */
  private enum Operation {
    CREATE_STUDY(0),
    SET_STUDY_USER_ATTRIBUTE(2),
    SET_STUDY_SYSTEM_ATTRIBUTE(3),
    CREATE_TRIAL(4);

    private final int number;

    Operation(int number) {
      this.number = number;
    }
  }

  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  private Journal() {}

  /**
   * Returns the bytes of a journal with one study.
   *
   * @param study its name
   */
  static byte[] of(ExportedTable table, String study) {
    Journal journal = new Journal();
    Map<String, Object> create = new LinkedHashMap<>();
    create.put("study_name", study);
    create.put("directions", List.of(MINIMIZE));
    journal.add(Operation.CREATE_STUDY, create);
    journal.attribute(
        Operation.SET_STUDY_SYSTEM_ATTRIBUTE,
        "system_attr",
        "study:metric_names",
        List.of(table.spec().metric().name()));
    journal.attribute(
        Operation.SET_STUDY_USER_ATTRIBUTE, "user_attr", "sweep", table.spec().name());
    journal.attribute(Operation.SET_STUDY_USER_ATTRIBUTE, "user_attr", "table", table.place());
    Distributions distributions = Distributions.of(table);
    for (ExportedTrial trial : table.trials()) {
      Map<String, Object> operation = new LinkedHashMap<>();
      operation.put("study_id", STUDY);
      operation.putAll(JournalTrial.of(trial, distributions));
      journal.add(Operation.CREATE_TRIAL, operation);
    }
    return journal.lines.toByteArray();
  }

  private void attribute(Operation operation, String kind, String key, Object value) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study_id", STUDY);
    fields.put(kind, Map.of(key, value));
    add(operation, fields);
  }

  private void add(Operation operation, Map<String, Object> fields) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("op_code", operation.number);
    line.put("worker_id", WRITER);
    line.putAll(fields);
    lines.writeBytes((json(line) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are JSON", e);
    }
  }
}
