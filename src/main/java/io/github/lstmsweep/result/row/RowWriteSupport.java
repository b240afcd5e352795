package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Writes the columns of {@link ResultSchema} as Parquet types and values. */
public final class RowWriteSupport extends WriteSupport<TrialResult> {
  /** Key of the version of the columns in the footer's metadata. */
  static final String VERSION_KEY = "lstmsweep.schema_version";

  private static final MessageType SCHEMA = new MessageType("trial", types(ResultSchema.columns()));

  private RecordConsumer out;
  private String id;

  /** Returns the columns as Parquet types. */
  static MessageType schema() {
    return SCHEMA;
  }

  // Its replacement needs a type that Parquet has since 1.14, but Spark 3.5 has Parquet 1.13.
  @SuppressWarnings("deprecation")
  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(
        SCHEMA,
        Map.of(VERSION_KEY, Long.toString(ResultSchema.VERSION), RowSeal.KEY, RowSeal.UNSEALED));
  }

  @Override
  public void prepareForWrite(RecordConsumer consumer) {
    out = consumer;
  }

  @Override
  public void write(TrialResult row) {
    id = row.trial().id().hex();
    out.startMessage();
    fields(ResultSchema.columns(), row);
    out.endMessage();
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(Map.of(RowSeal.TRIAL_KEY, id));
  }

  private static <T> List<Type> types(List<Column<T>> columns) {
    return columns.stream().map(c -> type(c.name(), c.type())).toList();
  }

  private static Type type(String name, Column.Type type) {
    return switch (type) {
      case INT64 -> Types.optional(PrimitiveTypeName.INT64).named(name);
      case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case TEXT ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case TIMESTAMP ->
          Types.optional(PrimitiveTypeName.INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case CURVE -> structs(name, ResultSchema.epochColumns());
      case FORECASTS -> structs(name, ResultSchema.forecastColumns());
    };
  }

  private static <T> Type structs(String name, List<Column<T>> fields) {
    return ConversionPatterns.listOfElements(
        Repetition.OPTIONAL, name, new GroupType(Repetition.OPTIONAL, "element", types(fields)));
  }

  private <T> void fields(List<Column<T>> columns, T source) {
    for (int i = 0; i < columns.size(); i++) {
      Column<T> column = columns.get(i);
      Object value = column.value().apply(source);
      if (value == null || (value instanceof Double d && d.isNaN())) {
        continue;
      }
      out.startField(column.name(), i);
      value(column.type(), value);
      out.endField(column.name(), i);
    }
  }

  private void value(Column.Type type, Object value) {
    switch (type) {
      case INT64 -> out.addLong((Long) value);
      case DOUBLE -> out.addDouble((Double) value);
      case TEXT -> out.addBinary(Binary.fromString((String) value));
      case TIMESTAMP -> out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, (Instant) value));
      case CURVE -> structs((List<?>) value, ResultSchema.epochColumns(), EpochPoint.class);
      case FORECASTS ->
          structs((List<?>) value, ResultSchema.forecastColumns(), ForecastPoint.class);
    }
  }

  private <T> void structs(List<?> points, List<Column<T>> columns, Class<T> type) {
    out.startGroup();
    // Parquet cannot write a field without a value, so an empty array is a group without its list.
    if (!points.isEmpty()) {
      out.startField("list", 0);
      for (Object point : points) {
        out.startGroup();
        out.startField("element", 0);
        out.startGroup();
        fields(columns, type.cast(point));
        out.endGroup();
        out.endField("element", 0);
        out.endGroup();
      }
      out.endField("list", 0);
    }
    out.endGroup();
  }
}
