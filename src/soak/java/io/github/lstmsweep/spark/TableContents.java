package io.github.lstmsweep.spark;

import io.github.lstmsweep.result.TableChecker;
import io.github.lstmsweep.result.row.PlainParquet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** The contents that two runs of one sweep must agree on, read only with Parquet's own reader. */
final class TableContents {
  private TableContents() {}

  /**
   * Returns the contents by file: every column of a row that is not measured, and every byte of a
   * model.
   *
   * @throws IOException if a file is not one whole row of the trial that it is named after
   */
  static Map<String, String> of(Path table) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    TableChecker.contents(new org.apache.hadoop.fs.Path(table.toUri()), new Configuration(false))
        .forEach(
            (file, content) -> {
              if (file.startsWith("models/")) {
                contents.put(file, content);
              }
            });
    contents.putAll(PlainParquet.computed(table.resolve("trials")));
    return contents;
  }
}
