package io.github.lstmsweep.spark;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.sql.TableQueries;
import io.github.lstmsweep.spark.sql.TableReader;
import io.github.lstmsweep.train.TrialTrainer;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A running Spark, on the driver, as those see it who know nothing of Spark. */
public final class SweepSession implements AutoCloseable {
  private static volatile boolean started;

  private final SparkSession spark;

  private SweepSession(SparkConf conf) {
    SparkSetup.quietLogging();
    ClusterAccess.require(conf);
    try {
      spark = SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      // Also checked ones, which Spark's Java signatures do not name.
      throw UserException.badInput(
          "Cannot start Spark on the master "
              + conf.get("spark.master")
              + ": "
              + Reason.of(e)
              + " (LSTM_SWEEP_MASTER and LSTM_SWEEP_MEMORY, or spark-submit's options, set it up)");
    }
    ClusterAccess.requireVersion(spark.version());
  }

  private SweepSession(SparkSession running) {
    ClusterAccess.requireVersion(running.version());
    this.spark = running;
  }

  /**
   * Trains in a session that runs already and stays its owner's.
   *
   * @throws UserException where it is not set up for it
   */
  public static SweepSession of(SparkSession running) {
    SparkSetup.requireSerializer(running.sparkContext().getConf());
    return new SweepSession(running);
  }

  /** Reads tables in a session that runs already and stays its owner's. */
  public static SweepSession reading(SparkSession running) {
    return new SweepSession(running);
  }

  /** Starts Spark to run trials; {@code name} is what its own pages show. */
  public static SweepSession forSweep(String name) {
    return start(SparkSetup.sweepConf(name));
  }

  /** Starts Spark for queries only. */
  public static SweepSession forQueries(String name) {
    return start(SparkSetup.queryConf(name));
  }

  /** Starts Spark for what other libraries send, which they never registered with Kryo. */
  public static SweepSession forScoring(String name) {
    return start(SparkSetup.queryConf(name));
  }

  /** Starts Spark, and stops it, where this process has never started one. */
  public static void startUnlessStarted() {
    if (!started) {
      forQueries("lstm-sweep").close();
    }
  }

  /** Where it runs: {@code local[*]}, {@code spark://…}, {@code yarn}, … */
  public String master() {
    return context().master();
  }

  /** Whether trials run in this process, and on no cluster. */
  public boolean isLocal() {
    return SparkSetup.isLocal(master());
  }

  /** What a person should know of how safely its cluster is used; empty where all is well. */
  public Optional<String> securityWarning() {
    return ClusterAccess.warning(context().getConf());
  }

  /** The cores that it has now; on a cluster, executors may still be on their way. */
  public int cores() {
    return context().defaultParallelism();
  }

  /** The property, and its value, by which Spark is asked for GPUs; empty where it is not. */
  public static Optional<String> gpuAskedFor() {
    return ClusterAccess.gpu(SparkSetup.given());
  }

  /** How this Spark reaches filesystems. */
  public StorageSettings storage() {
    return StorageSettings.of(context().hadoopConfiguration());
  }

  /** Runs trials here. */
  public SweepRunner runner(TrialTable table, TrialTrainer trainer) {
    return new SweepRunner(context(), table, trainer);
  }

  /** Trains trials once more here. */
  public Retraining retraining(TrialTrainer trainer) {
    return new Retraining(context(), trainer);
  }

  /** Queries a table here. */
  public TableQueries queries(TrialTable table) {
    return new TableQueries(spark, table);
  }

  /** The rows of a table here. */
  public Dataset<Row> rows(TrialTable table) {
    return new TableReader(spark, table).trials();
  }

  /** Scores windows here. */
  public WindowScores windowScores() {
    return new WindowScores(context());
  }

  private static SweepSession start(SparkConf conf) {
    SweepSession session = new SweepSession(conf);
    started = true;
    return session;
  }

  @Override
  public void close() {
    spark.stop();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
