package io.github.lstmsweep.result.row;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/**
 * What any reader of Parquet sees of a table: read with parquet-hadoop and none of the product's
 * code, so that the product cannot vouch for itself.
 */
public final class PlainParquet {
  /** As Parquet's example groups print themselves: a line a value, under its column's name. */
  private static final Pattern MEASURED =
      Pattern.compile(
          "^ *(train_seconds|validation_seconds|tokens_per_second|inference_tokens_per_second"
              + "|seconds|host|attempt|started_at|finished_at): .*\\n",
          Pattern.MULTILINE);

  private PlainParquet() {}

  /** The rows of one file, every value of each as text. */
  public static List<String> file(Path file) throws IOException {
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .build()) {
      return Stream.iterate(read(reader), group -> group != null, group -> read(reader))
          .map(Group::toString)
          .toList();
    } catch (RuntimeException e) {
      throw new IOException(file + " is no Parquet file: " + e, e);
    }
  }

  /** The only row of each row file of a folder, by the file's name. */
  public static Map<String, String> rows(Path folder) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        List<String> all = file(file);
        if (all.size() != 1) {
          throw new IOException(file + " has " + all.size() + " rows");
        }
        rows.put(file.getFileName().toString(), all.get(0));
      }
    }
    return rows;
  }

  /** The rows without what two runs of one trial need not agree on. */
  public static Map<String, String> computed(Map<String, String> rows) {
    Map<String, String> computed = new TreeMap<>();
    rows.forEach((name, row) -> computed.put(name, MEASURED.matcher(row).replaceAll("")));
    return computed;
  }

  /** The same of a folder. */
  public static Map<String, String> computed(Path folder) throws IOException {
    return computed(rows(folder));
  }

  /** Those of all files of a folder by their trial; one trial twice is refused. */
  public static Map<String, String> computedById(Path folder) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
        for (String row : file(file)) {
          String id = row.lines().findFirst().orElseThrow().replaceFirst(".*: ", "");
          if (rows.put(id, row) != null) {
            throw new IOException("trial " + id + " is twice in " + folder);
          }
        }
      }
    }
    return computed(rows);
  }

  private static Group read(ParquetReader<Group> reader) {
    try {
      return reader.read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
