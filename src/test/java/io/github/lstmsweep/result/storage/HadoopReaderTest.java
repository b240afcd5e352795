package io.github.lstmsweep.result.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.corpus.source.UnreadableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopReaderTest {
  private static final StorageSettings SETTINGS = StorageSettings.of(Map.of());

  @TempDir Path folder;

  @Test
  void aWholeFileIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a text");
    try (InputStream in = new HadoopReader(SETTINGS).open(file.toUri(), 6)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("a text");
    }
  }

  @Test
  void aFileThatSaysItIsTooLongIsNotOpened() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a text");
    assertThatThrownBy(() -> new HadoopReader(SETTINGS).open(file.toUri(), 5))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("must be at most 5 bytes");
  }

  @Test
  void aFolderAndNoFileAreRefused() {
    assertThatThrownBy(() -> new HadoopReader(SETTINGS).open(folder.toUri(), 5))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("must be a file, but is a folder");
    assertThatThrownBy(() -> new HadoopReader(SETTINGS).open(folder.resolve("no").toUri(), 5))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void onlyATablesOwnFilesystemAndTheDefaultOneAreAPersonsChoice() {
    URI table = URI.create("hdfs://nn:8020/out");
    assertThat(SETTINGS.isOnFilesystemOf(table, "hdfs://nn:8020/text")).isTrue();
    assertThat(SETTINGS.isOnFilesystemOf(table, "HDFS://NN:8020/text")).isTrue();
    for (String other :
        new String[] {
          "hdfs://nn/text",
          "hdfs://other:8020/text",
          "s3a://bucket/text",
          "http://nn:8020/text",
          "no uri:"
        }) {
      assertThat(SETTINGS.isOnFilesystemOf(table, other)).as(other).isFalse();
    }
    StorageSettings withDefault = StorageSettings.of(Map.of("fs.defaultFS", "hdfs://home"));
    assertThat(withDefault.isOnFilesystemOf(table, "hdfs://home/text")).isTrue();
    assertThat(withDefault.isOnFilesystemOf(table, "hdfs:///text")).isTrue();
    assertThat(SETTINGS.isOnFilesystemOf(URI.create("s3a://bucket/out"), "s3a://bucket/text"))
        .isTrue();
  }
}
