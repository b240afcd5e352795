package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults by chance in a row of a table, one after the other, with the verbs that a person types:
 * the other rows stay readable, and {@code run} trains that trial again and no other.
 */
@Tag("soak")
class FlippedTableTest {
  private static final int FAULTS = 120;
  private static final long SEED = 5;
  private static final String SPEC =
      """
      name: flipped
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1, 2]}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeEach
  void runASweep() throws IOException {
    LocalSpark.session();
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(0);
  }

  @Test
  void afterEveryFaultTheOthersAreReadableAndOneTrialIsTrainedAgain() throws IOException {
    Random random = new Random(SEED);
    Map<String, String> rows = PlainParquet.computed(out.resolve("trials"));
    int harmless = 0;
    for (int fault = 0; fault < FAULTS; fault++) {
      String name = List.copyOf(rows.keySet()).get(random.nextInt(rows.size()));
      Path file = out.resolve("trials").resolve(name);
      byte[] whole = Files.readAllBytes(file);
      String what;
      if (fault % 2 == 0) {
        int at = random.nextInt(whole.length);
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, flipped);
        what = "seed " + SEED + ", fault " + fault + ": byte " + at + " of " + name;
      } else {
        int length = random.nextInt(whole.length);
        Files.write(file, Arrays.copyOf(whole, length));
        what = "seed " + SEED + ", fault " + fault + ": " + name + " cut at " + length;
      }
      harmless += strike(what, name, rows) ? 1 : 0;
    }
    // The seal's own name is 21 of about 12,000 bytes.
    assertThat(harmless).as("faults that changed nothing").isLessThan(FAULTS / 20);
  }

  /** Whether the fault changed nothing that a reader sees. */
  private boolean strike(String what, String name, Map<String, String> rows) throws IOException {
    Map<String, Object> others = others(name);
    Shell status = Shell.run("status", out);
    Shell sql = Shell.run("sql", out, "select count(*) as n from trials");
    if (status.exitCode() == 0) {
      assertThat(PlainParquet.computed(out.resolve("trials"))).as(what).isEqualTo(rows);
      assertThat(sql.out()).as(what).containsExactly("n", "3");
      return true;
    }
    assertThat(status.exitCode()).as(what).isEqualTo(4);
    assertThat(status.err()).as(what).singleElement().asString().contains(name);
    assertThat(status.out()).as(what).contains("OK            2", "unreadable    1");
    assertThat(sql.out()).as(what).containsExactly("n", "2");
    for (String other : others.keySet()) {
      assertThat(PlainParquet.file(out.resolve("trials").resolve(other))).as(what).hasSize(1);
    }
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as("%s: %s", what, run.err()).isEqualTo(0);
    assertThat(run.out().get(0)).as(what).startsWith("flipped: training 1 trial on ");
    assertThat(others(name)).as(what).isEqualTo(others);
    assertThat(PlainParquet.computed(out.resolve("trials"))).as(what).isEqualTo(rows);
    return false;
  }

  private Map<String, Object> others(String name) throws IOException {
    Map<String, Object> others = new TreeMap<>();
    for (String file : out.resolve("trials").toFile().list()) {
      if (!file.equals(name)) {
        others.put(
            file,
            Files.readAttributes(
                out.resolve("trials").resolve(file), "size,lastModifiedTime,fileKey"));
      }
    }
    return others;
  }
}
