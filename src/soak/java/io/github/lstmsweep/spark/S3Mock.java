package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adobe's S3Mock, an S3 server on loopback, in its own process. */
public final class S3Mock implements AutoCloseable {
  /** The only bucket of the server. */
  public static final String BUCKET = "tables";

  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern PORT =
      Pattern.compile("Tomcat started on ports .* (\\d+) \\(http\\)");

  private final Path folder;
  private final Process server;
  private final URI endpoint;

  /** Starts a server that keeps its objects in {@code folder}. */
  public S3Mock(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path log = folder.resolve("s3mock.log");
    String prefix = "--com.adobe.testing.s3mock.";
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                "target/s3mock.jar",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.main.sources="
                    + Path.of("src/soak/resources/s3mock-loopback.xml").toUri(),
                prefix + "http-port=0",
                prefix + "store.initial-buckets=" + BUCKET,
                prefix + "store.root=" + folder.resolve("s3"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    endpoint = URI.create("http://127.0.0.1:" + port(log));
  }

  /** Returns the URI at which the server listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns the Hadoop properties for an S3 server at {@code server}, without Spark's prefix. */
  public Map<String, String> settings(URI server) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("fs.s3a.endpoint", server.toString());
    settings.put("fs.s3a.endpoint.region", "us-east-1");
    settings.put("fs.s3a.path.style.access", "true");
    settings.put("fs.s3a.connection.ssl.enabled", "false");
    settings.put("fs.s3a.access.key", "any");
    settings.put("fs.s3a.secret.key", "any");
    settings.put("hadoop.tmp.dir", folder.resolve("hadoop").toString());
    return settings;
  }

  @Override
  public void close() {
    server.destroyForcibly().onExit().join();
  }

  private String port(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      String printed = Files.readString(log);
      Matcher found = PORT.matcher(printed);
      if (found.find()) {
        return found.group(1);
      }
      assertThat(server.isAlive() && System.nanoTime() < end).as("it starts: %s", printed).isTrue();
      Thread.sleep(50);
    }
  }
}
