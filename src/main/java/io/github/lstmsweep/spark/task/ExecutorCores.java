package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.train.Cores;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/** Counts the cores that Spark gave this process, on the driver and on executors. */
final class ExecutorCores {
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\*|\\d+)(,.*)?]");

  private ExecutorCores() {}

  private static final class Holder {
    static final Cores CORES = new Cores(count(SparkEnv.get().conf()));
  }

  /** Returns the cores of this process. They are looked up once per process. */
  static Cores get() {
    return Holder.CORES;
  }

  /**
   * Returns the number of cores. It is one if no setting says it, so that no cores of other
   * programs are taken.
   */
  static int count(SparkConf conf) {
    String master = conf.get("spark.master", "local");
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return local.group(1).equals("*")
          ? Runtime.getRuntime().availableProcessors()
          : Math.max(1, Integer.parseInt(local.group(1)));
    }
    return Math.max(1, conf.getInt("spark.executor.cores", 1));
  }
}
