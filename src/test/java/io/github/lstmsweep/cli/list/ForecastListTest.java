package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastListTest {
  @TempDir Path folder;

  @Test
  void statusForecastsThePausedTrialsOfFreezeThaw() throws Exception {
    LocalSpark.session();
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            name: frozen
            corpus: harbour
            windows: {train: 64, validation: 32}
            method: freeze-thaw
            parameters:
              num_steps: 4
              num_hiddens: [2, 3, 4, 5, 6]
              batch_size: 32
              num_epochs: 9
              lr: [0.01, 0.1, 0.5, 2]
            """);
    Path out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    List<String> status = Shell.run("status", out).out();
    int head = 0;
    while (!status.get(head).matches("forecast +80% interval +num_hiddens +lr +epochs +trial")) {
      head++;
    }
    assertThat(status.get(head + 1))
        .matches(
            " *\\d+\\.\\d{4} +\\d+\\.\\d{4} to \\d+\\.\\d{4} +\\d +[\\d.]+ +\\d of 9 +[0-9a-f]{6,}");
    assertThat(status)
        .anyMatch(line -> line.endsWith(" paused trials, whose forecasts are higher"));
    Shell show = Shell.run("show", out, status.get(head + 1).replaceFirst(".* ", ""));
    assertThat(show.out()).anyMatch(line -> line.matches("status +PAUSED"));
  }
}
