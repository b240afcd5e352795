package io.github.lstmsweep.sweep.export.optuna;

import static io.github.lstmsweep.sweep.export.table.ExportedRows.trial;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.sweep.export.table.ExportedRows;
import io.github.lstmsweep.sweep.export.table.ExportedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins the lines of the journal. The profile {@code trackers} reads such lines with Optuna. */
class JournalTest {
  private static final String SPEC =
      """
      name: pinned
      corpus: harbour
      method: random
      search: {max_trials: 4}
      parameters:
        num_hiddens: {min: 8, max: 64, distribution: int-log-uniform}
        lr: {min: 0.5, max: 4}
        gradient_clip: {values: [1, .inf]}
        cell: {values: [lstm, gru]}
        num_epochs: {value: 100}
      """;

  @TempDir private Path folder;
  private List<String> lines;

  @BeforeEach
  void write() throws IOException {
    ExportedTable table =
        ExportedRows.table(
            folder,
            SPEC,
            trial(3, row("DIVERGED", 8L, 4.0, 1.0, "lstm"), 90),
            trial(
                0,
                Map.of(
                    "status",
                    "OK",
                    "num_hiddens",
                    16L,
                    "lr",
                    0.75,
                    "gradient_clip",
                    1.0,
                    "cell",
                    "gru",
                    "validation_perplexity",
                    7.5,
                    "parameter_count",
                    12L,
                    "sample",
                    "é\n\"x\"",
                    "flops",
                    Double.POSITIVE_INFINITY),
                9.25,
                7.5),
            trial(1, row("PAUSED", 64L, 5.0, Double.POSITIVE_INFINITY, "lstm"), 9.5),
            trial(2, row("OK", 8L, 1.0, 1.0, "lstm")),
            trial(4, row("TIMEOUT", 8L, 1.0, 1.0, "lstm")));
    byte[] bytes = Journal.of(table, "my study");
    assertThat(bytes).isEqualTo(Journal.of(table, "my study"));
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    lines = text.lines().toList();
  }

  private static Map<String, Object> row(
      String status, long hiddens, double lr, double clip, String cell) {
    return Map.of(
        "status", status, "num_hiddens", hiddens, "lr", lr, "gradient_clip", clip, "cell", cell);
  }

  @Test
  void theStudyIsMadeFirst() {
    assertThat(lines)
        .hasSize(9)
        .startsWith(
            "{\"op_code\":0,\"worker_id\":\"lstm-sweep\",\"study_name\":\"my study\",\"directions\":[1]}",
            "{\"op_code\":3,\"worker_id\":\"lstm-sweep\",\"study_id\":0,\"system_attr\":{\"study:metric_names\":[\"validation_perplexity\"]}}",
            "{\"op_code\":2,\"worker_id\":\"lstm-sweep\",\"study_id\":0,\"user_attr\":{\"sweep\":\"pinned\"}}",
            "{\"op_code\":2,\"worker_id\":\"lstm-sweep\",\"study_id\":0,\"user_attr\":{\"table\":\"/a table\"}}");
  }

  @Test
  void aTrialHasItsTimesValueDistributionsAndCurve() {
    assertThat(lines.get(4))
        .isEqualTo(
            """
            {"op_code":4,"worker_id":"lstm-sweep","study_id":0,\
            "datetime_start":"2026-01-02T12:00:00.123456+00:00",\
            "datetime_complete":"2026-01-02T12:00:10.123456+00:00",\
            "state":1,"value":7.5,"values":null,"distributions":{\
            "num_hiddens":"{\\"name\\":\\"IntDistribution\\",\\"attributes\\":{\\"log\\":true,\\"step\\":1,\\"low\\":8,\\"high\\":64}}",\
            "lr":"{\\"name\\":\\"FloatDistribution\\",\\"attributes\\":{\\"step\\":null,\\"low\\":0.5,\\"high\\":5.0,\\"log\\":false}}",\
            "gradient_clip":"{\\"name\\":\\"CategoricalDistribution\\",\\"attributes\\":{\\"choices\\":[1.0,Infinity]}}",\
            "cell":"{\\"name\\":\\"CategoricalDistribution\\",\\"attributes\\":{\\"choices\\":[\\"lstm\\",\\"gru\\"]}}"},\
            "params":{"num_hiddens":16,"lr":0.75,"gradient_clip":0,"cell":1},\
            "user_attrs":{"trial_id":"00000000000000000000000000000000","status":"OK",\
            "sample":"é\\n\\"x\\"","validation_perplexity":7.5,"parameter_count":12,"flops":"Infinity"},\
            "system_attrs":{},"intermediate_values":{"1":9.25,"2":7.5}}""");
  }

  @Test
  void statusesBecomeStates() {
    assertThat(lines.get(5))
        .contains("\"state\":2,\"value\":9.5,", "\"gradient_clip\":1", "{\"1\":9.5}");
    assertThat(lines.get(6))
        .as("OK without a number is refused by Optuna")
        .contains("\"state\":3,\"value\":null,", "\"status\":\"OK\"");
    assertThat(lines.get(7)).contains("\"state\":3,\"value\":null,", "{\"1\":90.0}", "DIVERGED");
    assertThat(lines.get(8)).contains("\"state\":3,\"value\":null,", "TIMEOUT");
  }
}
