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
 * The bytes of a Parquet file of several rows, sealed as a single row's is ({@link RowSeal}). The
 * same rows in the same order give the same bytes.
 */
public final class MultiRowFile {
  private static final String ID = "trial_id";
  private static final long ROW_GROUP_BYTES = 16L << 20;

  private MultiRowFile() {}

  /** Takes rows one after the other; each is encoded at once, since many would fill the heap. */
  public interface Rows {
    void each(RowSink sink) throws IOException;
  }

  /** Where rows go. */
  public interface RowSink {
    void add(Group row) throws IOException;
  }

  /** The file of {@code rows}. */
  public static byte[] write(Rows rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer =
        new Writer(MemoryFile.output(bytes))
            .withConf(new Configuration(false))
            // Most of a row are a curve's doubles, which hardly compress.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding(true)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .build()) {
      rows.each(writer::write);
    }
    return RowSeal.seal(bytes.toByteArray());
  }

  /** Every row of a file, with every column. */
  public static void each(byte[] bytes, RowSink sink) throws IOException {
    each(bytes, MessageType::getFields, sink);
  }

  /** The same file without the rows of {@code ids}. */
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
   * The rows of {@code ids} without their curves.
   *
   * @throws CorruptFileException where the file is not what was written, or lacks one of them
   */
  public static Map<TrialId, TrialRow> read(Set<TrialId> ids, byte[] bytes) throws IOException {
    check(bytes);
    Map<TrialId, TrialRow> rows = new HashMap<>();
    each(
        bytes,
        SingleRowFile::flat,
        row -> {
          TrialId id = new TrialId(row.getString(ID, 0));
          if (ids.contains(id)) {
            rows.put(id, SingleRowFile.whole(id, SingleRowFile.values(row)));
          }
        });
    for (TrialId id : ids) {
      if (!rows.containsKey(id)) {
        throw new CorruptFileException("it has no row of trial " + id);
      }
    }
    return rows;
  }

  /** One row with every column. */
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

  /** Refuses a file that is not what was written. */
  public static void check(byte[] bytes) throws CorruptFileException {
    if (!RowSeal.verify(bytes)) {
      throw new CorruptFileException("it has no seal");
    }
  }

  /**
   * Refuses also what other readers must not decode; see {@link
   * SingleRowFile#checkForOtherReaders}.
   */
  public static void checkForOtherReaders(byte[] bytes) throws CorruptFileException {
    check(bytes);
    ParquetBytes.check(bytes);
  }

  /** The trials whose rows it has. */
  public static Set<TrialId> ids(byte[] bytes) throws IOException {
    check(bytes);
    Set<TrialId> ids = new HashSet<>();
    each(
        bytes,
        file -> List.of(file.getType(ID)),
        row -> ids.add(new TrialId(row.getString(ID, 0))));
    return ids;
  }

  /** Whether this software knows every column of a file, so that none is lost in another one. */
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

    // Its successor takes a type that Parquet has from 1.14 on; Spark 3.5 brings 1.13.
    @SuppressWarnings("deprecation")
    @Override
    protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
      return new GroupWriteSupport();
    }
  }
}
