package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.CheckedPages;
import io.github.lstmsweep.result.parquet.Decoding;
import io.github.lstmsweep.result.parquet.MemoryFile;
import io.github.lstmsweep.result.parquet.ParquetBytes;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.EpochPoint.Dynamics;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads and writes the bytes of one row's Parquet file. It has one row group with one row,
 * checksums on its pages, and one over the whole file ({@link RowSeal}).
 */
public final class SingleRowFile {
  private static final Configuration NO_CONFIGURATION = new Configuration(false);
  private static final String CURVE = "curve";
  private static final String FORECASTS = "forecasts";
  private static final int ROW_GROUP_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 1 << 16;

  private SingleRowFile() {}

  /** Returns the bytes of the sealed file for {@code result}. */
  public static byte[] write(TrialResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<TrialResult> writer =
        new Writer(MemoryFile.output(bytes))
            .withConf(NO_CONFIGURATION)
            // A row is a footer and a few numbers. Compressing them took two thirds of the time.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            // With one value per column a dictionary saves nothing.
            .withDictionaryEncoding(false)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupSize((long) ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .build()) {
      writer.write(result);
    }
    return RowSeal.seal(bytes.toByteArray());
  }

  /**
   * Returns the row without its curve. The curve's pages are checked too.
   *
   * @throws CorruptFileException if the bytes are not one whole row of the trial {@code id}
   */
  public static TrialRow read(TrialId id, byte[] bytes) throws CorruptFileException {
    RowSeal.verify(bytes);
    Map<String, Object> values = Decoding.of(() -> values(onlyRow(bytes, SingleRowFile::flat)));
    if (!id.hex().equals(values.get("trial_id"))) {
      throw new CorruptFileException("its row is of trial " + values.get("trial_id"));
    }
    return whole(id, values);
  }

  /**
   * Returns the row with its curve, for readers that need both.
   *
   * @throws CorruptFileException if {@link #read} would throw it, or if the curve is malformed
   */
  public static CurvedRow readWithCurve(TrialId id, byte[] bytes) throws CorruptFileException {
    RowSeal.verify(bytes);
    Group row = Decoding.of(() -> onlyRow(bytes, SingleRowFile::flatAndCurve));
    if (!id.hex().equals(values(row).get("trial_id"))) {
      throw new CorruptFileException("its row is of trial " + values(row).get("trial_id"));
    }
    return new CurvedRow(whole(id, values(row)), curve(row));
  }

  static List<Type> flatAndCurve(MessageType file) {
    return file.getFields().stream()
        .filter(field -> field.isPrimitive() || field.getName().equals(CURVE))
        .toList();
  }

  static TrialRow whole(TrialId id, Map<String, Object> values) throws CorruptFileException {
    ColumnTypes.check(values);
    TrialRow row;
    try {
      row = new TrialRow(id, values);
    } catch (IllegalArgumentException e) {
      throw new CorruptFileException("its status is " + values.get("status"), e);
    }
    // The name of the model's file is made of it, and a row may come from a stranger.
    Optional<String> sha256 = row.text("parameters_sha256");
    if (sha256.isPresent() && row.parametersSha256().isEmpty()) {
      throw new CorruptFileException(
          "its parameters_sha256 is " + sha256.get() + ", must be 64 hexadecimal digits");
    }
    if (row.status() == TrialStatus.OK && sha256.isEmpty()) {
      throw new CorruptFileException("it is OK and has no parameters_sha256");
    }
    return row;
  }

  /**
   * Throws an exception for every file that {@link #read} refuses. It takes less time if the file
   * is sealed, because then no page is decoded: the seal proves that it is the published row.
   */
  public static void check(TrialId id, byte[] bytes) throws CorruptFileException {
    if (!isSealed(id, bytes)) {
      read(id, bytes);
    }
  }

  /**
   * Returns whether a seal proves that the file is the published row of this trial.
   *
   * @throws CorruptFileException if the seal does not match the bytes
   */
  public static boolean isSealed(TrialId id, byte[] bytes) throws CorruptFileException {
    return RowSeal.verify(bytes) && RowSeal.names(bytes, id);
  }

  /**
   * Throws an exception for every file that {@link #check} refuses, and for files that other
   * readers must not decode. A seal has no key, so a stranger's file may have one. Reading the
   * footer takes extra time.
   */
  public static void checkForOtherReaders(TrialId id, byte[] bytes) throws CorruptFileException {
    check(id, bytes);
    ParquetBytes.check(bytes);
  }

  /**
   * Returns the trials whose rows a file has, whatever its name and columns; none if it is no
   * table.
   */
  public static List<String> trialIds(byte[] bytes) {
    List<String> ids = new ArrayList<>();
    try {
      MultiRowFile.each(
          bytes,
          file -> List.of(file.getType("trial_id")),
          row -> ids.add(String.valueOf(values(row).get("trial_id"))));
      return ids;
    } catch (IOException | OutOfMemoryError e) {
      return ids;
    }
  }

  static List<Type> flat(MessageType file) {
    return file.getFields().stream().filter(Type::isPrimitive).toList();
  }

  /**
   * Returns the row with every column.
   *
   * @throws CorruptFileException if {@link #read} would throw it
   */
  public static Group row(TrialId id, byte[] bytes) throws CorruptFileException {
    check(id, bytes);
    return Decoding.of(() -> onlyRow(bytes, MessageType::getFields));
  }

  /**
   * Returns the curve of a row, with scores and seconds.
   *
   * @throws CorruptFileException if the curve is malformed
   */
  public static List<EpochPoint> curve(Group row) throws CorruptFileException {
    return Decoding.of(() -> points(row));
  }

  private static List<EpochPoint> points(Group row) {
    List<EpochPoint> curve = new ArrayList<>();
    for (Group point : structs(row, CURVE)) {
      Task task = has(point, "validation_rmse") ? Task.TIME_SERIES : Task.LANGUAGE_MODEL;
      curve.add(
          new EpochPoint(
              task,
              Math.toIntExact(point.getLong("epoch", 0)),
              real(point, "train_" + task.score()),
              real(point, task.metric()),
              real(point, "seconds"),
              Dynamics.UNKNOWN));
    }
    return curve;
  }

  private static boolean has(Group point, String field) {
    return point.getType().containsField(field) && point.getFieldRepetitionCount(field) == 1;
  }

  private static double real(Group point, String field) {
    return has(point, field) ? point.getDouble(field, 0) : Double.NaN;
  }

  /**
   * Returns the forecasts of a row's time-series model; empty if there are none.
   *
   * @throws CorruptFileException if the forecasts are malformed
   */
  public static List<ForecastPoint> forecasts(Group row) throws CorruptFileException {
    return Decoding.of(() -> forecastPoints(row));
  }

  private static List<ForecastPoint> forecastPoints(Group row) {
    List<ForecastPoint> points = new ArrayList<>();
    for (Map<String, Object> point : elements(row, FORECASTS)) {
      points.add(
          new ForecastPoint(
              ((Number) point.get("place")).intValue(),
              number(point, "value"),
              number(point, "ahead_1"),
              number(point, "ahead_4"),
              number(point, "ahead_16"),
              number(point, "ahead_64")));
    }
    return points;
  }

  /** Returns the structs of an array column; none if the file has no such column. */
  private static List<Group> structs(Group row, String column) {
    List<Group> structs = new ArrayList<>();
    if (row.getType().containsField(column) && row.getFieldRepetitionCount(column) == 1) {
      Group list = row.getGroup(column, 0);
      for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
        structs.add(list.getGroup("list", i).getGroup("element", 0));
      }
    }
    return structs;
  }

  private static List<Map<String, Object>> elements(Group row, String column) {
    return structs(row, column).stream().map(SingleRowFile::values).toList();
  }

  private static double number(Map<String, Object> point, String field) {
    return point.get(field) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static Group onlyRow(byte[] bytes, Function<MessageType, List<Type>> columns)
      throws IOException {
    try (ParquetFileReader reader = ParquetBytes.open(bytes, ParquetBytes.WITH_CHECKSUMS)) {
      MessageType file = reader.getFooter().getFileMetaData().getSchema();
      // This reads the pages of every column, and so checks their checksums.
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null || reader.getRecordCount() != 1) {
        throw new CorruptFileException("it has " + reader.getRecordCount() + " rows, must have 1");
      }
      MessageType projection = new MessageType(file.getName(), columns.apply(file));
      return new ColumnIOFactory()
          .getColumnIO(projection, file)
          .getRecordReader(new CheckedPages(pages), new GroupRecordConverter(projection))
          .read();
    }
  }

  /** Returns the values of the primitive columns. */
  static Map<String, Object> values(Group group) {
    Map<String, Object> values = new HashMap<>();
    for (Type field : group.getType().getFields()) {
      if (field.isPrimitive() && group.getFieldRepetitionCount(field.getName()) == 1) {
        values.put(
            field.getName(),
            switch (field.asPrimitiveType().getPrimitiveTypeName()) {
              case INT64 -> (Object) group.getLong(field.getName(), 0);
              case DOUBLE -> group.getDouble(field.getName(), 0);
              default -> group.getString(field.getName(), 0);
            });
      }
    }
    return values;
  }

  private static final class Writer extends ParquetWriter.Builder<TrialResult, Writer> {
    Writer(OutputFile file) {
      super(file);
    }

    @Override
    protected Writer self() {
      return this;
    }

    // Its replacement needs a type that Parquet has since 1.14, but Spark 3.5 has Parquet 1.13.
    @SuppressWarnings("deprecation")
    @Override
    protected WriteSupport<TrialResult> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport();
    }
  }
}
