package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.parquet.MemoryFile;
import io.github.lstmsweep.result.parquet.RowSeal;
import io.github.lstmsweep.trial.TrialId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Forges files of a table to fool its reader: all their checksums are right. */
public final class Forged {
  private static final int HEADER_BYTES = 12;
  private static final int SHA256_BYTES = 32;

  private Forged() {}

  /** Rewrites the only row of {@code file} with these texts, by column. */
  public static void row(Path file, Map<String, String> texts) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(
        file,
        MultiRowFile.write(sink -> MultiRowFile.each(bytes, row -> sink.add(with(row, texts)))));
  }

  /**
   * Rewrites the only row of {@code file} with these texts, and names its trial in the footer. Such
   * a file is whole: a newer version may have written it.
   */
  public static void newerRow(Path file, TrialId id, Map<String, String> texts) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteArrayOutputStream newer = new ByteArrayOutputStream();
    try (ParquetWriter<Group> writer = new NamedWriter(MemoryFile.output(newer), id).build()) {
      MultiRowFile.each(bytes, row -> writer.write(with(row, texts)));
    }
    Files.write(file, RowSeal.seal(newer.toByteArray()));
  }

  private static final class NamedWriter extends ParquetWriter.Builder<Group, NamedWriter> {
    private final TrialId id;

    NamedWriter(OutputFile file, TrialId id) {
      super(file);
      this.id = id;
    }

    @Override
    protected NamedWriter self() {
      return this;
    }

    @SuppressWarnings("deprecation") // as in MultiRowFile
    @Override
    protected WriteSupport<Group> getWriteSupport(Configuration configuration) {
      return new NamedWriteSupport(id);
    }
  }

  private static final class NamedWriteSupport extends WriteSupport<Group> {
    private final GroupWriteSupport rows = new GroupWriteSupport();
    private final TrialId id;

    NamedWriteSupport(TrialId id) {
      this.id = id;
    }

    @SuppressWarnings("deprecation") // as in GroupWriteSupport
    @Override
    public WriteContext init(Configuration configuration) {
      return rows.init(configuration);
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      rows.prepareForWrite(consumer);
    }

    @Override
    public void write(Group row) {
      rows.write(row);
    }

    @Override
    public FinalizedWriteContext finalizeWrite() {
      return new FinalizedWriteContext(Map.of(RowSeal.TRIAL_KEY, id.hex()));
    }
  }

  private static Group with(Group row, Map<String, String> texts) {
    Group copy = new SimpleGroup(row.getType());
    for (int i = 0; i < row.getType().getFieldCount(); i++) {
      String text = texts.get(row.getType().getFieldName(i));
      if (text != null) {
        copy.add(i, Binary.fromString(text));
      } else if (row.getFieldRepetitionCount(i) == 1) {
        if (!row.getType().getType(i).isPrimitive()) {
          copy.add(i, row.getGroup(i, 0));
          continue;
        }
        switch (row.getType().getType(i).asPrimitiveType().getPrimitiveTypeName()) {
          case INT64 -> copy.add(i, row.getLong(i, 0));
          case DOUBLE -> copy.add(i, row.getDouble(i, 0));
          default -> copy.add(i, row.getBinary(i, 0));
        }
      }
    }
    return copy;
  }

  /** Rewrites a model's file with {@code to} in place of the token {@code from}. */
  public static void token(Path model, String from, String to) throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    int parameters = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8);
    int end = HEADER_BYTES + Float.BYTES * parameters;
    String lines =
        new String(
            bytes,
            end + Integer.BYTES,
            bytes.length - SHA256_BYTES - end - Integer.BYTES,
            StandardCharsets.UTF_8);
    List<String> tokens = Arrays.asList(lines.split("\n"));
    if (!tokens.contains(from)) {
      throw new IOException("no token " + from + " in " + tokens);
    }
    tokens.set(tokens.indexOf(from), to);
    byte[] forged =
        (String.join("\n", new TreeSet<>(tokens)) + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(
        model,
        ByteBuffer.allocate(end + Integer.BYTES + forged.length + SHA256_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(bytes, 0, end)
            .putInt(forged.length)
            .put(forged)
            .put(HexFormat.of().parseHex(Sha256.of(forged)))
            .array());
  }
}
