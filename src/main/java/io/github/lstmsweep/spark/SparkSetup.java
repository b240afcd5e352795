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
 * How Spark is set up on the driver. Whatever {@code spark-submit} or a system property {@code
 * spark.*} sets stays as it is; the serializer alone is not the user's to choose.
 */
public final class SparkSetup {
  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";
  private static final String LOCAL = "local[*]";
  private static final String QUIET = "io/github/lstmsweep/spark/log4j2-quiet.properties";

  private SparkSetup() {}

  /**
   * Keeps Spark's and Hadoop's chatter off the terminal. To be called before anything logs; does
   * nothing where {@code spark-submit} or the user has set logging up.
   */
  public static void quietLogging() {
    if (System.getProperty("SPARK_SUBMIT") == null
        && System.getProperty(LOG_CONFIGURATION) == null
        && System.getProperty("log4j.configurationFile") == null) {
      System.setProperty(LOG_CONFIGURATION, "classpath:" + QUIET);
    }
  }

  /** Of a session to run trials in. */
  static SparkConf sweepConf(String name) {
    return conf(name)
        .set("spark.serializer", KryoSerializer.class.getName())
        .set("spark.kryo.registrationRequired", "true")
        .set("spark.kryo.registrator", SweepRegistrator.class.getName())
        .setIfMissing("spark.speculation", "false")
        // A trial that kills its executors is a row after three of them, or a few more where others
        // are killed from outside; Spark must not give up before, nor because of the trials that
        // died with it, nor because many executors are taken from one task.
        .setIfMissing("spark.task.maxFailures", "100");
  }

  /** Refuses a session that cannot send what trials need, and that nobody can change any more. */
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

  /** Of a session for SQL only: queries may use classes of Spark that it never registered. */
  static SparkConf queryConf(String name) {
    return conf(name);
  }

  /** The settings of {@code spark-submit} and of system properties. */
  static SparkConf given() {
    String master = System.getProperty("spark.master", LOCAL);
    MasterName.require(master);
    MachineName.require(master);
    return new SparkConf();
  }

  private static SparkConf conf(String name) {
    SparkConf conf =
        given()
            .setIfMissing("spark.app.name", name)
            .setIfMissing("spark.master", LOCAL)
            .setIfMissing("spark.log.level", "WARN")
            .setIfMissing("spark.ui.showConsoleProgress", "false")
            // Else everybody who reaches the driver's page can end a sweep there.
            .setIfMissing("spark.ui.killEnabled", "false")
            .setIfMissing("spark.sql.session.timeZone", "UTC")
            // A table is many small files and never many rows.
            .setIfMissing("spark.sql.files.openCostInBytes", "65536")
            .setIfMissing("spark.sql.shuffle.partitions", "4")
            // A query has one answer on every Spark: Spark 4 would make an error of what is null to
            // Spark 3.5, such as the second epoch of a trial that has one.
            .setIfMissing("spark.sql.ansi.enabled", "false")
            // Else Spark 4 asks the driver over the network for every class that a query compiles
            // against, since each session could have classes of its own. Ours have none.
            .setIfMissing("spark.sql.artifact.isolation.enabled", "false")
            // More than the table's columns: Spark warns when it cuts them short.
            .setIfMissing("spark.sql.debug.maxToStringFields", "100");
    return isLocal(conf.get("spark.master")) ? local(conf) : conf;
  }

  /** Whether this driver runs in a container of YARN's ({@code --deploy-mode cluster}). */
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
        // Spark gives up an executor that was silent for two minutes, as after Ctrl-Z. Here that
        // is this process itself.
        .setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "3650d");
    authenticated(conf);
    // Spark creates this folder where the user stands, though nothing is ever kept in it.
    return conf.contains("spark.sql.warehouse.dir")
        ? conf
        : conf.set("spark.sql.warehouse.dir", temporaryFolder().toUri().toString());
  }

  /**
   * Spark listens in this process too, and every user of the machine can connect. It makes a secret
   * of its own, which never leaves the process.
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
