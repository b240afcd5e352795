package io.github.lstmsweep.spark;

import io.github.lstmsweep.result.TableChecker;
import io.github.lstmsweep.result.row.PlainParquet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** What two runs of one sweep must agree on, read with Parquet's own reader only. */
final class TableContents {
  private TableContents() {}

  /**
   * By file: of a row every column that is not measured, of a model every byte.
   *
   * @throws IOException where a file is not one whole row of the trial that it is named for
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
