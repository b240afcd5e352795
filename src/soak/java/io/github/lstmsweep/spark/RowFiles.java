package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Remembers the files of a table's rows as they were first seen. None may change or go. */
final class RowFiles {
  private final Path folder;
  private final Map<String, String> seen = new TreeMap<>();

  RowFiles(Path table) {
    folder = table.resolve("trials");
  }

  /** Looks at the files and compares them with every look before. */
  void look() throws IOException {
    Map<String, String> now = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
          now.put(file.getFileName().toString(), identity(file));
        }
      }
    }
    assertThat(now).as("no row is lost or written again").containsAllEntriesOf(seen);
    seen.putAll(now);
  }

  int count() {
    return seen.size();
  }

  boolean has(String trial) {
    return Files.exists(folder.resolve("trial-" + trial + ".parquet"));
  }

  /** Returns the inode, the time of the last write and the size. */
  private static String identity(Path file) throws IOException {
    try {
      return Files.getAttribute(file, "unix:ino")
          + " "
          + Files.getLastModifiedTime(file)
          + " "
          + Files.size(file);
    } catch (NoSuchFileException e) {
      return "gone";
    }
  }
}
