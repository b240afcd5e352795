package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import java.time.Duration;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparkSetupTest {
  @AfterEach
  void clear() {
    System.clearProperty("spark.master");
    System.clearProperty("spark.authenticate");
    System.clearProperty("spark.ui.enabled");
    System.clearProperty("spark.ui.killEnabled");
  }

  @Test
  void withoutAMasterSparkRunsInThisProcessOnAllCoresAndTalksToNoOther() {
    SparkConf conf = SparkSetup.sweepConf("a-sweep");
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.app.name")).isEqualTo("a-sweep");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
  }

  @Test
  void aMasterThatWasGivenStaysAndNothingIsBoundToThisMachine() {
    System.setProperty("spark.master", "spark://host:7077");
    SparkConf conf = SparkSetup.sweepConf("a-sweep");
    assertThat(conf.get("spark.master")).isEqualTo("spark://host:7077");
    assertThat(conf.contains("spark.driver.bindAddress")).isFalse();
    assertThat(conf.contains("spark.ui.enabled")).isFalse();
    assertThat(conf.contains("spark.sql.warehouse.dir")).isFalse();
  }

  /** With Spark's default of two minutes, a run ends if its process was stopped for longer. */
  @Test
  void aProcessThatWasStoppedForAYearIsNotGivenUp() {
    SparkConf conf = SparkSetup.sweepConf("a-sweep");
    assertThat(conf.getTimeAsMs("spark.storage.blockManagerHeartbeatTimeoutMs", "0"))
        .isGreaterThan(Duration.ofDays(365).toMillis());
    System.setProperty("spark.master", "spark://host:7077");
    assertThat(SparkSetup.sweepConf("a").contains("spark.storage.blockManagerHeartbeatTimeoutMs"))
        .isFalse();
  }

  @Test
  void whatTheUserSetsStays() {
    System.setProperty("spark.ui.enabled", "true");
    assertThat(SparkSetup.sweepConf("a-sweep").get("spark.ui.enabled")).isEqualTo("true");
  }

  @Test
  void thisProcessAsksWhoeverConnectsForASecret() {
    for (SparkConf conf : List.of(SparkSetup.sweepConf("a"), SparkSetup.queryConf("a"))) {
      assertThat(conf.get("spark.authenticate")).isEqualTo("true");
      assertThat(conf.get("spark.network.crypto.enabled")).isEqualTo("true");
      assertThat(conf.get("spark.network.crypto.saslFallback")).isEqualTo("false");
      assertThat(conf.get("spark.io.encryption.enabled")).isEqualTo("true");
    }
  }

  @Test
  void whoTurnsTheSecretOffHasASparkThatStartsWithoutIt() {
    System.setProperty("spark.authenticate", "false");
    SparkConf conf = SparkSetup.queryConf("a");
    assertThat(conf.get("spark.authenticate")).isEqualTo("false");
    assertThat(conf.contains("spark.network.crypto.enabled")).isFalse();
  }

  @Test
  void noPageOfSparksEndsASweepUnlessTheUserSaysSo() {
    assertThat(SparkSetup.sweepConf("a").get("spark.ui.killEnabled")).isEqualTo("false");
    System.setProperty("spark.master", "spark://host:7077");
    assertThat(SparkSetup.sweepConf("a").get("spark.ui.killEnabled")).isEqualTo("false");
    assertThat(SparkSetup.queryConf("a").get("spark.ui.killEnabled")).isEqualTo("false");
    System.setProperty("spark.ui.killEnabled", "true");
    assertThat(SparkSetup.sweepConf("a").get("spark.ui.killEnabled")).isEqualTo("true");
  }

  /** Spark 4 has a loader that requests each class of a query from the driver over the network. */
  @Test
  void aQueryFindsItsClassesInItsOwnProcess() {
    SparkSession spark = SparkSession.builder().config(SparkSetup.queryConf("a")).getOrCreate();
    spark
        .udf()
        .register(
            "loader",
            (UDF0<String>)
                () -> Thread.currentThread().getContextClassLoader().getClass().getSimpleName(),
            DataTypes.StringType);
    assertThat(spark.sql("select loader()").first().getString(0))
        .isNotEqualTo("ExecutorClassLoader");
  }

  @Test
  void registrationIsRequiredForSweepsAndNotForQueries() {
    assertThat(SparkSetup.sweepConf("a").get("spark.kryo.registrationRequired")).isEqualTo("true");
    assertThat(SparkSetup.queryConf("a").contains("spark.kryo.registrationRequired")).isFalse();
  }

  @Test
  void aSessionThatCannotSendATrialIsRefused() {
    SparkSetup.requireSerializer(SparkSetup.sweepConf("a"));
    SparkConf another =
        SparkSetup.sweepConf("a")
            .set("spark.kryo.registrator", "a.B, " + SweepRegistrator.class.getName());
    SparkSetup.requireSerializer(another);
    assertThatThrownBy(() -> SparkSetup.requireSerializer(SparkSetup.queryConf("a")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot run a sweep in this Spark session: spark.serializer must be"
                + " org.apache.spark.serializer.KryoSerializer and spark.kryo.registrator"
                + " io.github.lstmsweep.spark.SweepRegistrator; start it with --conf and both, or"
                + " with the properties of conf/spark-cluster.conf");
  }
}
