package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@code run} in a separate process that a signal stops. */
@EnabledOnOs(OS.LINUX)
class StoppedRunTest {
  private static final int TRIALS = 25;
  private static final long LIMIT_SECONDS = 120;
  private static final String SPEC =
      """
      name: stopped
      corpus: harbour
      windows: {train: 640, validation: 32}
      parameters:
        num_hiddens: {value: 16}
        batch_size: {value: 32}
        num_epochs: {value: 40}
        seed: {values: %s}
      """;

  @TempDir Path folder;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aRunStoppedByASignalSaysHowToGoOnAndTheNextTrainsTheRest(String signal, int exitCode)
      throws Exception {
    Assumptions.assumeFalse(ignoresInterrupts(), "whoever started this process ignores SIGINT");
    List<Integer> seeds = Stream.iterate(0, seed -> seed + 1).limit(TRIALS).toList();
    Path spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(seeds));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err.txt");

    Process run = start(err, "run", spec.toString(), "--out", out.toString());
    try {
      awaitARow(run, out);
      kill(signal, run);
      assertThat(run.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ended").isTrue();
    } finally {
      run.destroyForcibly();
    }
    assertThat(run.exitValue()).isEqualTo(exitCode);
    assertThat(Files.readAllLines(err))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("WARNING: Using incubator"))
        .containsExactly(
            "Stopped. Finished trials are kept in "
                + out
                + "; the same command goes on with the rest.");

    try (Stream<Path> left = Files.walk(out.resolve("_attempts"))) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("started-")))
          .as("a signal is no death of the trial's making")
          .isEmpty();
    }
    Map<String, FileTime> rows = rows(out);
    assertThat(rows.size()).as("rows of the stopped run").isBetween(1, TRIALS - 1);
    Shell again = Shell.run("run", spec, "--out", out);
    assertThat(again.exitCode()).as(again.err().toString()).isEqualTo(0);
    assertThat(again.out().get(0))
        .startsWith("stopped: training " + Show.counted(TRIALS - rows.size(), "trial") + " on ");
    assertThat(again.out().get(1))
        .isEqualTo(Show.counted(rows.size(), "trial") + " had a row already");
    assertThat(rows(out)).hasSize(TRIALS).containsAllEntriesOf(rows);
    assertThat(out.resolve("_attempts")).isEmptyDirectory();
  }

  private static Process start(Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-Dspark.master=local[1]", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(err.toFile())
        .start();
  }

  private static void awaitARow(Process run, Path out) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (rows(out).isEmpty()) {
      assertThat(run.isAlive()).as("it runs").isTrue();
      assertThat(System.nanoTime()).as("a row comes in time").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static void kill(String signal, Process run) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + run.pid()).start().waitFor()).isZero();
  }

  /** Returns whether this process ignores interrupts: its children would ignore them too. */
  private static boolean ignoresInterrupts() throws IOException {
    String ignored =
        Pattern.compile("SigIgn:\\s*([0-9a-f]+)")
            .matcher(Files.readString(Path.of("/proc/self/status")))
            .results()
            .map(match -> match.group(1))
            .findFirst()
            .orElse("0");
    return (Long.parseUnsignedLong(ignored, 16) & 2) != 0;
  }

  private static Map<String, FileTime> rows(Path out) throws IOException {
    Map<String, FileTime> rows = new TreeMap<>();
    if (Files.isDirectory(out.resolve("trials"))) {
      try (Stream<Path> files = Files.list(out.resolve("trials"))) {
        for (Path file : files.toList()) {
          rows.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return rows;
  }
}
