package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A sweep of short trials, with the table of an undisturbed run on one core.
 *
 * @param spec its specification
 * @param contents the contents by file, see {@link TableContents}
 */
record GoldenSweep(Path spec, Map<String, String> contents) {
  private static final String SPEC =
      """
      name: short-trials
      corpus: harbour
      windows: {train: 320, validation: 32}
      parameters:
        num_steps: {value: 16}
        num_hiddens: {value: 16}
        batch_size: {value: 32}
        num_epochs: {value: 8}
        seed: {values: %s}
      """;

  /** Trains the sweep in its own process. */
  static GoldenSweep train(Path folder, int trials) throws IOException, InterruptedException {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            SPEC.formatted(IntStream.range(0, trials).boxed().toList()));
    Path out = folder.resolve("golden");
    run(spec, out, "local[1]");
    Map<String, String> contents = TableContents.of(out);
    assertThat(contents).as("a row and a model each").hasSize(2 * trials);
    return new GoldenSweep(spec, contents);
  }

  /** Runs a specification in its own process, without a cluster. */
  static void run(Path spec, Path out, String master) throws IOException, InterruptedException {
    Path log = out.resolveSibling(out.getFileName() + ".log");
    Process run =
        JavaProcess.start(
            log,
            Map.of(),
            List.of("-Xmx512m", "-Dspark.master=" + master),
            List.of(Main.class.getName(), "run", "" + spec, "--out", "" + out));
    try {
      assertThat(run.waitFor(4, TimeUnit.MINUTES)).as("it ended").isTrue();
      assertThat(run.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      run.destroyForcibly();
    }
  }
}
