package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAccessTest {
  @Test
  void aMasterThatDoesNotAnswerIsToldAtOnce() throws IOException {
    int port = freePort();
    refused(
        conf("spark://127.0.0.1:" + port),
        "Cannot reach the master spark://127.0.0.1:"
            + port
            + ": must be running (Connection refused); start it, or name another --master");
  }

  @Test
  void ofSeveralMastersOneMustAnswer() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SparkConf conf =
          conf("spark://127.0.0.1:" + freePort() + ",127.0.0.1:" + master.getLocalPort());
      assertThatCode(() -> ClusterAccess.require(conf)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark://host", "spark://host:port", "spark://host:99999"})
  void aMasterThatIsNoneIsRefused(String master) {
    refused(
        conf(master),
        "Cannot set the master to " + master + ": must be spark://HOST:PORT[,HOST:PORT…]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount"})
  void whatAsksForAGpuIsFound(String property) {
    assertThat(ClusterAccess.gpu(conf("local[2]").set(property, "0.5")))
        .contains(property + " 0.5");
    assertThat(ClusterAccess.gpu(conf("local[2]").set(property, "0.0"))).isEmpty();
    assertThat(ClusterAccess.gpu(conf("local[2]"))).isEmpty();
  }

  @Test
  void severalGpusForATaskAreRefused() {
    String property = "spark.task.resource.gpu.amount";
    assertThat(ClusterAccess.gpu(conf("local[2]").set(property, "1"))).contains(property + " 1");
    assertThatThrownBy(() -> ClusterAccess.gpu(conf("local[2]").set(property, "2")))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set spark.task.resource.gpu.amount to 2: must be at most 1, since a task trains"
                + " on one GPU and the others would idle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3.5.2", "3.5.9", "3.5.10", "3.5.2-amzn-0", "4.0.0", "4.3.0", "4.1.0-preview1"})
  void everySparkFrom352OnDoes(String version) {
    assertThatCode(() -> ClusterAccess.requireVersion(version)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "2.4.8", "5.0.0", "3.5.0", "3.5.1", "3.5.1-amzn-0", "3.50.1"})
  void anotherSparkIsRefused(String version) {
    assertThatThrownBy(() -> ClusterAccess.requireVersion(version))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use Spark "
                + version
                + ": must be 3.5.2, a later 3.5, or 4; set SPARK_HOME to one that the cluster has");
  }

  @Test
  void aMasterElsewhereWithoutProtectionIsWarnedOf() {
    assertThat(ClusterAccess.warning(conf("spark://host:7077")))
        .contains(
            "WARNING: the master spark://host:7077 is used without spark.authenticate,"
                + " spark.io.encryption.enabled, spark.network.crypto.enabled: whoever reaches its"
                + " ports can run programs as you, what is spilled to disks can be read, what is"
                + " sent can be read. conf/spark-cluster.conf turns them on, docs/clusters.md says"
                + " how.");
    SparkConf partly =
        conf("yarn")
            .set("spark.authenticate", "true")
            .set("spark.ssl.rpc.enabled", "true")
            .set("spark.io.encryption.enabled", "false");
    assertThat(ClusterAccess.warning(partly).orElseThrow())
        .startsWith("WARNING: the master yarn is used without spark.io.encryption.enabled: what");
  }

  @Test
  void neitherThisProcessNorAProtectedMasterIs() {
    assertThat(ClusterAccess.warning(conf("local[*]"))).isEmpty();
    assertThat(
            ClusterAccess.warning(
                conf("k8s://https://host")
                    .set("spark.authenticate", "true")
                    .set("spark.network.crypto.enabled", "true")
                    .set("spark.io.encryption.enabled", "true")))
        .isEmpty();
  }

  private static void refused(SparkConf conf, String message) {
    assertThatThrownBy(() -> ClusterAccess.require(conf))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT))
        .hasMessage(message);
  }

  private static SparkConf conf(String master) {
    return new SparkConf(false).set("spark.master", master);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
