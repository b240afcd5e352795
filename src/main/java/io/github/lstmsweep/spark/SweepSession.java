package io.github.lstmsweep.spark;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.score.ScoreFunction;
import io.github.lstmsweep.spark.score.WindowScores;
import io.github.lstmsweep.spark.sql.TableQueries;
import io.github.lstmsweep.spark.sql.TableReader;
import io.github.lstmsweep.train.engine.TrialTrainer;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A running Spark session on the driver, for callers that know nothing of Spark. */
public final class SweepSession implements AutoCloseable {
  /** The most rows of a table whose queries are interpreted and not compiled. */
  private static final int FEW_ROWS = 1_000;

  private static volatile boolean started;

  private final SparkSession spark;

  private SweepSession(SparkConf conf) {
    SparkSetup.quietLogging();
    ClusterAccess.require(conf);
    try {
      spark = SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) {
      // Spark also throws checked exceptions that its Java signatures do not declare.
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
   * Trains in a session that already runs. It still belongs to its owner.
   *
   * @throws UserException if the session is not set up for trials
   */
  public static SweepSession of(SparkSession running) {
    SparkSetup.requireSerializer(running.sparkContext().getConf());
    return new SweepSession(running);
  }

  /** Reads tables in a session that already runs. It still belongs to its owner. */
  public static SweepSession reading(SparkSession running) {
    return new SweepSession(running);
  }

  /** Starts Spark to run trials. Spark's own pages show {@code name}. */
  public static SweepSession forSweep(String name) {
    return start(SparkSetup.sweepConf(name));
  }

  /** Starts Spark for queries of one table. */
  public static SweepSession forQueries(String name, TrialTable table) {
    return start(
        table.finished().size() <= FEW_ROWS
            ? SparkSetup.smallQueryConf(name)
            : SparkSetup.queryConf(name));
  }

  /** Starts Spark for queries only. */
  public static SweepSession forQueries(String name) {
    return start(SparkSetup.queryConf(name));
  }

  /** Starts Spark to send classes of other libraries, which are not registered with Kryo. */
  public static SweepSession forScoring(String name) {
    return start(SparkSetup.queryConf(name));
  }

  /** Starts Spark and stops it again, if this process has never started one. */
  public static void startUnlessStarted() {
    if (!started) {
      forQueries("lstm-sweep").close();
    }
  }

  /** Returns the master: {@code local[*]}, {@code spark://…}, {@code yarn}, … */
  public String master() {
    return context().master();
  }

  /** Whether trials run in this process and not on a cluster. */
  public boolean isLocal() {
    return SparkSetup.isLocal(master());
  }

  /** Returns a warning if the cluster is used without protection; else empty. */
  public Optional<String> securityWarning() {
    return ClusterAccess.warning(context().getConf());
  }

  /** Returns the number of cores available now. On a cluster, executors may still be starting. */
  public int cores() {
    return context().defaultParallelism();
  }

  /** Returns the property by which Spark is asked for GPUs, with its value; empty if none does. */
  public static Optional<String> gpuAskedFor() {
    return ClusterAccess.gpu(SparkSetup.given());
  }

  /** Returns the settings by which this Spark reaches filesystems. */
  public StorageSettings storage() {
    return StorageSettings.of(context().hadoopConfiguration());
  }

  /** Returns a runner that trains in this session with {@code trainer}, into {@code table}. */
  public SweepRunner runner(TrialTable table, TrialTrainer trainer) {
    return new SweepRunner(context(), table, trainer);
  }

  /** Returns an object that trains trials again in this session. */
  public Retraining retraining(TrialTrainer trainer) {
    return new Retraining(context(), trainer);
  }

  /** Returns the queries of a table in this session. */
  public TableQueries queries(TrialTable table) {
    return new TableQueries(spark, table);
  }

  /** Returns the readable rows of a table as a data set of this session. */
  public Dataset<Row> rows(TrialTable table) {
    return new TableReader(spark, table).trials();
  }

  /** Returns an object that scores windows in this session. */
  public WindowScores windowScores() {
    return new WindowScores(context());
  }

  /** Registers a function of SQL that scores texts, under a name. */
  public void register(String name, ScoreFunction function) {
    spark.udf().register(name, function, ScoreFunction.type());
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
