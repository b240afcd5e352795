package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a table's rows as they were first seen: none may change, none may go. */
final class RowFiles {
  private final Path folder;
  private final Map<String, String> seen = new TreeMap<>();

  RowFiles(Path table) {
    folder = table.resolve("trials");
  }

  /** Looks, and compares with every look before. */
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

  /** Which file it is, when its bytes were last written, and how many. */
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
