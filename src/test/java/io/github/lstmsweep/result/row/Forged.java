package io.github.lstmsweep.result.row;

import io.github.lstmsweep.result.layout.Sha256;
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
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;

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
