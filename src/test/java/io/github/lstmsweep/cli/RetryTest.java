package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code run --retry}: a row that a machine decided can be trained again. */
class RetryTest {
  private static final String TINY =
      """
      name: tiny
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {values: [3, 2]}
        batch_size: {value: 32}
        num_epochs: {value: 1}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void train() throws IOException {
    spec = Files.writeString(folder.resolve("tiny.yaml"), TINY);
    out = folder.resolve("out");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
  }

  @Test
  void aTrialThatWasGivenUpIsTrainedAgainWhereThatIsAskedFor() throws IOException {
    Map<String, String> rows = PlainParquet.rows(out.resolve("trials"));
    String file = rows.keySet().iterator().next();
    String other = rows.keySet().stream().reduce((first, last) -> last).orElseThrow();
    Files.delete(out.resolve("trials").resolve(file));
    DeadProcesses.of(out, file.substring("trial-".length(), file.indexOf('.')), 3);

    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(5);
    assertThat(PlainParquet.rows(out.resolve("trials")).get(file))
        .contains("status: CRASHED", "its process died 3 times while it was trained: ");
    assertThat(Shell.run("status", out).out())
        .last()
        .isEqualTo(
            "To train 1 CRASHED again: lstm-sweep run SPEC --out " + out + " --retry crashed");
    assertThat(Shell.run("run", spec, "--out", out).out().get(0)).contains("nothing to train");

    assertThat(Shell.run("run", spec, "--out", out, "--retry", "timeout").exitCode())
        .as("there is none of these")
        .isEqualTo(5);
    Shell again = Shell.run("run", spec, "--out", out, "--retry", "timeout,crashed");
    assertThat(again.exitCode()).as(again.err().toString()).isZero();
    assertThat(again.err())
        .contains("Set aside 1 row of " + out + " in _quarantine: to be trained again");
    assertThat(again.out().get(0)).startsWith("tiny: training 1 trial on ");
    assertThat(PlainParquet.computed(out.resolve("trials"))).isEqualTo(PlainParquet.computed(rows));
    assertThat(PlainParquet.rows(out.resolve("trials")).get(other)).isEqualTo(rows.get(other));
    assertThat(PlainParquet.rows(out.resolve("_quarantine")).values())
        .singleElement()
        .asString()
        .contains("status: CRASHED");
  }

  @Test
  void aWordThatIsNoStatusIsRefusedBeforeAnythingIsRead() {
    for (String word : new String[] {"bad", "timeout,bad", "bad,crashed"}) {
      Shell run = Shell.run("run", folder.resolve("none.yaml"), "--retry", word);
      assertThat(run.err())
          .containsExactly(
              "Cannot set --retry to bad: must be crashed, failed, out_of_memory or timeout");
      assertThat(run.exitCode()).isEqualTo(2);
    }
    assertThat(Shell.run("run", spec, "--retry", "OK").err())
        .containsExactly(
            "Cannot set --retry to ok: must be crashed, failed, out_of_memory or timeout, since a"
                + " trial that is OK comes out the same again");
  }

  @Test
  void aRunThatLeavesTrialsNotOkNamesTheCommandThatTrainsThemAgain() throws IOException {
    assertThat(Shell.run("run", spec, "--out", out).out())
        .noneMatch(line -> line.contains("again"));
    String file = PlainParquet.rows(out.resolve("trials")).keySet().iterator().next();
    Files.delete(out.resolve("trials").resolve(file));
    DeadProcesses.of(out, file.substring("trial-".length(), file.indexOf('.')), 3);
    String hint =
        "To train 1 CRASHED again: lstm-sweep run "
            + spec
            + " --out "
            + out
            + " --set timeout.trial=9m --retry crashed";

    String[] set = {"--set", "timeout.trial=9m"};
    Shell run = Shell.run("run", spec, "--out", out, set[0], set[1]);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).contains(hint);
    assertThat(Shell.run("run", spec, "--out", out, set[0], set[1]).out())
        .contains("All 2 trials have their rows: nothing to train", hint);
    assertThat(Shell.run("run", spec, "--retry", "timeout", "--out", out, set[0], set[1]).out())
        .as("without the option that is there")
        .contains(hint);
    assertThat(Shell.run("run", spec, "--retry=timeout", "--out", out, set[0], set[1]).out())
        .contains(hint);
  }

  @Test
  void whatATrialDecidesAloneIsNotTriedAgain() throws IOException {
    Map<String, String> rows = PlainParquet.rows(out.resolve("trials"));
    Shell run = Shell.run("run", spec, "--out", out, "--retry", "diverged");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            "Cannot set --retry to diverged: must be crashed, failed, out_of_memory or timeout,"
                + " since a trial that is DIVERGED comes out the same again");
    assertThat(PlainParquet.rows(out.resolve("trials"))).isEqualTo(rows);
  }

  @Test
  void theHelpNamesEveryStatusThatCanBeRetried() {
    String words =
        Arrays.stream(TrialStatus.values())
            .filter(TrialStatus::isDecidedByTheMachine)
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(", "));
    assertThat(words).contains("crashed", "timeout").doesNotContain("ok", "diverged", "paused");
    assertThat(String.join(" ", Shell.run("run", "--help").out()).replaceAll("\\s+", " "))
        .contains("Train again what ended as one of these: " + words + " (several with commas);");
  }
}
