package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Checks that the name of this machine resolves. Spark looks the name up before it reads any
 * setting. Without the name, not even Spark's settings can be made.
 */
final class MachineName {
  /** The environment variables by which a user gives Spark a different name. */
  private static final List<String> VARIABLES = List.of("SPARK_LOCAL_HOSTNAME", "SPARK_LOCAL_IP");

  private MachineName() {}

  /** Looks the name up. */
  interface Lookup {
    void run() throws UnknownHostException;
  }

  /**
   * Gives Spark the name of the loopback if the name of this machine does not resolve. This is
   * possible on a local master, because its trials talk to no other machine.
   *
   * @throws UserException if the name does not resolve and the master is not local
   */
  static void require(String master) {
    require(master, InetAddress::getLocalHost, System.getenv(), MachineName::tell);
  }

  static void require(
      String master, Lookup lookup, Map<String, String> environment, Runnable useLoopback) {
    if (VARIABLES.stream().anyMatch(environment::containsKey)) {
      return;
    }
    try {
      lookup.run();
    } catch (UnknownHostException e) {
      if (!SparkSetup.isLocal(master)) {
        throw UserException.badInput(
            "Cannot start Spark on the master "
                + master
                + ": the name of this machine does not resolve ("
                + e.getMessage()
                + "); add it to /etc/hosts, or set SPARK_LOCAL_HOSTNAME to a name that does");
      }
      useLoopback.run();
    }
  }

  /**
   * Gives Spark the name of the loopback. Spark has no setting for it, only a method that is not
   * part of its interface.
   */
  private static void tell() {
    try {
      Class.forName("org.apache.spark.util.Utils")
          .getMethod("setCustomHostname", String.class)
          .invoke(null, "localhost");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw UserException.badInput(
          "Cannot start Spark: the name of this machine does not resolve; set"
              + " SPARK_LOCAL_HOSTNAME=localhost");
    }
  }
}
