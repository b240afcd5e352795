package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** What is looked at before a cluster is used: its version, its master, its security. */
final class ClusterAccess {
  /** The oldest has AES-GCM, and a test holds the jar to what its libraries have. */
  private static final Pattern VERSIONS =
      Pattern.compile("(3\\.5\\.([2-9]|[1-9]\\d)|4\\.\\d+\\.).*");

  private static final String STANDALONE = "spark://";
  private static final int CONNECT_MILLIS = 5_000;

  /** The properties that ask for a GPU. */
  private static final List<String> GPU =
      List.of("spark.executor.resource.gpu.amount", "spark.task.resource.gpu.amount");

  /** What is to be on where others share the network or the disks, and what without it is open. */
  private static final Map<String, String> SECURITY =
      new TreeMap<>(
          Map.of(
              "spark.authenticate", "whoever reaches its ports can run programs as you",
              "spark.network.crypto.enabled", "what is sent can be read",
              "spark.io.encryption.enabled", "what is spilled to disks can be read"));

  private ClusterAccess() {}

  /** The property, and its value, that asks for GPUs; empty where none does. */
  static Optional<String> gpu(SparkConf conf) {
    return GPU.stream()
        .filter(name -> !conf.get(name, "0").matches("0+(\\.0*)?"))
        .map(name -> name + " " + conf.get(name))
        .findFirst();
  }

  /**
   * Refuses what cannot run, before Spark waits for it.
   *
   * @throws UserException in one line
   */
  static void require(SparkConf conf) {
    String master = conf.get("spark.master");
    if (master.startsWith(STANDALONE)) {
      requireReachable(master);
    }
  }

  /** Spark itself asks for a minute before it says so. */
  private static void requireReachable(String master) {
    String reason = "";
    for (String place : master.substring(STANDALONE.length()).split(",", -1)) {
      int colon = place.lastIndexOf(':');
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(
                place.substring(0, Math.max(0, colon)),
                Integer.parseInt(place.substring(colon + 1))),
            CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        // Debian's JDK 21 adds this to the message of a connection with a time limit.
        reason = String.valueOf(e.getMessage()).replace(" (connect failed)", "");
      } catch (IllegalArgumentException e) {
        throw UserException.badInput(
            "Cannot set the master to " + master + ": must be spark://HOST:PORT[,HOST:PORT…]");
      }
    }
    throw UserException.badInput(
        "Cannot reach the master "
            + master
            + ": must be running ("
            + reason
            + "); start it, or name another --master");
  }

  /** Refuses a Spark that this software was never tried with. */
  static void requireVersion(String version) {
    if (!VERSIONS.matcher(version).matches()) {
      throw UserException.badInput(
          "Cannot use Spark "
              + version
              + ": must be 3.5.2, a later 3.5, or 4; set SPARK_HOME to one that the cluster has");
    }
  }

  /** What is to be said of a master elsewhere that is used without protection; else empty. */
  static Optional<String> warning(SparkConf conf) {
    if (SparkSetup.isLocal(conf.get("spark.master"))) {
      return Optional.empty();
    }
    List<String> off = SECURITY.keySet().stream().filter(name -> isOff(conf, name)).toList();
    return off.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "WARNING: the master "
                + conf.get("spark.master")
                + " is used without "
                + String.join(", ", off)
                + ": "
                + String.join(", ", off.stream().map(SECURITY::get).toList())
                + ". conf/spark-cluster.conf turns them on, docs/clusters.md says how.");
  }

  private static boolean isOff(SparkConf conf, String name) {
    // TLS for Spark's RPC, which Spark 4 has, is as good.
    boolean tls =
        name.equals("spark.network.crypto.enabled")
            && conf.getBoolean("spark.ssl.rpc.enabled", false);
    return !tls && !conf.getBoolean(name, false);
  }
}
