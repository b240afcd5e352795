package io.github.lstmsweep.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.SparkConf;

/** Reads the version of the Spark on the class path. It starts no Spark. */
public final class SparkVersion {
  /** Every supported Spark has this file and describes its build in it. */
  private static final String FILE = "spark-version-info.properties";

  private SparkVersion() {}

  /** Returns the version, such as {@code 4.2.0}; empty if the Spark does not tell it. */
  public static Optional<String> get() {
    try (InputStream in = SparkConf.class.getClassLoader().getResourceAsStream(FILE)) {
      Properties build = new Properties();
      if (in != null) {
        build.load(in);
      }
      return Optional.ofNullable(build.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
