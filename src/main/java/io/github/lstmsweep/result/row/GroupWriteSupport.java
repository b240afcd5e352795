package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.RowSeal;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** Writes rows that were read, with the current columns. The rows may have fewer columns. */
public final class GroupWriteSupport extends WriteSupport<Group> {
  private RecordConsumer out;

  // Its replacement needs a type that Parquet has since 1.14, but Spark 3.5 has Parquet 1.13.
  @SuppressWarnings("deprecation")
  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(
        RowWriteSupport.schema(),
        Map.of(
            RowWriteSupport.VERSION_KEY,
            Long.toString(ResultSchema.VERSION),
            RowSeal.KEY,
            RowSeal.UNSEALED));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(Group row) {
    out.startMessage();
    fields(row, RowWriteSupport.schema());
    out.endMessage();
  }

  private void fields(Group source, GroupType target) {
    for (Type field : source.getType().getFields()) {
      String name = field.getName();
      int count = source.getFieldRepetitionCount(name);
      // Parquet cannot write a field without a value.
      if (count > 0) {
        out.startField(name, target.getFieldIndex(name));
        for (int i = 0; i < count; i++) {
          if (field.isPrimitive()) {
            value(source, field, i);
          } else {
            out.startGroup();
            fields(source.getGroup(name, i), target.getType(name).asGroupType());
            out.endGroup();
          }
        }
        out.endField(name, target.getFieldIndex(name));
      }
    }
  }

  private void value(Group source, Type field, int i) {
    switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> out.addLong(source.getLong(field.getName(), i));
      case DOUBLE -> out.addDouble(source.getDouble(field.getName(), i));
      default -> out.addBinary(source.getBinary(field.getName(), i));
    }
  }
}
