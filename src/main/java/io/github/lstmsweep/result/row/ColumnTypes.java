package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.storage.CorruptFileException;
import java.util.Map;

/** Whether a row's values are of the types of their columns, so that whoever reads them may ask. */
final class ColumnTypes {
  private ColumnTypes() {}

  /** Refuses values of another type; columns that this software does not know may have any. */
  static void check(Map<String, Object> values) throws CorruptFileException {
    for (Column<TrialResult> column : ResultSchema.columns()) {
      Object value = values.get(column.name());
      if (value != null && !type(column.type()).isInstance(value)) {
        throw new CorruptFileException(
            "its column " + column.name() + " must be " + column.type().sql());
      }
    }
  }

  /** As a row that was read has them; a nested column is none of its values. */
  private static Class<?> type(Column.Type type) {
    return switch (type) {
      case INT64, TIMESTAMP -> Long.class;
      case DOUBLE -> Double.class;
      case TEXT -> String.class;
      case CURVE, FORECASTS -> Void.class;
    };
  }
}
