package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.Type;

/** Gives the row of a paused trial a reason, which is known only once other trials have rows. */
public final class RowDetail {
  private static final String COLUMN = "status_detail";

  private RowDetail() {}

  /**
   * Returns the bytes of a one-row file with a different {@code status_detail}.
   *
   * @throws CorruptFileException if the bytes are not one whole row of the trial {@code id}
   */
  public static byte[] with(String detail, TrialId id, byte[] bytes) throws IOException {
    Group row = SingleRowFile.row(id, bytes);
    Group copy = new SimpleGroup(row.getType());
    for (Type field : row.getType().getFields()) {
      if (field.getName().equals(COLUMN)) {
        copy.add(COLUMN, detail);
      } else {
        copy(row, field, copy);
      }
    }
    return MultiRowFile.write(sink -> sink.add(copy));
  }

  private static void copy(Group from, Type field, Group to) {
    String name = field.getName();
    for (int i = 0; i < from.getFieldRepetitionCount(name); i++) {
      if (!field.isPrimitive()) {
        to.add(name, from.getGroup(name, i));
        continue;
      }
      switch (field.asPrimitiveType().getPrimitiveTypeName()) {
        case INT64 -> to.add(name, from.getLong(name, i));
        case DOUBLE -> to.add(name, from.getDouble(name, i));
        default -> to.add(name, from.getBinary(name, i));
      }
    }
  }
}
