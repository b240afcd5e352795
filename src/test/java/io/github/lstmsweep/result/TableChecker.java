package io.github.lstmsweep.result;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/**
 * Reads a table with Parquet's own reader and none of the product's code. It reads every file,
 * every row and every column, and verifies checksums.
 */
public final class TableChecker {
  private static final Set<String> MEASURED =
      Set.of("host", "attempt", "started_at", "finished_at", "engine", "engine_version");

  private TableChecker() {}

  /**
   * Returns the name and content of every file under {@code trials} and {@code models}. The content
   * of a row has every column except the measured ones.
   *
   * @throws IOException if a file is not one whole row of the trial that it is named for
   */
  public static Map<String, String> contents(Path root, Configuration configuration)
      throws IOException {
    FileSystem filesystem = root.getFileSystem(configuration);
    Map<String, String> contents = new TreeMap<>();
    for (String folder : new String[] {"trials", "models"}) {
      Path path = new Path(root, folder);
      if (!filesystem.exists(path)) {
        continue;
      }
      for (FileStatus file : filesystem.listStatus(path)) {
        String name = file.getPath().getName();
        if (name.startsWith(".")) {
          continue;
        }
        contents.put(
            folder + "/" + name,
            folder.equals("trials")
                ? row(file.getPath(), configuration)
                : bytes(filesystem, file.getPath()));
      }
    }
    return contents;
  }

  private static String bytes(FileSystem filesystem, Path file) throws IOException {
    try (var in = filesystem.open(file)) {
      return java.util.HexFormat.of().formatHex(in.readAllBytes());
    }
  }

  private static String row(Path file, Configuration configuration) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder().usePageChecksumVerification(true).build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration), options)) {
      if (reader.getRecordCount() != 1) {
        throw new IOException(file + " has " + reader.getRecordCount() + " rows");
      }
      MessageType schema = reader.getFooter().getFileMetaData().getSchema();
      PageReadStore pages = reader.readNextRowGroup();
      RecordReader<Group> records =
          new ColumnIOFactory()
              .getColumnIO(schema)
              .getRecordReader(pages, new GroupRecordConverter(schema));
      Group group = records.read();
      if (!file.getName().equals("trial-" + group.getString("trial_id", 0) + ".parquet")) {
        throw new IOException(file + " has the row of trial " + group.getString("trial_id", 0));
      }
      StringBuilder text = new StringBuilder();
      schema.getFields().stream()
          .map(field -> field.getName())
          .filter(name -> !MEASURED.contains(name) && group.getFieldRepetitionCount(name) > 0)
          .forEach(
              name ->
                  text.append(name)
                      .append('=')
                      .append(
                          name.equals("curve")
                              ? group.getGroup(name, 0).toString()
                              : group.getValueToString(schema.getFieldIndex(name), 0))
                      .append('\n'));
      return text.toString();
    }
  }
}
