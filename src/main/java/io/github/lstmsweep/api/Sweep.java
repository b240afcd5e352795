package io.github.lstmsweep.api;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.HadoopReader;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.SweepEnd;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.spark.SweepSession;
import io.github.lstmsweep.sweep.FormOfTable;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.sweep.SweepInput;
import io.github.lstmsweep.sweep.TableSweep;
import io.github.lstmsweep.train.CpuTrainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Sweeps from a program, by the engine cpu: from {@code spark-shell}, PySpark's gateway or one's
 * own driver. The session's executors train as those of the command line do, so its serializer must
 * be Spark's Kryo with our registrator:
 *
 * <pre>
 * --conf spark.serializer=org.apache.spark.serializer.KryoSerializer
 * --conf spark.kryo.registrator=io.github.lstmsweep.spark.SweepRegistrator
 * </pre>
 */
public final class Sweep {
  private Sweep() {}

  /**
   * Trains what the table at {@code out} lacks of a specification, and returns the table: a row for
   * every trial, with the columns of docs/table.md. Blocks until all have their rows; what is there
   * already is not trained again.
   *
   * @param spark a session with the serializer above
   * @param specification the path of a YAML file
   * @param out a folder, or the URI of one on a filesystem that this Spark reaches
   * @throws UserException where the session, the specification or the table cannot be used, and
   *     where the sweep ended before its time; the same call goes on with the rest
   */
  public static Dataset<Row> run(SparkSession spark, String specification, String out) {
    SweepSession session = SweepSession.of(spark);
    StorageSettings settings = session.storage();
    CorpusLoader loader =
        new CorpusLoader(Optional.empty(), System.getenv(), new HadoopReader(settings));
    SweepInput input =
        SweepInput.read(
            Path.of(specification),
            List.of(),
            loader,
            Optional.empty(),
            new FormOfTable(name -> out, settings));
    TrialTable table = TrialTable.openOrNew(settings.locate(out), settings);
    TableSweep sweep = new TableSweep(input, table, TableSweep.Growth.REFUSED, Retry.NONE);
    if (!sweep.remainder().missing().isEmpty()) {
      sweep.begin();
      SweepEnd end = sweep.train(session, new CpuTrainer(), new SweepListener() {});
      if (end.reason() != SweepEnd.Reason.FINISHED) {
        throw new UserException(ExitCode.INTERRUPTED, List.of(ended(end, table)));
      }
    }
    return session.rows(table);
  }

  /**
   * The table at {@code out} as it is now: a row for every trial that has one, whatever its status.
   *
   * @throws UserException where there is no table, or none of its rows can be read
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
