package io.github.lstmsweep.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzzes every reader for {@code -Dfuzz.minutes} (10) in its own process, one process per
 * processor. {@code -Dfuzz.targets=row,csv} selects readers.
 */
class FuzzSoakTest {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("fuzz.minutes", "10"));

  private static final Map<FuzzTarget, Future<FuzzRun>> RUNS = new EnumMap<>(FuzzTarget.class);
  private static ExecutorService processes;

  @BeforeAll
  static void start() {
    processes = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    for (FuzzTarget target : targets()) {
      RUNS.put(target, processes.submit(() -> FuzzRun.of(target, Math.round(60 * MINUTES))));
    }
  }

  @AfterAll
  static void stop() {
    processes.shutdownNow();
  }

  private static List<FuzzTarget> targets() {
    String keys = System.getProperty("fuzz.targets", "");
    return keys.isEmpty()
        ? List.of(FuzzTarget.values())
        : Stream.of(keys.split(",")).map(FuzzTarget::of).toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void theFuzzerFindsNothing(FuzzTarget target) throws Exception {
    FuzzRun run = RUNS.get(target).get();
    System.out.println(run.line());
    assertThat(run.findings()).as("%s; %s", run.line(), run.tail()).isEmpty();
    assertThat(run.exitCode()).as("%s; %s", run.line(), run.tail()).isZero();
    assertThat(run.executions()).as("%s; %s", run.line(), run.tail()).isPositive();
    for (Path suspect : run.suspects()) {
      assertThatCode(() -> Limits.takes(target, Files.readAllBytes(suspect)))
          .as(suspect.toString())
          .doesNotThrowAnyException();
    }
  }
}
