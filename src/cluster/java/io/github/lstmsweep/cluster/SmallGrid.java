package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** The small grid on The Time Machine, or on the bundled text, and its table of one process. */
final class SmallGrid {
  static final int TRIALS = 12;

  private SmallGrid() {}

  /** Returns the arguments of {@code run}, except the table. */
  static List<String> run(int epochs) {
    List<String> arguments =
        new ArrayList<>(
            List.of("run", "conf/d2l-lstm-small.yaml", "--set", "num_epochs=" + epochs));
    if (!Files.exists(
        Path.of(System.getenv().getOrDefault("LSTM_SWEEP_CORPORA", ""), "timemachine.txt"))) {
      arguments.addAll(List.of("--set", "corpus=harbour"));
    }
    return arguments;
  }

  /** Trains the grid with {@code submit/local.sh} on {@code local[*]} and returns the table. */
  static Path inOneProcess(Path folder, int epochs) throws IOException, InterruptedException {
    Path out = folder.resolve("in-one-process");
    List<String> command = new ArrayList<>(List.of("submit/local.sh"));
    command.addAll(run(epochs));
    command.addAll(List.of("--out", out.toString()));
    try (Command local = Command.start(folder, "local", Map.of(), command)) {
      local.succeeds();
    }
    return out;
  }

  /** Returns the trials whose computed columns differ in any bit between the tables, by a query. */
  static List<Row> differences(Object one, Object other) {
    String query =
        "SELECT coalesce(a.trial_id, b.trial_id) AS trial, a.computed, b.computed"
            + " FROM (%s) a FULL OUTER JOIN (%s) b USING (trial_id)"
            + " WHERE NOT (a.computed <=> b.computed)";
    return LocalSpark.session()
        .sql(query.formatted(computed(one), computed(other)))
        .collectAsList();
  }

  /** Asserts that no trial differs and that every trial is there. */
  static void assertSame(Object one, Object other) {
    assertThat(LocalSpark.session().sql(computed(other)).count()).as("rows").isEqualTo(TRIALS);
    assertThat(differences(one, other)).isEmpty();
  }

  /** Returns the values of a column of the table, each once. */
  static List<String> distinct(String column, Object table) {
    return LocalSpark.session()
        .sql("SELECT DISTINCT %s FROM parquet.`%s/trials`".formatted(column, table))
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static String computed(Object table) {
    return "SELECT trial_id, to_json(struct(%s)) AS computed FROM parquet.`%s/trials`"
        .formatted(
            ResultSchema.columns().stream()
                .filter(c -> c.origin() == Column.Origin.COMPUTED)
                .map(c -> c.type() == Column.Type.CURVE ? curve(c.name()) : c.name())
                .collect(Collectors.joining(", ")),
            table);
  }

  private static String curve(String name) {
    return ResultSchema.epochColumns().stream()
        .filter(c -> c.origin() == Column.Origin.COMPUTED)
        .map(c -> "p." + c.name() + " AS " + c.name())
        .collect(Collectors.joining(", ", "transform(" + name + ", p -> struct(", ")) AS " + name));
  }
}
