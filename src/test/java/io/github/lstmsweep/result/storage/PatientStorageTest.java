package io.github.lstmsweep.result.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class PatientStorageTest {
  private final Deque<IOException> failures = new ArrayDeque<>();
  private final List<Long> pauses = new ArrayList<>();
  private long nanos;
  private int calls;

  private final PatientStorage storage =
      new PatientStorage(
          new Failing(),
          new Patience(Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMillis(500)),
          new PatientStorage.Clock() {
            @Override
            long nanos() {
              return nanos;
            }

            @Override
            void sleep(Duration time) {
              pauses.add(time.toMillis());
              nanos += time.toNanos();
            }
          });

  @Test
  void aStorageThatFailsIsAskedAgainAfterPausesThatDouble() throws IOException {
    fail(4);
    assertThat(storage.publish("a", "b", new byte[1])).isTrue();
    assertThat(pauses).containsExactly(100L, 200L, 400L, 500L);
  }

  @Test
  void whatNoSecondTryMendsIsToldAtOnce() {
    failures.add(new AccessDeniedException("/a"));
    assertThatThrownBy(() -> storage.kind("a")).isInstanceOf(AccessDeniedException.class);
    assertThat(calls).isEqualTo(1);
  }

  @Test
  void aStorageThatStaysAwayIsGivenUpAndThenAskedButRarely() throws IOException {
    fail(100);
    assertThatThrownBy(() -> storage.kind("a")).hasMessage("connection refused (tried for 1 s)");
    int tries = calls;
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> storage.kind("a")).hasMessage("connection refused (tried for 1 s)");
    }
    assertThat(calls).as("a queue finds out in no time").isEqualTo(tries);
    nanos += Duration.ofSeconds(11).toNanos();
    assertThatThrownBy(() -> storage.kind("a")).isInstanceOf(IOException.class);
    assertThat(calls).as("once").isEqualTo(tries + 1);
    failures.clear();
    nanos += Duration.ofSeconds(11).toNanos();
    assertThat(storage.kind("a")).isEqualTo(Storage.Kind.ABSENT);
    fail(1);
    assertThat(storage.kind("a")).as("patient again").isEqualTo(Storage.Kind.ABSENT);
  }

  @Test
  void thePatienceIsAProperty() {
    assertThat(Patience.of(StorageSettings.of(Map.of())).limit()).hasSeconds(60);
    assertThat(Patience.of(StorageSettings.of(Map.of(Patience.PROPERTY, "300"))).limit())
        .hasSeconds(300);
    assertThatThrownBy(() -> Patience.of(StorageSettings.of(Map.of(Patience.PROPERTY, "1m"))))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set lstmsweep.storage.patience to 1m: must be a whole number of seconds");
  }

  @Test
  void theClientOfS3IsNoMorePatientThanThat() {
    Configuration configuration = new Configuration();
    configuration.set("fs.s3a.retry.limit", "9");
    assertThat(StorageSettings.of(configuration).properties())
        .containsEntry("fs.s3a.attempts.maximum", "3")
        .as("what is set stays")
        .containsEntry("fs.s3a.retry.limit", "9");
  }

  @Test
  void aFilesystemOfWhichNobodyKnowsThatItShowsFilesWholeIsRefused() throws IOException {
    URI root = URI.create("parts://host/out");
    Map<String, String> properties = Map.of("fs.parts.impl", PartsFileSystem.class.getName());
    assertThatThrownBy(() -> TrialTable.openOrNew(root, StorageSettings.of(properties)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use parts://host/out: must be on a filesystem that shows files whole or not"
                + " at all, and nobody here knows whether parts does. Set"
                + " spark.hadoop.lstmsweep.publishing to rename where its rename is atomic and"
                + " refuses a name that is taken, or to put where a file appears when it is"
                + " closed; else name another place");
    Map<String, String> named = new java.util.HashMap<>(properties);
    named.put(HadoopStorage.PROPERTY, "put");
    assertThat(TrialTable.at(root, StorageSettings.of(named)).uri()).isEqualTo(root);
  }

  /** A filesystem that shows a file while it is written, like FTP. */
  public static final class PartsFileSystem extends org.apache.hadoop.fs.RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("parts://host");
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.add(new IOException("connection refused"));
    }
  }

  private final class Failing implements Storage {
    private void call() throws IOException {
      calls++;
      if (!failures.isEmpty()) {
        throw failures.remove();
      }
    }

    @Override
    public Kind kind(String path) throws IOException {
      call();
      return Kind.ABSENT;
    }

    @Override
    public List<String> names(String folder) throws IOException {
      call();
      return List.of();
    }

    @Override
    public byte[] read(String path) throws IOException {
      call();
      return new byte[0];
    }

    @Override
    public boolean publish(String path, String scratch, byte[] bytes, Condition condition)
        throws IOException {
      call();
      return true;
    }

    @Override
    public boolean replace(String path, String scratch, byte[] bytes, Condition condition)
        throws IOException {
      call();
      return condition.holds();
    }

    @Override
    public boolean move(String path, String to) throws IOException {
      call();
      return true;
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
      call();
    }

    @Override
    public void delete(String path) throws IOException {
      call();
    }

    @Override
    public void deleteAll(String folder, Collection<String> names) throws IOException {
      call();
    }

    @Override
    public Instant writtenAt(String file) throws IOException {
      call();
      return Instant.EPOCH;
    }
  }
}
