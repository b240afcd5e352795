package io.github.lstmsweep.result.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.result.storage.HadoopStorage;
import io.github.lstmsweep.result.storage.LocalStorage;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.result.storage.StorageSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablePathTest {
  @TempDir Path folder;

  @Test
  void namesAreThoseBetweenTheSlashes() throws IOException {
    assertThat(TablePath.names("")).isEmpty();
    assertThat(TablePath.names("sweep.yaml")).containsExactly("sweep.yaml");
    assertThat(TablePath.names("trials/..a/b..")).containsExactly("trials", "..a", "b..");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/../b", "../a", "a/..", "/a", "a//b", "a/", ".", "a/./b", "a\0b"})
  void everyStorageRefusesAPathThatLeavesTheTable(String path) throws IOException {
    Path root = Files.createDirectory(folder.resolve("table"));
    Files.writeString(folder.resolve("b"), "beside");
    Files.createDirectory(folder.resolve("a"));
    StorageSettings settings = StorageSettings.ofThisProcess();
    for (Storage storage :
        List.of(
            new LocalStorage(root.toUri()),
            HadoopStorage.at(root.toUri(), settings, HadoopStorage.PublishingWay.RENAME),
            HadoopStorage.at(root.toUri(), settings, HadoopStorage.PublishingWay.SINGLE_PUT))) {
      for (Call call :
          List.<Call>of(
              () -> storage.kind(path),
              () -> storage.names(path),
              () -> storage.read(path),
              () -> storage.publish(path, "_attempts", new byte[1]),
              () -> storage.replace(path, "_attempts", new byte[1]),
              () -> storage.move(path, "to"),
              () -> storage.move("a", path),
              () -> storage.write(path, new byte[1]),
              () -> storage.delete(path),
              () -> storage.writtenAt(path))) {
        assertThatThrownBy(call::run)
            .isInstanceOf(RefusedPathException.class)
            .hasMessage("the path " + path + " must stay inside the table");
      }
    }
    assertThat(root).isEmptyDirectory();
  }

  private interface Call {
    void run() throws IOException;
  }
}
