package io.github.lstmsweep.result;

import io.github.lstmsweep.trial.TrialId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
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

/** The bytes of one row's Parquet file: one row group, one row, checksums on its pages. */
final class RowFile {
  private static final Configuration NO_CONFIGURATION = new Configuration(false);
  private static final int ROW_GROUP_BYTES = 1 << 20;
  private static final int PAGE_BYTES = 1 << 16;

  private RowFile() {}

  static byte[] write(TrialResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ParquetWriter<TrialResult> writer =
        new Writer(MemoryFile.output(bytes))
            .withConf(NO_CONFIGURATION)
            // A row is a footer and a few numbers: compressing them took two thirds of the time.
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            // One value a column has nothing to share.
            .withDictionaryEncoding(false)
            .withPageWriteChecksumEnabled(true)
            .withRowGroupSize((long) ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .build()) {
      writer.write(result);
    }
    return bytes.toByteArray();
  }

  /**
   * The row without its curve.
   *
   * @throws IOException where the bytes are not one whole row of the trial {@code id}
   */
  static TrialRow read(TrialId id, byte[] bytes) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder().usePageChecksumVerification(true).build();
    try (ParquetFileReader reader = ParquetFileReader.open(MemoryFile.input(bytes), options)) {
      MessageType file = reader.getFooter().getFileMetaData().getSchema();
      List<Type> flat = file.getFields().stream().filter(Type::isPrimitive).toList();
      MessageType projection = new MessageType(file.getName(), flat);
      reader.setRequestedSchema(projection);
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null || reader.getRecordCount() != 1) {
        throw new IOException("it has " + reader.getRecordCount() + " rows, must have 1");
      }
      Map<String, Object> values =
          values(
              new ColumnIOFactory()
                  .getColumnIO(projection, file)
                  .getRecordReader(pages, new GroupRecordConverter(projection))
                  .read());
      if (!id.hex().equals(values.get("trial_id"))) {
        throw new IOException("its row is of trial " + values.get("trial_id"));
      }
      return new TrialRow(id, values);
    } catch (RuntimeException e) {
      // Parquet tells a broken file in many ways.
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Map<String, Object> values(Group group) {
    Map<String, Object> values = new HashMap<>();
    for (Type field : group.getType().getFields()) {
      if (group.getFieldRepetitionCount(field.getName()) == 1) {
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

    @Override
    protected WriteSupport<TrialResult> getWriteSupport(Configuration configuration) {
      return new RowWriteSupport();
    }
  }
}
