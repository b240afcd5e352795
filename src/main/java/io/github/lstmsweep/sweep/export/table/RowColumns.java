package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Splits the columns of a row by their meaning. A column that is added to the table falls into its
 * part by its group and its type.
 */
public final class RowColumns {
  // The groups of ResultSchema.groups(), whose order is documented there.
  private static final int HYPERPARAMETERS = 1;
  private static final int DATA = 2;
  private static final int OUTCOME = 3;
  private static final int COST = 4;
  private static final int PROVENANCE = 5;

  private RowColumns() {}

  /** Returns what decides the result: the hyperparameters and the data, in the table's order. */
  public static Map<String, Object> causes(TrialRow row) {
    return values(row, columns(HYPERPARAMETERS, DATA));
  }

  /** Returns the numbers that came out: the scores and the cost, in the table's order. */
  public static Map<String, Number> numbers(TrialRow row) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    values(row, columns(OUTCOME, COST))
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                numbers.put(name, number);
              }
            });
    return numbers;
  }

  /** Returns the texts that came out and the origin of the row, without its two times. */
  public static Map<String, Object> facts(TrialRow row) {
    Map<String, Object> facts = new LinkedHashMap<>();
    values(row, columns(OUTCOME))
        .forEach(
            (name, value) -> {
              if (value instanceof String) {
                facts.put(name, value);
              }
            });
    facts.putAll(values(row, columns(PROVENANCE).filter(c -> c.type() != Column.Type.TIMESTAMP)));
    return facts;
  }

  private static Stream<Column<TrialResult>> columns(int... groups) {
    List<List<Column<TrialResult>>> all = ResultSchema.groups();
    return Arrays.stream(groups).boxed().flatMap(group -> all.get(group).stream());
  }

  private static Map<String, Object> values(TrialRow row, Stream<Column<TrialResult>> columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    columns.forEach(
        column -> {
          Object value = row.values().get(column.name());
          if (value != null) {
            values.put(column.name(), value);
          }
        });
    return values;
  }
}
