package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;

/**
 * Sets up Spark on the driver. Every setting of {@code spark-submit} or of a system property {@code
 * spark.*} is kept. Only the serializer cannot be chosen by the user.
 */
public final class SparkSetup {
  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";
  private static final String LOCAL = "local[*]";
  private static final String QUIET = "io/github/lstmsweep/spark/log4j2-quiet.properties";

  private SparkSetup() {}

  /**
   * Keeps the log output of Spark and Hadoop off the terminal. Call it before anything logs. It
   * does nothing if {@code spark-submit} or the user has configured logging.
   */
  public static void quietLogging() {
    if (System.getProperty("SPARK_SUBMIT") == null
        && System.getProperty(LOG_CONFIGURATION) == null
        && System.getProperty("log4j.configurationFile") == null) {
      System.setProperty(LOG_CONFIGURATION, "classpath:" + QUIET);
    }
  }

  /** Returns the settings of a session that runs trials. */
  static SparkConf sweepConf(String name) {
    return conf(name)
        .set("spark.serializer", KryoSerializer.class.getName())
        .set("spark.kryo.registrationRequired", "true")
        .set("spark.kryo.registrator", SweepRegistrator.class.getName())
        .setIfMissing("spark.speculation", "false")
        // A trial that kills its executors becomes a row after three of them. It takes a few more
        // if other executors are killed from outside. Spark must not give up before. Trials that
        // died with this one, or many executors taken from one task, are no reason either.
        .setIfMissing("spark.task.maxFailures", "100");
  }

  /**
   * Refuses a running session whose serializer cannot send trials. Nobody can change it any more.
   */
  static void requireSerializer(SparkConf conf) {
    boolean kryo = conf.get("spark.serializer", "").equals(KryoSerializer.class.getName());
    List<String> registrators =
        List.of(conf.get("spark.kryo.registrator", "").strip().split("\\s*,\\s*", -1));
    if (!kryo || !registrators.contains(SweepRegistrator.class.getName())) {
      throw UserException.badInput(
          "Cannot run a sweep in this Spark session: spark.serializer must be "
              + KryoSerializer.class.getName()
              + " and spark.kryo.registrator "
              + SweepRegistrator.class.getName()
              + "; start it with --conf and both, or with the properties of"
              + " conf/spark-cluster.conf");
    }
  }

  /**
   * Returns the settings of a session for SQL only. Queries may use classes of Spark that Spark
   * never registered with Kryo.
   */
  static SparkConf queryConf(String name) {
    return conf(name);
  }

  /**
   * Returns the settings of a session that queries tables of few rows. Compiling such a query takes
   * longer than interpreting it, and one partition has all rows. The answers are the same.
   */
  static SparkConf smallQueryConf(String name) {
    return conf(
        name,
        given()
            .setIfMissing("spark.sql.codegen.wholeStage", "false")
            .setIfMissing("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .setIfMissing("spark.sql.adaptive.enabled", "false")
            .setIfMissing("spark.sql.shuffle.partitions", "1"));
  }

  /** Returns the settings of {@code spark-submit} and of system properties. */
  static SparkConf given() {
    String master = System.getProperty("spark.master", LOCAL);
    MasterName.require(master);
    MachineName.require(master);
    return new SparkConf();
  }

  private static SparkConf conf(String name) {
    return conf(name, given());
  }

  private static SparkConf conf(String name, SparkConf given) {
    SparkConf conf =
        given
            .setIfMissing("spark.app.name", name)
            .setIfMissing("spark.master", LOCAL)
            .setIfMissing("spark.log.level", "WARN")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            // Otherwise anyone who reaches the driver's page can end a sweep there.
            .setIfMissing("spark.ui.killEnabled", "false")
            .setIfMissing("spark.sql.session.timeZone", "UTC")
            // A table has many small files and never many rows.
            .setIfMissing("spark.sql.files.openCostInBytes", "65536")
            .setIfMissing("spark.sql.shuffle.partitions", "4")
            // A query must have one answer on every Spark. In ANSI mode, Spark 4 reports an error
            // for some values that are null in Spark 3.5. An example is the second epoch of a trial
            // that has one.
            .setIfMissing("spark.sql.ansi.enabled", "false")
            // Otherwise Spark 4 requests every class that a query compiles against from the driver,
            // over the network. It does so because each session could have its own classes. Ours
            // have none.
            .setIfMissing("spark.sql.artifact.isolation.enabled", "false")
            // This is more than the table's columns, because Spark warns when it truncates them.
            .setIfMissing("spark.sql.debug.maxToStringFields", "100");
    return isLocal(conf.get("spark.master")) ? local(conf) : conf;
  }

  /** Whether this driver runs in a YARN container ({@code --deploy-mode cluster}). */
  public static boolean isInsideYarn() {
    return "yarn".equals(System.getProperty("spark.master"))
        && "cluster".equals(System.getProperty("spark.submit.deployMode"));
  }

  /** Whether trials run in this process. */
  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  private static SparkConf local(SparkConf conf) {
    conf.setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.driver.host", "127.0.0.1")
        .setIfMissing("spark.driver.bindAddress", "127.0.0.1")
        // Spark gives up an executor that was silent for two minutes, for example after Ctrl-Z.
        // Here the executor is this process itself.
        .setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "3650d");
    authenticated(conf);
    // Spark creates this folder in the working directory, although nothing is ever stored in it.
    return conf.contains("spark.sql.warehouse.dir")
        ? conf
        : conf.set("spark.sql.warehouse.dir", temporaryFolder().toUri().toString());
  }

  /**
   * Turns on authentication and encryption. Spark listens in this process too, and every user of
   * the machine can connect. Spark makes its own secret, which never leaves the process.
   */
  private static void authenticated(SparkConf conf) {
    conf.setIfMissing("spark.authenticate", "true");
    // Without a secret Spark refuses to encrypt.
    if (conf.getBoolean("spark.authenticate", true)) {
      conf.setIfMissing("spark.network.crypto.enabled", "true")
          .setIfMissing("spark.network.crypto.authEngineVersion", "2")
          .setIfMissing("spark.network.crypto.saslFallback", "false")
          // Blocks that do not fit into memory go to a folder that every user may read.
          .setIfMissing("spark.io.encryption.enabled", "true")
          .setIfMissing("spark.io.encryption.keySizeBits", "256");
    }
  }

  private static Path temporaryFolder() {
    try {
      Path folder = Files.createTempDirectory("lstm-sweep-warehouse");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
