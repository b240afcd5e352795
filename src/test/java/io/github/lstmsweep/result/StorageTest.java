package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {
  private static final int FILES = 300;

  @TempDir Path folder;

  @Test
  void ofTwoLocalWritersOfOneFileExactlyOneWins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<List<Boolean>>> writers = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      byte[] bytes = {(byte) w};
      Storage storage = new LocalStorage(folder.toUri());
      writers.add(
          threads.submit(
              () -> {
                List<Boolean> won = new ArrayList<>();
                for (int i = 0; i < FILES; i++) {
                  start.await();
                  won.add(storage.publish("trials/" + i, "_attempts/" + i, bytes));
                }
                return won;
              }));
    }
    List<Boolean> first = writers.get(0).get();
    List<Boolean> second = writers.get(1).get();
    threads.shutdown();
    for (int i = 0; i < FILES; i++) {
      assertThat(first.get(i)).as("file %d", i).isNotEqualTo(second.get(i));
      assertThat(Files.readAllBytes(folder.resolve("trials/" + i)))
          .containsExactly(first.get(i) ? 0 : 1);
    }
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(HadoopStorage.Publishing.class)
  void hadoopsFilesystemsPublishOnceAndLeaveNothingAside(HadoopStorage.Publishing publishing)
      throws IOException {
    Storage storage = HadoopStorage.at(folder.toUri(), StorageSettings.ofThisProcess(), publishing);
    assertThat(storage.names("trials")).isEmpty();
    assertThat(storage.publish("trials/a", "_attempts/a", text("first"))).isTrue();
    assertThat(storage.publish("trials/a", "_attempts/a", text("second"))).isFalse();
    assertThat(storage.read("trials/a")).asString().isEqualTo("first");
    assertThat(storage.names("trials")).containsExactly("a");
    assertThat(storage.kind("trials/a")).isEqualTo(Storage.Kind.FILE);
    assertThat(storage.kind("trials")).isEqualTo(Storage.Kind.FOLDER);
    assertThat(storage.kind("trials/b")).isEqualTo(Storage.Kind.ABSENT);
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
