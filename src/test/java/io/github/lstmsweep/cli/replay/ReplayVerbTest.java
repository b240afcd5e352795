package io.github.lstmsweep.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayVerbTest {
  @TempDir Path folder;

  @Test
  void theRulesAreToldOnATrainedTable() throws Exception {
    LocalSpark.session();
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            name: replayed
            corpus: harbour
            windows: {train: 64, validation: 50}
            parameters:
              num_steps: 4
              num_hiddens: [2, 3, 4]
              batch_size: 32
              num_epochs: 9
              lr: [0.1, 0.5, 2]
            """);
    Path out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    TrialRow best =
        TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().ranked().get(0);

    Shell table = Shell.run("replay", out);
    assertThat(table.err()).isEmpty();
    assertThat(table.out().get(0)).startsWith("rule ").contains("validation_perplexity", "winner");
    List<String> rules = new ArrayList<>(table.out().subList(1, table.out().size()));
    assertThat(rules.remove(rules.size() - 1))
        .matches(
            "freeze-thaw \\(10% of the tokens\\) left \\d trials? unfinished; the last score was"
                + " within its 80% interval for \\d of them");
    assertThat(rules)
        .hasSize(9)
        .anyMatch(
            line -> line.startsWith("successive-halving (factor 3, from epoch 1), runners-up"))
        .anyMatch(line -> line.startsWith("hyperband"))
        .anyMatch(line -> line.startsWith("asha"))
        .anyMatch(line -> line.startsWith("tpe"))
        .anyMatch(line -> line.startsWith("freeze-thaw"))
        .anyMatch(line -> line.startsWith("grid, median ("))
        .anyMatch(line -> line.startsWith("patience"));

    Shell seeds =
        Shell.run(
            "replay", out, "--set", "method=asha", "--set", "search.max_cost=60%", "--seeds", "3");
    assertThat(seeds.out()).hasSize(5);
    assertThat(seeds.out().get(1)).startsWith("asha (factor 3, from epoch 1), runners-up to 60%");
    assertThat(seeds.out().get(3)).startsWith("asha (factor 3, from epoch 1, seed 2)");
    assertThat(seeds.out().get(4))
        .matches(
            "3 seeds: [\\d.]+% behind on average, [\\d.]+% at worst; [\\d.]+% of the tokens on"
                + " average, [\\d.]+% at most");
    assertRefused(out, "Cannot replay with lr: must be one of method", "--set", "lr=1");
    assertRefused(out, "Cannot replay method grid", "--set", "method=grid");
    assertRefused(
        out,
        "Cannot set search.max_cost to 0%",
        "--set",
        "method=tpe",
        "--set",
        "search.max_cost=0%");
    assertRefused(out, "Cannot set --seeds to 0", "--seeds", "0");
    assertRefused(out, "Cannot list the front", "--front", "--seeds", "2");

    List<String> lines = Shell.run("replay", out, "--front", "--json").out();
    assertThat(lines).isNotEmpty();
    JsonNode last = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(last.get("winner").asText()).isEqualTo(best.id().hex());
    assertThat(last.get("behind").asDouble()).isZero();
    assertThat(last.get("keeps_best").asBoolean()).isTrue();
    double before = 0;
    for (String line : lines) {
      JsonNode one = new ObjectMapper().readTree(line);
      assertThat(one.get("tokens").asDouble()).isGreaterThan(before).isLessThanOrEqualTo(1);
      before = one.get("tokens").asDouble();
    }
  }

  private static void assertRefused(Path out, String line, String... options) {
    List<Object> words = new ArrayList<>(List.of("replay", out));
    words.addAll(List.of(options));
    Shell refused = Shell.run(words.toArray());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err().get(0)).startsWith(line);
  }

  @Test
  void aTableOfOneTrialHasNothingToReplay() throws Exception {
    LocalSpark.session();
    Path spec =
        Files.writeString(
            folder.resolve("s.yaml"),
            """
            name: one
            corpus: harbour
            windows: {train: 64, validation: 50}
            parameters: {num_steps: 4, num_hiddens: 2, num_epochs: 5, batch_size: 32}
            """);
    Path out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    Shell shell = Shell.run("replay", out);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .singleElement()
        .asString()
        .startsWith("Cannot replay rules on ")
        .endsWith("must have at least 4 trials with curves of 4 epochs, and one that is OK");
  }
}
