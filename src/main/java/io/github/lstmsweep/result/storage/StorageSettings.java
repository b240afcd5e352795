package io.github.lstmsweep.result.storage;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.source.UriPassword;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The settings with which filesystems are reached: Hadoop's properties as plain text, to be sent to
 * executors. They may hold secrets and are never printed.
 */
public final class StorageSettings {
  private static final String SPARK_PREFIX = "spark.hadoop.";

  /*
   * By default, Hadoop's S3 client retries for half an hour, 20 tries seven times over, before it
   * reports that a server is away. Here Patience decides how long to retry.
   */
  private static final Map<String, String> RETRIES =
      Map.of("fs.s3a.attempts.maximum", "3", "fs.s3a.retry.limit", "3");

  private static final String HADOOPS_DEFAULT = "core-default.xml";

  private final Map<String, String> properties;

  private StorageSettings(Map<String, String> properties) {
    this.properties = properties;
  }

  /** Returns the settings of a Spark context or of a different Hadoop program. */
  public static StorageSettings of(Configuration configuration) {
    Map<String, String> properties = new TreeMap<>();
    configuration.forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
    RETRIES.forEach(
        (name, few) -> {
          if (isDefault(configuration, name)) {
            properties.put(name, few);
          }
        });
    return new StorageSettings(properties);
  }

  private static boolean isDefault(Configuration configuration, String name) {
    String[] sources = configuration.getPropertySources(name);
    return sources == null || Arrays.stream(sources).allMatch(HADOOPS_DEFAULT::equals);
  }

  /** Returns settings with these properties and no others. */
  public static StorageSettings of(Map<String, String> properties) {
    return new StorageSettings(new TreeMap<>(properties));
  }

  /**
   * Returns the settings of a process without Spark. They are Hadoop's files on the class path,
   * then every system property {@code spark.hadoop.*}, as Spark itself takes them.
   */
  public static StorageSettings ofThisProcess() {
    Configuration configuration = new Configuration();
    Properties system = System.getProperties();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(SPARK_PREFIX)) {
        configuration.set(name.substring(SPARK_PREFIX.length()), system.getProperty(name));
      }
    }
    return of(configuration);
  }

  /** Returns every property, including secrets. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  /**
   * Returns the absolute URI of a path that a person typed. A path that names a filesystem stays as
   * it is. Any other path is on Hadoop's default filesystem, which is the local one unless set
   * otherwise.
   */
  public URI locate(String path) {
    UriPassword.refuse("use the table", path);
    Configuration configuration = configuration();
    try {
      URI home = FileSystem.getDefaultUri(configuration);
      Path typed = new Path(path);
      if (typed.toUri().getScheme() == null && "file".equals(home.getScheme())) {
        return java.nio.file.Path.of(path).toAbsolutePath().normalize().toUri();
      }
      return typed
          .makeQualified(home, new Path("/user/" + System.getProperty("user.name")))
          .toUri();
    } catch (IllegalArgumentException e) {
      throw UserException.badInput(
          "Cannot use the table '" + path + "': must be a path, or a URI such as hdfs://host/out");
    }
  }

  /**
   * Returns whether a URI is on the table's filesystem, or on Hadoop's default one. A person chose
   * both, so reading the table contacts no other machine.
   */
  public boolean isOnFilesystemOf(URI table, String uri) {
    try {
      URI home = FileSystem.getDefaultUri(configuration());
      URI named = new Path(uri).makeQualified(home, new Path("/")).toUri();
      return isSameFilesystem(named, table) || isSameFilesystem(named, home);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSameFilesystem(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
        && String.valueOf(one.getAuthority())
            .equalsIgnoreCase(String.valueOf(other.getAuthority()));
  }

  /** Returns the properties as a new Hadoop configuration, without Hadoop's defaults. */
  public Configuration configuration() {
    Configuration configuration = new Configuration(false);
    properties.forEach(configuration::set);
    return configuration;
  }
}
