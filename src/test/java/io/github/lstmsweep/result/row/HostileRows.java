package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.parquet.MemoryFile;
import io.github.lstmsweep.result.parquet.RowSeal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupWriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Makes harmful files with valid seals. A seal has no key, so anybody who has this software can
 * make one.
 */
public final class HostileRows {
  private HostileRows() {}

  /** Changes a text column of a row and seals the row again. */
  public static void setText(Path row, String column, String text) throws IOException {
    Files.write(row, MultiRowFile.write(sink -> sink.add(with(whole(row), column, text))));
  }

  /**
   * Returns a copy of a row with a different value. A field of an array's elements changes in every
   * element.
   *
   * @param path the field's names from the column on, with points between
   */
  public static Group with(Group row, String path, Object value) {
    Group copy = new SimpleGroup(row.getType());
    copy(row, copy, path, value);
    return copy;
  }

  private static Group whole(Path row) throws IOException {
    List<Group> groups = new ArrayList<>();
    MultiRowFile.each(Files.readAllBytes(row), MessageType::getFields, groups::add);
    return groups.get(0);
  }

  private static void copy(Group from, Group to, String path, Object value) {
    for (Type field : from.getType().getFields()) {
      String name = field.getName();
      boolean isOnPath = path.equals(name) || path.startsWith(name + ".");
      String rest = isOnPath ? path.substring(Math.min(path.length(), name.length() + 1)) : "";
      for (int i = 0; i < from.getFieldRepetitionCount(name); i++) {
        if (!field.isPrimitive()) {
          copy(from.getGroup(name, i), to.addGroup(name), rest, value);
        } else {
          switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case INT64 -> to.add(name, isOnPath ? (Long) value : from.getLong(name, i));
            case DOUBLE -> to.add(name, isOnPath ? (Double) value : from.getDouble(name, i));
            default -> to.add(name, isOnPath ? (String) value : from.getString(name, i));
          }
        }
      }
    }
  }

  /** Compresses a row and seals it again. */
  public static void compress(Path row) throws IOException {
    Group whole = whole(row);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Configuration configuration = new Configuration(false);
    GroupWriteSupport.setSchema((MessageType) whole.getType(), configuration);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(MemoryFile.output(bytes))
            .withType((MessageType) whole.getType())
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.GZIP)
            .withExtraMetaData(
                Map.of(
                    RowSeal.KEY,
                    RowSeal.UNSEALED,
                    RowSeal.TRIAL_KEY,
                    whole.getString("trial_id", 0)))
            .build()) {
      writer.write(whole);
    }
    Files.write(row, RowSeal.seal(bytes.toByteArray()));
  }

  /** Writes a manifest whose name fits its bytes. */
  public static void manifest(Path out, String file, String replaces, List<String> lines)
      throws IOException {
    StringBuilder text = new StringBuilder("lstm-sweep manifest 1\n");
    text.append("file ").append(file).append('\n');
    text.append("replaces ").append(replaces).append('\n');
    lines.forEach(line -> text.append(line).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Files.createDirectories(out.resolve("_compacted"));
    Files.write(
        out.resolve("_compacted").resolve(Sha256.of(bytes).substring(0, 32) + ".manifest"), bytes);
  }
}
