package io.github.lstmsweep.api;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.specification.TableForm;
import io.github.lstmsweep.sweep.FormOfTable;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.sweep.TestScore;
import io.github.lstmsweep.sweep.adoption.KnownRows;
import io.github.lstmsweep.train.engine.TrialTrainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs sweeps from a program: from {@code spark-shell}, PySpark's gateway or a driver of your own.
 * The session's executors train as those of the command line do. So its serializer must be Spark's
 * Kryo with our registrator:
 *
 * <pre>
 * --conf spark.serializer=org.apache.spark.serializer.KryoSerializer
 * --conf spark.kryo.registrator=io.github.lstmsweep.spark.SweepRegistrator
 * </pre>
 */
public final class Sweep {
  private Sweep() {}

  /**
   * Trains the trials of a specification that the table at {@code out} lacks. Returns the table:
   * one row per trial, with the columns of docs/table.md. Blocks until every trial has its row. A
   * trial that has a row is not trained again.
   *
   * @param spark a session with the serializer above
   * @param specification the path of a YAML file
   * @param out a folder, or the URI of one on a filesystem that this Spark reaches
   * @throws UserException if the session, the specification or the table cannot be used, or if the
   *     sweep ended early; the same call then continues with the rest
   */
  public static Dataset<Row> run(SparkSession spark, String specification, String out) {
    return run(spark, specification, out, SweepOptions.defaults());
  }

  /**
   * Trains the missing trials like {@link #run(SparkSession, String, String)}, with options.
   * Returns the table: one row per trial.
   *
   * @param options of the sweep
   * @throws UserException for the reasons of that method, and if the engine cannot train the sweep
   */
  public static Dataset<Row> run(
      SparkSession spark, String specification, String out, SweepOptions options) {
    SweepSession session = SweepSession.of(spark);
    StorageSettings settings = session.storage();
    SweepInput input = read(specification, settings, new FormOfTable(name -> out, settings));
    input
        .refusal(options.engine())
        .ifPresent(
            refusal -> {
              throw UserException.badInput(refusal);
            });
    options.engine().requireLibraries(SweepSession.gpuAskedFor());
    TrialTable table = TrialTable.openOrNew(settings.locate(out), settings);
    TableSweep.Growth growth =
        options.extend() ? TableSweep.Growth.ALLOWED : TableSweep.Growth.REFUSED;
    TableSweep sweep =
        KnownRows.of(options.from(), table, settings)
            .take(
                () -> new TableSweep(input, table, growth, options.retry()),
                input.trials(),
                (place, done, of) -> {})
            .sweep();
    if (sweep.remainder().missing().isEmpty()) {
      List<String> unused = sweep.mend();
      sweep.keepSpecification();
    } else {
      List<String> unused = sweep.begin();
      TrialTrainer trainer = options.trainer();
      SweepEnd end = sweep.train(session, trainer, options.listener());
      if (end.reason() != SweepEnd.Reason.FINISHED) {
        throw new UserException(ExitCode.INTERRUPTED, List.of(ended(end, table)));
      }
    }
    if (input.spec().windows().test() > 0) {
      TableRows rows = table.rows();
      TestScore.of(input.spec(), table, rows).measure(rows, input.data(), input.trials(), true);
    }
    return session.rows(table);
  }

  /**
   * Returns the trials of a specification and their cost. Trains nothing.
   *
   * @param spark a session whose filesystems have the corpus
   * @param specification the path of a YAML file
   * @throws UserException if the specification cannot be used
   */
  public static SweepPlan plan(SparkSession spark, String specification) {
    StorageSettings settings = SweepSession.reading(spark).storage();
    return new SweepPlan(read(specification, settings, TableForm.NONE).trials());
  }

  private static SweepInput read(String specification, StorageSettings settings, TableForm table) {
    CorpusLoader loader =
        new CorpusLoader(Optional.empty(), System.getenv(), new HadoopReader(settings));
    return SweepInput.read(Path.of(specification), List.of(), loader, Optional.empty(), table);
  }

  /**
   * Returns the table at {@code out} as it is now: a row for every trial that has one, whatever its
   * status.
   *
   * @throws UserException if there is no table, or none of its rows can be read
   */
  public static Dataset<Row> table(SparkSession spark, String out) {
    SweepSession session = SweepSession.reading(spark);
    StorageSettings settings = session.storage();
    return session.rows(TrialTable.open(settings.locate(out), settings));
  }

  private static String ended(SweepEnd end, TrialTable table) {
    return "Cannot finish the sweep of "
        + table.place()
        + ": "
        + (end.reason() == SweepEnd.Reason.TIMED_OUT ? "timeout.sweep passed" : "it was stopped")
        + " with "
        + end.left()
        + " trials left; call it again to go on with them";
  }
}
