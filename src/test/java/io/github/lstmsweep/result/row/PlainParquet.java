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
 * Reads a table as any reader of Parquet does, with parquet-hadoop and none of the product's code.
 * The product thus cannot vouch for itself.
 */
public final class PlainParquet {
  /**
   * Matches the lines of measured columns. Parquet's example groups print one value per line, after
   * its column's name.
   */
  private static final Pattern MEASURED =
      Pattern.compile(
          "^ *(train_seconds|warm_train_seconds|validation_seconds|tokens_per_second|inference_tokens_per_second"
              + "|seconds|host|attempt|started_at|finished_at): .*\\n",
          Pattern.MULTILINE);

  private PlainParquet() {}

  /** Returns the rows of one file, with every value as text. */
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

  /** Returns the only row of each row file of a folder, by the file's name. */
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

  /** Returns the rows without the columns in which two runs of one trial may differ. */
  public static Map<String, String> computed(Map<String, String> rows) {
    Map<String, String> computed = new TreeMap<>();
    rows.forEach((name, row) -> computed.put(name, MEASURED.matcher(row).replaceAll("")));
    return computed;
  }

  /**
   * Returns the rows of a folder, by file name, without the columns in which two runs may differ.
   */
  public static Map<String, String> computed(Path folder) throws IOException {
    return computed(rows(folder));
  }

  /**
   * Returns the rows of all files of a folder by trial, without the columns in which two runs may
   * differ.
   *
   * @throws IOException if a trial has two rows
   */
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
