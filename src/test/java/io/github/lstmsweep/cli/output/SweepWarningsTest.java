package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the warnings of {@code plan} and {@code run} about sweeps that they accept. */
class SweepWarningsTest {
  private static final String FLAT =
      """
      name: flat
      task: time-series
      corpus: %s
      column: p
      windows: {train: 20, validation: 6}
      parameters: {tau: 2, num_epochs: 1}
      """;

  @TempDir Path folder;

  @Test
  void aTableOfManyFilesIsToldOf() throws IOException {
    String seeds = IntStream.range(0, 100_001).boxed().toList().toString();
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            "name: many\ncorpus: harbour\nparameters: {seed: " + seeds + "}\n");
    assertThat(Shell.run("plan", spec).err())
        .containsExactly(
            "WARNING: 100,001 trials make as many rows and models, which are two files each trial;"
                + " `compact` puts the rows into few files, and docs/scale.md says how long a table"
                + " of that size takes");
    assertThat(Shell.run("plan", spec, "--set", "seed=[0,1]").err()).isEmpty();
  }

  @Test
  void aSeriesThatIsConstantIsToldOf() throws IOException {
    LocalSpark.session();
    Path csv = Files.writeString(folder.resolve("a.csv"), "p\n" + "7\n".repeat(40) + "8\n9\n");
    Path spec = Files.writeString(folder.resolve("spec.yaml"), FLAT.formatted(csv));
    String warning =
        "WARNING: the series p of "
            + csv
            + " is 7 in all training windows, so that there is nothing to learn";
    assertThat(Shell.run("plan", spec).err()).containsExactly(warning);
    assertThat(Shell.run("run", spec, "--out", folder.resolve("out")).err()).contains(warning);
    Files.writeString(csv, "p\n1\n" + "7\n".repeat(40));
    assertThat(Shell.run("plan", spec).err()).isEmpty();
  }
}
