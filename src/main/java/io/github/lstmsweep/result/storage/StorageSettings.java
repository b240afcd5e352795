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
 * How filesystems are reached: Hadoop's properties as plain text, so that they can be sent to
 * executors. They may hold secrets and are never printed.
 */
public final class StorageSettings {
  private static final String SPARK_PREFIX = "spark.hadoop.";

  /*
   * Hadoop's client of S3 asks a server that is away for half an hour, 20 tries seven times over,
   * before it says so. Here Patience decides how long to ask.
   */
  private static final Map<String, String> RETRIES =
      Map.of("fs.s3a.attempts.maximum", "3", "fs.s3a.retry.limit", "3");

  private static final String HADOOPS_DEFAULT = "core-default.xml";

  private final Map<String, String> properties;

  private StorageSettings(Map<String, String> properties) {
    this.properties = properties;
  }

  /** The settings that a Spark context or another Hadoop program has. */
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

  /** These properties and no others. */
  public static StorageSettings of(Map<String, String> properties) {
    return new StorageSettings(new TreeMap<>(properties));
  }

  /**
   * Where no Spark runs: Hadoop's files on the class path, then every system property {@code
   * spark.hadoop.*}, as Spark itself takes them.
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

  /** Every property, secrets included. */
  public Map<String, String> properties() {
    return Map.copyOf(properties);
  }

  /**
   * The absolute URI of a path that a person typed: as it is where it names a filesystem, on
   * Hadoop's default filesystem (the local one unless set otherwise) where not.
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
   * Whether a URI is on the filesystem of a table, or on Hadoop's default one, which a person has
   * chosen; so whoever reads the table asks no other machine for it.
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

  public Configuration configuration() {
    Configuration configuration = new Configuration(false);
    properties.forEach(configuration::set);
    return configuration;
  }
}
