package io.github.lstmsweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's own cluster manager, set up as in docs/clusters.md. A master and two workers of one core
 * each are processes of SPARK_HOME's own programs. All of them share a secret.
 */
final class StandaloneSpark implements AutoCloseable {
  /** The secret; tests look for it in every place in which it must not be. */
  static final String SECRET = "canary-5f1c-do-not-show";

  private static final Duration START = Duration.ofSeconds(90);
  private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  /** The options of a spark-submit whose driver listens on loopback only. */
  static final List<String> LOOPBACK =
      List.of(
          "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.driver.bindAddress=127.0.0.1");

  private final Path folder;
  private final Path home;
  private final List<Command> daemons = new ArrayList<>();
  private final String url;
  private final Map<String, String> variables;

  StandaloneSpark(Path folder) throws IOException, InterruptedException {
    this(folder, SparkHome.in(folder));
  }

  /** Starts a cluster of the Spark in {@code home}. */
  StandaloneSpark(Path folder, Path home) throws IOException, InterruptedException {
    this(folder, home, "", Map.of());
  }

  /**
   * Starts a cluster of the Spark in {@code home}.
   *
   * @param more lines of its {@code spark-defaults.conf}
   * @param variables of its processes
   */
  StandaloneSpark(Path folder, Path home, String more, Map<String, String> variables)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.home = home;
    this.variables = Map.copyOf(variables);
    Path settings =
        Files.createFile(
            Files.createDirectories(folder.resolve("conf")).resolve("spark-defaults.conf"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        settings,
        """
        spark.authenticate                      true
        spark.authenticate.secret               %s
        spark.network.crypto.enabled            true
        spark.network.crypto.cipher             %s
        spark.network.crypto.authEngineVersion  2
        spark.network.crypto.saslFallback       false
        spark.decommission.enabled              true
        %s
        """
            .formatted(
                SECRET,
                // As submit/cluster.sh chooses, because of SPARK-56227.
                SparkVersions.version(home)
                        .matches("(3\\.5\\.[2-8]|4\\.0\\.[0-3]|4\\.1\\.[0-2])\\b.*")
                    ? "AES/CTR/NoPadding"
                    : "AES/GCM/NoPadding",
                more));
    daemon("master", "org.apache.spark.deploy.master.Master", "--port", "0");
    url = await("master", URL);
    for (int i = 0; i < 2; i++) {
      String worker = "worker-" + i;
      String work = folder.resolve("work-" + i).toString();
      daemon(
          worker,
          "org.apache.spark.deploy.worker.Worker",
          "--cores",
          "1",
          "--memory",
          "2g",
          "--work-dir",
          work,
          url);
      await(worker, Pattern.compile("Successfully registered with master"));
    }
  }

  /** Returns the URL of the master. */
  String url() {
    return url;
  }

  /** Returns the SPARK_HOME of the cluster. */
  Path home() {
    return home;
  }

  /** Starts a program with the environment of this cluster. */
  Command start(String name, List<String> command) throws IOException {
    return Command.start(folder, name, environment(Map.of()), command);
  }

  /** Calls {@code submit/standalone.sh} with a user's arguments. */
  Command submit(String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("submit/standalone.sh", "--master", url));
    command.addAll(LOOPBACK);
    command.addAll(Arrays.asList(arguments));
    return Command.start(
        folder, name, environment(Map.of("LSTM_SWEEP_EVENTS", folder + "/events")), command);
  }

  /** Returns the executors that run now. */
  List<ProcessHandle> executors() {
    return daemons.stream()
        .flatMap(daemon -> daemon.process().descendants())
        .filter(
            process ->
                Arrays.stream(process.info().arguments().orElse(new String[0]))
                    .anyMatch(word -> word.endsWith("CoarseGrainedExecutorBackend")))
        .toList();
  }

  /** Returns the output of all executors. */
  String executorsPrinted() throws IOException {
    StringBuilder printed = new StringBuilder();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith("stderr") || f.endsWith("stdout")).toList()) {
        printed.append(Files.readString(file));
      }
    }
    return printed.toString();
  }

  @Override
  public void close() {
    daemons.forEach(Command::close);
    daemons.forEach(daemon -> daemon.process().onExit().join());
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(variables);
    all.putAll(more);
    all.put("SPARK_HOME", home.toString());
    all.put("SPARK_CONF_DIR", folder.resolve("conf").toString());
    return all;
  }

  private void daemon(String name, String main, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(home + "/bin/spark-class", main, "--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(Arrays.asList(arguments));
    daemons.add(Command.start(folder, name, environment(Map.of()), command));
  }

  private String await(String daemon, Pattern line) throws IOException, InterruptedException {
    Command command = daemons.get(daemons.size() - 1);
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      String printed = command.err() + command.out();
      Matcher found = line.matcher(printed);
      if (found.find()) {
        return found.group();
      }
      assertThat(System.nanoTime()).as("%s says %s: %s", daemon, line, printed).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
