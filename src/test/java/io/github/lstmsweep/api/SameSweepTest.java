package io.github.lstmsweep.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.attempt.Acknowledgement;
import io.github.lstmsweep.cli.DeadProcesses;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.TestResult;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.parquet.Column;
import io.github.lstmsweep.result.row.ResultSchema;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the command line and a program run the same sweeps: equal rows and test scores. */
class SameSweepTest {
  private static final String SPEC =
      """
      name: twice
      corpus: harbour
      windows: {train: 64, validation: 50, test: %d}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 4}
        num_epochs: {value: 2}
        lr: {values: [%s]}
        seed: {values: [0, 1]}
      """;

  @TempDir Path folder;
  private final SparkSession spark = LocalSpark.session();
  private Path typed;
  private Path called;

  @BeforeEach
  void places() {
    typed = folder.resolve("typed");
    called = folder.resolve("called");
  }

  @Test
  void bothGiveTheRowsAndTheTestScore() throws IOException {
    String spec = spec(40, "1, 2");
    assertThat(Shell.run("run", spec, "--out", typed).exitCode()).isZero();
    Sweep.run(spark, spec, called.toString());
    assertThat(rows(called)).hasSize(4).isEqualTo(rows(typed));
    assertThat(scores(called)).hasSize(2).isEqualTo(scores(typed));
  }

  @Test
  void bothExtendATable() throws IOException {
    String small = spec(0, "1");
    assertThat(Shell.run("run", small, "--out", typed).exitCode()).isZero();
    Sweep.run(spark, small, called.toString());
    String large = spec(40, "1, 2");
    assertThatThrownBy(() -> Sweep.run(spark, large, called.toString()))
        .isInstanceOf(UserException.class);
    assertThat(Shell.run("run", large, "--out", typed, "--extend").exitCode()).isZero();
    AtomicInteger finished = new AtomicInteger();
    SweepListener counting =
        new SweepListener() {
          @Override
          public void finished(Acknowledgement acknowledgement) {
            finished.incrementAndGet();
          }
        };
    SweepOptions options = SweepOptions.defaults().extending().listeningWith(counting);
    Sweep.run(spark, large, called.toString(), options);
    assertThat(finished).hasValue(2);
    assertThat(rows(called)).hasSize(4).isEqualTo(rows(typed));
    assertThat(scores(called)).hasSize(2).isEqualTo(scores(typed));
  }

  @Test
  void bothTakeTheRowsOfOtherTables() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Sweep.run(spark, spec(0, "1"), one.toString());
    Sweep.run(spark, spec(0, "2, 3"), two.toString());
    String spec = spec(0, "1, 2");
    Shell shell = Shell.run("run", spec, "--out", typed, "--from", one, "--from", two);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    assertThat(shell.out())
        .contains(
            "All 4 trials have their rows: nothing to train",
            "Took 2 rows of " + one,
            "Took 2 rows of " + two + " (2 of its trials are not of this sweep)");
    assertThat(shell.err()).isEmpty();
    AtomicInteger finished = new AtomicInteger();
    SweepListener counting =
        new SweepListener() {
          @Override
          public void finished(Acknowledgement acknowledgement) {
            finished.incrementAndGet();
          }
        };
    Sweep.run(
        spark,
        spec,
        called.toString(),
        SweepOptions.defaults().takingFrom(one.toString(), two.toString()).listeningWith(counting));
    assertThat(finished).hasValue(0);
    assertThat(rows(called)).hasSize(4).isEqualTo(rows(typed));
    Path trained = folder.resolve("trained");
    Sweep.run(spark, spec, trained.toString());
    assertThat(rows(called)).isEqualTo(rows(trained));
    Shell json = Shell.run("run", spec, "--out", folder.resolve("j"), "--from", two, "--json");
    assertThat(json.out().get(0)).contains("\"event\":\"start\"", "\"finished\":2");
    assertThat(json.out().get(1))
        .contains(
            "\"event\":\"rows_taken\"",
            "\"from\":\"" + two + "\",\"rows\":2,\"not_of_sweep\":2,\"known\":0",
            "\"ended_by_machine\":0,\"unreadable\":0");
    Shell same = Shell.run("run", spec, "--out", two, "--from", two);
    assertThat(same.exitCode()).isEqualTo(2);
    assertThat(same.err())
        .containsExactly(
            "Cannot take rows of " + two + ": must be a table other than the one that they go to");
  }

  @Test
  void bothTrainAgainWhatAMachineEnded() throws IOException {
    String spec = spec(0, "1");
    assertThat(Shell.run("run", spec, "--out", typed).exitCode()).isZero();
    Sweep.run(spark, spec, called.toString());
    List<Row> before = rows(typed);
    String trial = before.get(0).getString(0);
    for (Path out : List.of(typed, called)) {
      Files.delete(out.resolve("trials/trial-" + trial + ".parquet"));
      DeadProcesses.of(out, trial, 3);
    }
    assertThat(Shell.run("run", spec, "--out", typed).exitCode()).isEqualTo(5);
    Dataset<Row> ended = Sweep.run(spark, spec, called.toString());
    assertThat(ended.where("status = 'CRASHED'").count()).isEqualTo(1);
    assertThat(Shell.run("run", spec, "--out", typed, "--retry", "crashed").exitCode()).isZero();
    SweepOptions options = SweepOptions.defaults().retrying(TrialStatus.CRASHED);
    Dataset<Row> again = Sweep.run(spark, spec, called.toString(), options);
    assertThat(again.where("status = 'OK'").count()).isEqualTo(2);
    assertThat(rows(called)).isEqualTo(before).isEqualTo(rows(typed));
  }

  @Test
  void aPlanTrainsNothing() throws IOException {
    SweepPlan plan = Sweep.plan(spark, spec(40, "1, 2"));
    assertThat(plan.trials()).hasSize(4);
    assertThat(plan.flops()).isPositive();
    assertThat(plan.seconds(1)).isGreaterThan(plan.seconds(4));
    assertThat(called).doesNotExist();
  }

  @Test
  void optionsThatDoNotExistAreRefused() {
    SweepOptions options = SweepOptions.defaults();
    assertThatThrownBy(() -> options.trainingWith("gpu9"))
        .hasMessage("Cannot set the engine to gpu9: must be one of cpu, gpu, nd4j, dl4j");
    assertThatThrownBy(() -> options.retrying(TrialStatus.OK))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot retry [OK]: must not be [OK, DIVERGED]");
    assertThatThrownBy(() -> options.packing(0))
        .hasMessage("Cannot set the size of a pack to 0: must be at least 1");
  }

  private String spec(int test, String lr) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(test, lr)).toString();
  }

  /** The computed columns of every row, including the perplexities of the learning curve. */
  private List<Row> rows(Path out) {
    String[] columns =
        ResultSchema.columns().stream()
            .filter(column -> column.origin() == Column.Origin.COMPUTED)
            .filter(column -> column.type() != Column.Type.CURVE)
            .map(Column::name)
            .toArray(String[]::new);
    return Sweep.table(spark, out.toString())
        .selectExpr(columns)
        .orderBy("trial_id")
        .collectAsList();
  }

  private static List<TestResult.Score> scores(Path out) {
    return TrialTable.open(out.toUri(), StorageSettings.ofThisProcess())
        .testResult()
        .read()
        .orElseThrow()
        .scores();
  }
}
