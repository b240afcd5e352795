package io.github.lstmsweep.spark;

import io.github.lstmsweep.UserException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * The name of this machine, which Spark looks up before it reads any setting, and without which not
 * even its settings can be made.
 */
final class MachineName {
  /** By these a person tells Spark another one. */
  private static final List<String> VARIABLES = List.of("SPARK_LOCAL_HOSTNAME", "SPARK_LOCAL_IP");

  private MachineName() {}

  /** Looks the name up. */
  interface Lookup {
    void run() throws UnknownHostException;
  }

  /**
   * Gives Spark the loopback's name where this machine's does not resolve: trials that run in this
   * process talk to no other.
   *
   * @throws UserException where they do
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

  /** Spark has no setting for it, but a method that is no part of its interface. */
  private static void tell() {
    try {
      Class.forName("org.apache.spark.util.Utils")
          .getMethod("setCustomHostname", String.class)
          .invoke(null, "localhost");
    } catch (ReflectiveOperationException | LinkageError e) {
      throw UserException.badInput(
          "Cannot start Spark: the name of this machine does not resolve; set"
              + " SPARK_LOCAL_HOSTNAME=localhost and run the same command again");
    }
  }
}
