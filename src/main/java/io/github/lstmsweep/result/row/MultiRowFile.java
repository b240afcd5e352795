package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.parquet.CheckedPages;
import io.github.lstmsweep.result.parquet.Decoding;
import io.github.lstmsweep.result.parquet.MemoryFile;
import io.github.lstmsweep.result.parquet.ParquetBytes;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads and writes the bytes of a Parquet file of many rows. It is sealed like a one-row file
 * ({@link RowSeal}). Equal rows in equal order give equal bytes.
 */
public final class MultiRowFile {
  private static final String ID = "trial_id";
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private MultiRowFile() {}

  /**
   * Provides rows one after another. Each is encoded at once, since many rows would fill the heap.
   */
  public interface Rows {
    /** Hands every row to {@code sink}. */
    void each(RowSink sink) throws IOException;
  }

  /** Takes rows one after another. */
  public interface RowSink {
    /** Takes one row. */
    void add(Group row) throws IOException;
  }

  /** Returns the bytes of a file of {@code rows}. */
  public static byte[] write(Rows rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        new Writer(MemoryFile.output(bytes))
            .withConf(new Configuration(false))
            // Most of a row is a curve of doubles, which hardly compress.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding(true)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build()) {
      rows.each(writer::write);
    }
    return RowSeal.seal(bytes.toByteArray());
  }

  /** Hands every row of a file to {@code sink}, with every column. */
  public static void each(byte[] bytes, RowSink sink) throws IOException {
    each(bytes, MessageType::getFields, sink);
  }

  /** Returns the bytes of the file without the rows of {@code ids}. */
  public static byte[] without(byte[] bytes, Set<TrialId> ids) throws IOException {
    Predicate<Group> stays = row -> !ids.contains(new TrialId(row.getString(ID, 0)));
    return write(
        sink ->
            each(
                bytes,
                row -> {
                  if (stays.test(row)) {
                    sink.add(row);
                  }
                }));
  }

  /**
   * Returns the rows of {@code ids} without their curves.
   *
   * @throws CorruptFileException if the file is not what was written, or lacks one of the rows
   */
  public static Map<TrialId, TrialRow> read(Set<TrialId> ids, byte[] bytes) throws IOException {
    return rows(
        ids,
        bytes,
        SingleRowFile::flat,
        (id, row) -> SingleRowFile.whole(id, SingleRowFile.values(row)));
  }

  /**
   * Returns the rows of {@code ids} with their curves.
   *
   * @throws CorruptFileException if {@link #read} would throw it, or if a curve is malformed
   */
  public static Map<TrialId, CurvedRow> readWithCurves(Set<TrialId> ids, byte[] bytes)
      throws IOException {
    return rows(
        ids,
        bytes,
        SingleRowFile::flatAndCurve,
        (id, row) ->
            new CurvedRow(
                SingleRowFile.whole(id, SingleRowFile.values(row)), SingleRowFile.curve(row)));
  }

  private interface OneRow<T> {
    T of(TrialId id, Group row) throws CorruptFileException;
  }

  private static <T> Map<TrialId, T> rows(
      Set<TrialId> ids, byte[] bytes, Function<MessageType, List<Type>> columns, OneRow<T> one)
      throws IOException {
    check(bytes);
    Map<TrialId, T> rows = new HashMap<>();
    each(
        bytes,
        columns,
        row -> {
          TrialId id = new TrialId(row.getString(ID, 0));
          if (ids.contains(id)) {
            rows.put(id, one.of(id, row));
          }
        });
    for (TrialId id : ids) {
      if (!rows.containsKey(id)) {
        throw new CorruptFileException("it has no row of trial " + id);
      }
    }
    return rows;
  }

  /**
   * Returns one row with every column.
   *
   * @throws CorruptFileException if the file is not what was written, or does not have exactly one
   *     such row
   */
  public static Group row(TrialId id, byte[] bytes) throws IOException {
    check(bytes);
    List<Group> found = new ArrayList<>();
    each(
        bytes,
        row -> {
          if (row.getString(ID, 0).equals(id.hex())) {
            found.add(row);
          }
        });
    if (found.size() != 1) {
      throw new CorruptFileException("it has " + found.size() + " rows of trial " + id);
    }
    return found.get(0);
  }

  /** Throws an exception if the file is not what was written. */
  public static void check(byte[] bytes) throws CorruptFileException {
    if (!RowSeal.verify(bytes)) {
      throw new CorruptFileException("it has no seal");
    }
  }

  /**
   * Throws an exception also if other readers must not decode the file; see {@link
   * SingleRowFile#checkForOtherReaders}.
   */
  public static void checkForOtherReaders(byte[] bytes) throws CorruptFileException {
    check(bytes);
    ParquetBytes.check(bytes);
  }

  /** Returns the trials whose rows the file has. */
  public static Set<TrialId> ids(byte[] bytes) throws IOException {
    check(bytes);
    Set<TrialId> ids = new HashSet<>();
    each(
        bytes,
        file -> List.of(file.getType(ID)),
        row -> ids.add(new TrialId(row.getString(ID, 0))));
    return ids;
  }

  /** Returns whether this software knows every column of a file, so that a copy loses none. */
  public static boolean knowsColumnsOf(byte[] bytes) throws IOException {
    return Decoding.of(
        () -> {
          try (ParquetFileReader reader = ParquetBytes.open(bytes, ParquetBytes.OPTIONS)) {
            return isPartOf(
                reader.getFooter().getFileMetaData().getSchema(), RowWriteSupport.schema());
          }
        });
  }

  private static boolean isPartOf(GroupType part, GroupType whole) {
    return part.getFields().stream()
        .allMatch(
            field ->
                whole.containsField(field.getName())
                    && isSame(field, whole.getType(field.getName())));
  }

  private static boolean isSame(Type field, Type other) {
    return (field.isPrimitive() || other.isPrimitive())
        ? field.equals(other)
        : isPartOf(field.asGroupType(), other.asGroupType());
  }

  /**
   * Hands every row of a file to {@code sink}, with the columns that {@code columns} selects.
   *
   * @throws CorruptFileException if the file cannot be decoded
   */
  public static void each(byte[] bytes, Function<MessageType, List<Type>> columns, RowSink sink)
      throws IOException {
    Decoding.of(
        () -> {
          decode(bytes, columns, sink);
          return true;
        });
  }

  private static void decode(byte[] bytes, Function<MessageType, List<Type>> columns, RowSink sink)
      throws IOException {
    try (ParquetFileReader reader = ParquetBytes.open(bytes, ParquetBytes.OPTIONS)) {
      MessageType file = reader.getFooter().getFileMetaData().getSchema();
      MessageType projection = new MessageType(file.getName(), columns.apply(file));
      reader.setRequestedSchema(projection);
      for (PageReadStore pages = reader.readNextRowGroup();
          pages != null;
          pages = reader.readNextRowGroup()) {
        RecordReader<Group> rows =
            new ColumnIOFactory()
                .getColumnIO(projection, file)
                .getRecordReader(new CheckedPages(pages), new GroupRecordConverter(projection));
        for (long row = 0; row < pages.getRowCount(); row++) {
          sink.add(rows.read());
        }
      }
    }
  }

  private static final class Writer extends ParquetWriter.Builder<Group, Writer> {
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
    protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
      return new GroupWriteSupport();
    }
  }
}
