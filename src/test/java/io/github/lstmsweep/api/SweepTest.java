package io.github.lstmsweep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs sweeps from a program, in a session of its own. */
class SweepTest {
  private static final String SPEC =
      """
      name: from-a-program
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 4}
        num_epochs: {value: 1}
        lr: {values: [%s]}
      """;

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();

  @Test
  void itGivesTheTableAndTrainsNothingTwice() throws IOException {
    String spec = spec("1, 2");
    String out = folder.resolve("out").toString();
    Dataset<Row> table = Sweep.run(spark, spec, out);
    assertThat(table.columns())
        .containsExactly(ResultSchema.columns().stream().map(c -> c.name()).toArray(String[]::new));
    assertThat(table.where("status = 'OK'").count()).isEqualTo(2);
    var before = table.orderBy("trial_id").collectAsList();
    assertThat(Sweep.run(spark, spec, out).orderBy("trial_id").collectAsList()).isEqualTo(before);
    assertThat(Sweep.table(spark, out).orderBy("trial_id").collectAsList()).isEqualTo(before);
  }

  @Test
  void itsMistakesAreThoseOfTheCommandLine() throws IOException {
    String out = folder.resolve("out").toString();
    assertThatThrownBy(() -> Sweep.run(spark, spec("-1"), out))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot set lr to -1: must be a finite number above 0 (line 8)");
    assertThatThrownBy(() -> Sweep.table(spark, out))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot read the table " + out);
    assertThat(Path.of(out)).doesNotExist();
    Sweep.run(spark, spec("1"), out);
    assertThatThrownBy(() -> Sweep.run(spark, spec("1, 2"), out))
        .isInstanceOfSatisfying(
            UserException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.SPECIFICATION_CHANGED);
              assertThat(e.problems())
                  .containsExactly(
                      "Cannot add to the table "
                          + out
                          + ": it was made by another specification (its value -> yours); allow the"
                          + " table to grow, to train the 1 additional trial",
                      "  parameters.lr: [1] -> [1, 2]");
            });
  }

  @Test
  void itLeavesTheSessionsViewsAlone() throws IOException {
    spark.range(7).createOrReplaceTempView("trials");
    String out = folder.resolve("out").toString();
    Sweep.run(spark, spec("1"), out);
    Sweep.table(spark, out).count();
    assertThat(spark.table("trials").count()).isEqualTo(7);
    spark.catalog().dropTempView("trials");
  }

  private String spec(String lr) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(lr)).toString();
  }
}
