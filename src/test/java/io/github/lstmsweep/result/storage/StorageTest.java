package io.github.lstmsweep.result.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {
  private static final int FILES = 300;

  @TempDir Path folder;

  @Test
  void ofTwoLocalWritersOfOneFileExactlyOneWins() throws Exception {
    exactlyOneWins(() -> new LocalStorage(folder.toUri()));
  }

  @Test
  void ofTwoWritersOfOneFileOnADiskWithoutLinksExactlyOneWins() throws Exception {
    exactlyOneWins(() -> new LocalStorage(folder, new NoLinks("no links", Integer.MAX_VALUE)));
    assertThat(folder.resolve("trials").toFile().list()).as("no lock stays").hasSize(FILES);
  }

  private void exactlyOneWins(Supplier<Storage> storages) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<List<Boolean>>> writers = new ArrayList<>();
    for (int w = 0; w < 2; w++) {
      byte[] bytes = {(byte) w};
      Storage storage = storages.get();
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

  /**
   * A colleague in the group can continue the table, whatever the umask of the person who began it.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void foldersOfATableAreTheirGroupsWhereTheFolderAboveIs() throws IOException {
    Set<PosixFilePermission> usual =
        Files.getPosixFilePermissions(Files.createDirectory(folder.resolve("usual")));
    assertThat(permissionsBelow("shared", 0775)).contains(PosixFilePermission.GROUP_WRITE);
    assertThat(permissionsBelow("own", 0755)).isEqualTo(usual);
    assertThat(permissionsBelow("sticky", 01777)).isEqualTo(usual);
  }

  private Set<PosixFilePermission> permissionsBelow(String name, int mode) throws IOException {
    Path root = Files.createDirectory(folder.resolve(name));
    Files.setAttribute(root, "unix:mode", mode);
    new LocalStorage(root.toUri()).publish("trials/a", "_attempts/a", new byte[] {1});
    return Files.getPosixFilePermissions(root.resolve("trials"));
  }

  @ParameterizedTest
  @EnumSource(HadoopStorage.PublishingWay.class)
  void hadoopsFilesystemsPublishOnceAndLeaveNothingAside(HadoopStorage.PublishingWay publishing)
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
    assertThat(storage.move("trials/a", "_quarantine/a")).isTrue();
    assertThat(storage.move("trials/a", "_quarantine/b")).isFalse();
    assertThat(storage.kind("trials/a")).isEqualTo(Storage.Kind.ABSENT);
    assertThat(storage.read("_quarantine/a")).asString().isEqualTo("first");
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void aDiskWithoutLinksThatSaysSoInAnyLanguageStillPublishesOnce() throws IOException {
    Storage storage =
        new LocalStorage(folder, new NoLinks("Opération non permise", Integer.MAX_VALUE));
    assertThat(storage.publish("trials/a", "_attempts/a", text("first"))).isTrue();
    assertThat(storage.publish("trials/a", "_attempts/a", text("second"))).isFalse();
    assertThat(storage.read("trials/a")).asString().isEqualTo("first");
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  @Test
  void onADiskWithoutLinksAWriterWaitsForThatOfAnotherProcess() throws Exception {
    Path lock = folder.resolve("trials/.probe-a.lock");
    Process other = FileLockHolder.start(lock);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Storage storage = new LocalStorage(folder, new NoLinks("no links", Integer.MAX_VALUE));
      Future<Boolean> published =
          thread.submit(() -> storage.publish("trials/a", "_attempts/a", text("ours")));
      assertThatThrownBy(() -> published.get(500, TimeUnit.MILLISECONDS))
          .as("it waits")
          .isInstanceOf(TimeoutException.class);
      Files.writeString(folder.resolve("trials/a"), "theirs");
      other.destroyForcibly().waitFor();
      assertThat(published.get(20, TimeUnit.SECONDS)).isFalse();
      assertThat(folder.resolve("trials/a")).hasContent("theirs");
      assertThat(lock).doesNotExist();
    } finally {
      other.destroyForcibly();
      thread.shutdownNow();
    }
  }

  @Test
  void onADiskWithoutLinksAWriterDoesNotWaitForAFrozenOneForEver() throws Exception {
    Process other = FileLockHolder.start(folder.resolve("trials/.probe-a.lock"));
    try {
      Storage storage =
          new LocalStorage(
              folder,
              new NoLinks("no links", Integer.MAX_VALUE) {
                @Override
                Duration lockPatience() {
                  return Duration.ofMillis(300);
                }
              });
      assertThatThrownBy(() -> storage.publish("trials/a", "_attempts/a", text("ours")))
          .hasMessage(
              "another process has locked " + folder.resolve("trials/a") + " and does not go on");
      assertThat(folder.resolve("trials/a")).doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  /** Not every filesystem has locks. The rename then looks for the name without one. */
  @Test
  void aDiskWithNeitherLinksNorLocksPublishesAllTheSame() throws IOException {
    Storage storage =
        new LocalStorage(
            folder,
            new NoLinks("no links", Integer.MAX_VALUE) {
              @Override
              Optional<FileLock> tryLock(FileChannel channel) throws IOException {
                throw new IOException("No locks available");
              }
            });
    assertThat(storage.publish("trials/a", "_attempts/a", text("first"))).isTrue();
    assertThat(storage.publish("trials/a", "_attempts/a", text("second"))).isFalse();
    assertThat(folder.resolve("trials")).isDirectoryNotContaining(f -> !f.endsWith("a"));
  }

  @Test
  void aLinkThatFailsOnADiskThatHasLinksIsNoReasonToRename() {
    Storage storage = new LocalStorage(folder, new NoLinks("Operation not permitted", 1));
    assertThatThrownBy(() -> storage.publish("trials/a", "_attempts/a", text("first")))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Operation not permitted");
    assertThat(folder.resolve("trials")).doesNotExist();
    assertThat(folder.resolve("_attempts")).isEmptyDirectory();
  }

  /** A disk that refuses its first links with a given message. */
  private static class NoLinks extends Disk {
    private final String reason;
    private int refusals;

    NoLinks(String reason, int refusals) {
      this.reason = reason;
      this.refusals = refusals;
    }

    @Override
    void createLink(Path name, Path file) throws IOException {
      if (refusals-- > 0) {
        throw new FileSystemException(name.toString(), file.toString(), reason);
      }
      super.createLink(name, file);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
