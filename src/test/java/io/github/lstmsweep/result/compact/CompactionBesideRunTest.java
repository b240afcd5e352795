package io.github.lstmsweep.result.compact;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.AuditReport.Verdict;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs two compactions in turn, together with a sweep that publishes and a reader that reads every
 * row.
 */
class CompactionBesideRunTest {
  private static final long TRIALS = 60;

  @TempDir Path out;

  @RepeatedTest(5)
  void noRowIsLostOrTwiceAndWhoeverAsksFindsWhatIsFinished() throws Exception {
    TrialTable table = tableHere();
    table.create("name: a-sweep\n");
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch compacted = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Future<?> sweep =
          threads.submit(
              () -> {
                for (long seed = 1; seed <= TRIALS; seed++) {
                  if (seed == TRIALS) {
                    // On a busy machine the other threads may not have run yet.
                    assertThat(compacted.await(1, TimeUnit.MINUTES)).as("compacted").isTrue();
                    assertThat(looked.await(1, TimeUnit.MINUTES)).as("looked").isTrue();
                  }
                  table.publish(Results.ok(seed));
                }
                over.set(true);
                return null;
              });
      Callable<Void> compact =
          () -> {
            try {
              while (!over.get()) {
                tableHere()
                    .upkeep()
                    .compact(Duration.ZERO)
                    .filter(files -> files.files() > 0)
                    .ifPresent(files -> compacted.countDown());
              }
            } finally {
              compacted.countDown();
            }
            return null;
          };
      Future<Void> first = threads.submit(compact);
      Future<Void> second = threads.submit(compact);
      Future<?> reader = threads.submit(() -> growing(over, looked));
      for (Future<?> any : List.of(sweep, first, second, reader)) {
        any.get();
      }
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
    CompactionTest.compact(out);
    assertThat(CompactionTest.plain(out)).hasSize((int) TRIALS);
    assertThat(
            table
                .upkeep()
                .audit(CompactionTest.ids(LongStream.rangeClosed(1, TRIALS).toArray()))
                .verdict())
        .isEqualTo(Verdict.WHOLE);
  }

  private TrialTable tableHere() {
    return TrialTable.at(out.toUri(), StorageSettings.of(Map.of()));
  }

  /** Checks that every finished trial stays finished and readable at every later look. */
  private Void growing(AtomicBoolean over, CountDownLatch looked) throws IOException {
    TrialTable table = tableHere();
    List<TrialId> before = List.of();
    try {
      while (!over.get()) {
        TableRows rows = table.rows();
        assertThat(rows.unreadable()).isEmpty();
        List<TrialId> now = rows.rows().stream().map(TrialRow::id).toList();
        assertThat(now).doesNotHaveDuplicates().containsAll(before);
        before = now;
        looked.countDown();
      }
    } finally {
      looked.countDown();
    }
    return null;
  }
}
