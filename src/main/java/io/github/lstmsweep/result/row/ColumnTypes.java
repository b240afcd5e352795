package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.util.Map;

/** Checks that a row's values have the types of their columns, so that readers need not check. */
final class ColumnTypes {
  private ColumnTypes() {}

  /**
   * Throws an exception for a value of a wrong type. Columns that this software does not know may
   * have any type.
   */
  static void check(Map<String, Object> values) throws CorruptFileException {
    for (Column<TrialResult> column : ResultSchema.columns()) {
      Object value = values.get(column.name());
      if (value != null && !type(column.type()).isInstance(value)) {
        throw new CorruptFileException(
            "its column " + column.name() + " must be " + column.type().sql());
      }
    }
  }

  /** Returns the Java type of a value that was read. A nested column has none. */
  private static Class<?> type(Column.Type type) {
    return switch (type) {
      case INT64, TIMESTAMP -> Long.class;
      case DOUBLE -> Double.class;
      case TEXT -> String.class;
      case CURVE, FORECASTS -> Void.class;
    };
  }
}
