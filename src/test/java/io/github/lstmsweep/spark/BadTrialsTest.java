package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every kind of bad trial for real, in processes with a small heap. Each becomes one row, and
 * no other row is lost.
 */
class BadTrialsTest {
  private static final int GOOD = 6;
  private static final int KILLED = 137;

  @TempDir Path folder;

  @Test
  void aBadTrialOfEachKindIsOneRowWithItsReasonAndNoOtherIsLost() throws Exception {
    List<Integer> exitCodes = new ArrayList<>();
    StringBuilder printed = new StringBuilder();
    do {
      exitCodes.add(run(printed));
    } while (exitCodes.get(exitCodes.size() - 1) == KILLED && exitCodes.size() < 6);

    assertThat(exitCodes)
        .as("three processes die of the one trial: %s", printed)
        .containsExactly(KILLED, KILLED, KILLED, 0);
    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      assertThat(printed).as("%s fired", fault).contains("FAULT " + fault);
    }
    TableRows rows = table().rows();
    assertThat(rows.unreadable()).isEmpty();
    Map<TrialId, TrialRow> byId =
        rows.rows().stream().collect(Collectors.toMap(TrialRow::id, Function.identity()));
    assertThat(byId).hasSize(GOOD + BadTrainer.Fault.values().length);
    assertThat(rows.counts()).containsEntry(TrialStatus.OK, GOOD);
    for (BadTrainer.Fault fault : BadTrainer.Fault.values()) {
      TrialRow row = byId.get(fault.trial().id());
      assertThat(row.status()).as("%s", fault).isEqualTo(fault.status());
      assertThat(row.statusDetail().orElseThrow()).as("%s", fault).contains(reason(fault));
    }
    // Records of deaths that a trial may have caused stay for a day. Nothing else does.
    try (Stream<Path> left = Files.list(folder.resolve("out/_attempts"))) {
      assertThat(left).allMatch(file -> file.getFileName().toString().startsWith("suspect-"));
    }
  }

  private static String reason(BadTrainer.Fault fault) {
    return switch (fault) {
      case DIVERGES -> "the loss was NaN";
      case THROWS -> "java.lang.IllegalStateException: thrown by a trial";
      case FILLS_THE_HEAP -> "java.lang.OutOfMemoryError: Java heap space";
      case OVERFLOWS_THE_STACK -> "java.lang.StackOverflowError";
      case MISSES_ITS_DEADLINE -> "in time";
      case HANGS -> "timed out after 5 s (timeout.trial); it did not stop within 3 s more";
      case KILLS_ITS_PROCESS -> "its process died 3 times while it was trained: process ";
    };
  }

  private TrialTable table() {
    return TrialTable.open(folder.resolve("out").toUri(), StorageSettings.ofThisProcess());
  }

  private int run(StringBuilder printed) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                MiniSweep.class.getName(),
                folder.resolve("out").toUri().toString(),
                "" + GOOD)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = run.waitFor(60, TimeUnit.SECONDS);
    run.destroyForcibly().waitFor();
    printed.append(Files.readString(log));
    assertThat(ended).as("it ended: %s", printed).isTrue();
    return run.exitValue();
  }
}
