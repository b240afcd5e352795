package io.github.lstmsweep.sweep.export.mlflow;

import static io.github.lstmsweep.sweep.export.table.ExportedRows.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.sweep.export.table.ExportedRows;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import io.github.lstmsweep.sweep.export.table.ExportedTrial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the runs of odd rows. */
class TrialRunTest {
  private static final String SPEC =
      """
      name: odd
      corpus: harbour
      parameters: {num_epochs: {value: 2}, keep: {values: [last, best]}}
      """;

  @TempDir private Path folder;

  private WantedRun run(ExportedTrial trial) throws IOException {
    ExportedTable table = ExportedRows.table(folder, SPEC, trial);
    return new TrialRun(table, "parent").of(trial);
  }

  @Test
  void aLongTextIsCutAndAnEmptyOneIsNoParameter() throws IOException {
    WantedRun run =
        run(
            trial(
                1,
                Map.of(
                    "status",
                    "FAILED",
                    "status_detail",
                    "at ".repeat(4_000),
                    "corpus",
                    "c".repeat(700),
                    "sample_prefix",
                    "")));
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.tags().get("lstm_sweep.status_detail")).hasSize(5_000).endsWith("…");
    assertThat(run.params()).containsOnlyKeys("corpus");
    assertThat(run.params().get("corpus")).hasSize(500).endsWith("…");
    assertThat(run.curves()).isEmpty();
    assertThat(run.exported()).isEqualTo("FAILED after 0 epochs, curves");
  }

  @Test
  void aScoreThatIsInfiniteDoesNotRank() throws IOException {
    Map<String, Object> row =
        Map.of("status", "OK", "validation_perplexity", Double.POSITIVE_INFINITY, "lr", 1e-7);
    WantedRun run = run(trial(2, row, 8, Double.POSITIVE_INFINITY));
    assertThat(run.values()).extracting(MetricPoint::key).doesNotContain("score");
    assertThat(run.curves())
        .filteredOn(point -> point.key().equals("validation_perplexity"))
        .extracting(MetricPoint::value)
        .containsExactly(8.0, Double.POSITIVE_INFINITY);
    assertThat(run.params()).containsEntry("lr", "1e-7");
    assertThat(run.name()).isEqualTo("keep -");
  }

  @Test
  void theScoreIsThatOfTheKeptEpoch() throws IOException {
    Map<String, Object> row = new HashMap<>();
    row.put("status", "OK");
    row.put("keep", "best");
    row.put("validation_perplexity", 5.0);
    row.put("train_perplexity", 10.0);
    row.put("best_validation_perplexity", 5.0);
    row.put("best_epoch", 1L);
    WantedRun run = run(trial(3, row, 5, 6));
    assertThat(run.values())
        .extracting(point -> point.key() + " " + point.value() + " at " + point.step())
        .containsExactlyInAnyOrder(
            "score 5.0 at 2", "best_validation_perplexity 5.0 at 2", "best_epoch 1.0 at 2");
    assertThat(run.curves())
        .filteredOn(point -> point.key().equals("validation_perplexity"))
        .extracting(MetricPoint::value)
        .containsExactly(5.0, 6.0);
    assertThat(run.name()).isEqualTo("keep best");
  }
}
