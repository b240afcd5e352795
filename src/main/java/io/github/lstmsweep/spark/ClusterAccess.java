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

/** Checks a cluster before it is used: its version, its master and its security. */
final class ClusterAccess {
  /**
   * The supported versions of Spark. The oldest is the first with AES-GCM. A test checks that the
   * jar uses only what the libraries of that version have.
   */
  private static final Pattern VERSIONS =
      Pattern.compile("(3\\.5\\.([2-9]|[1-9]\\d)|4\\.\\d+\\.).*");

  private static final String STANDALONE = "spark://";
  private static final int CONNECT_MILLIS = 5_000;

  private static final String GPU_OF_TASK = "spark.task.resource.gpu.amount";

  /** The properties that ask for a GPU. */
  private static final List<String> GPU =
      List.of("spark.executor.resource.gpu.amount", GPU_OF_TASK);

  /**
   * The properties that a shared network or shared disks need, each with the risk of leaving it
   * off.
   */
  private static final Map<String, String> SECURITY =
      new TreeMap<>(
          Map.of(
              "spark.authenticate", "whoever reaches its ports can run programs as you",
              "spark.network.crypto.enabled", "what is sent can be read",
              "spark.io.encryption.enabled", "what is spilled to disks can be read"));

  private ClusterAccess() {}

  /**
   * Returns the property that asks for GPUs, with its value; empty if none does.
   *
   * @throws UserException if a task is to have several
   */
  static Optional<String> gpu(SparkConf conf) {
    requireOneGpu(conf.get(GPU_OF_TASK, "0"));
    return GPU.stream()
        .filter(name -> !conf.get(name, "0").matches("0+(\\.0*)?"))
        .map(name -> name + " " + conf.get(name))
        .findFirst();
  }

  private static void requireOneGpu(String amount) {
    if (amount.matches("\\d{1,9}") && Integer.parseInt(amount) > 1) {
      throw UserException.badInput(
          "Cannot set "
              + GPU_OF_TASK
              + " to "
              + amount
              + ": must be at most 1, since a task trains on one GPU and the others would idle");
    }
  }

  /**
   * Refuses a master that cannot be reached, before Spark waits for it.
   *
   * @throws UserException with a message of one line
   */
  static void require(SparkConf conf) {
    String master = conf.get("spark.master");
    if (master.startsWith(STANDALONE)) {
      requireReachable(master);
    }
  }

  /**
   * Tries to connect first, because Spark itself tries for a minute before it reports a failure.
   */
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

  /** Refuses a version of Spark that this software was never tested with. */
  static void requireVersion(String version) {
    if (!VERSIONS.matcher(version).matches()) {
      throw UserException.badInput(
          "Cannot use Spark "
              + version
              + ": must be 3.5.2, a later 3.5, or 4; set SPARK_HOME to one that the cluster has");
    }
  }

  /** Returns a warning if a remote master is used without protection; else empty. */
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
    // Spark 4 has TLS for its RPC, which protects as well.
    boolean tls =
        name.equals("spark.network.crypto.enabled")
            && conf.getBoolean("spark.ssl.rpc.enabled", false);
    return !tls && !conf.getBoolean(name, false);
  }
}
