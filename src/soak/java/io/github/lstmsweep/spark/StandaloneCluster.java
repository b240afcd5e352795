package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spark's standalone cluster: a master and workers of one core, each in its own process. All are
 * started from the tests' class path. The workers start executors, which are processes too.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final Path folder;
  private final List<String> hosts;
  private final Process master;
  private final String url;
  private final List<Process> workers = new ArrayList<>();
  private int drivers;

  /** Starts a cluster with two workers on one machine, as Spark sees it. */
  StandaloneCluster(Path folder) throws IOException, InterruptedException {
    this(folder, List.of(HOST, HOST));
  }

  /**
   * Starts a cluster with a worker for each of {@code hosts}.
   *
   * @param hosts names of loopback; Spark takes different names for different machines
   */
  StandaloneCluster(Path folder, List<String> hosts) throws IOException, InterruptedException {
    this.folder = folder;
    this.hosts = hosts;
    Files.createDirectories(folder.resolve("home/jars"));
    master =
        start("master.log", "org.apache.spark.deploy.master.Master", "--port", "0", "--host", HOST);
    url = await("master.log", URL);
    for (int i = 0; i < hosts.size(); i++) {
      workers.add(startWorker(i));
    }
    for (int i = 0; i < hosts.size(); i++) {
      await("worker-" + i + ".log", Pattern.compile("Successfully registered with master"));
    }
  }

  /** Returns the URL for {@code spark.master}. */
  String url() {
    return url;
  }

  /** Returns the folder with the output of all processes. */
  Path folder() {
    return folder;
  }

  Process worker(int which) {
    return workers.get(which);
  }

  int workers() {
    return hosts.size();
  }

  /** Starts a killed worker again. */
  void restartWorker(int which) throws IOException {
    assertThat(workers.get(which).isAlive()).as("worker %d", which).isFalse();
    workers.set(which, startWorker(which));
  }

  /** Starts a class with a driver in its own process. */
  Process startDriver(Map<String, String> settings, String main, String... arguments)
      throws IOException {
    Map<String, String> all = new TreeMap<>();
    all.put("spark.master", url);
    all.put("spark.driver.host", "127.0.0.1");
    all.put("spark.driver.bindAddress", "127.0.0.1");
    all.put("spark.ui.enabled", "false");
    all.put("spark.executor.memory", "512m");
    all.put("spark.executor.cores", "1");
    all.put("spark.executor.extraClassPath", JavaProcess.classPath());
    all.put("spark.executor.extraJavaOptions", String.join(" ", JavaProcess.OPTIONS));
    all.put("spark.sql.warehouse.dir", folder.resolve("warehouse").toUri().toString());
    all.putAll(settings);
    List<String> options = new ArrayList<>(List.of("-Xmx512m"));
    all.forEach((key, value) -> options.add("-D" + key + "=" + value));
    List<String> mainAndArguments = new ArrayList<>(List.of(main));
    mainAndArguments.addAll(List.of(arguments));
    drivers++;
    return JavaProcess.start(lastDriverLog(), environment(), options, mainAndArguments);
  }

  /** Returns the output of all executors. */
  String executorsPrinted() throws IOException {
    return read("stdout");
  }

  /**
   * Waits until a process has printed a line.
   *
   * @param line pattern of the line; its group 1 is the process
   */
  void awaitPrinted(Pattern line, long pid) throws IOException, InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (line.matcher(executorsPrinted())
        .results()
        .noneMatch(found -> found.group(1).equals("" + pid))) {
      assertThat(System.nanoTime()).as("process %d prints %s", pid, line).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Returns the logs of all executors. */
  String executorsLogged() throws IOException {
    return read("stderr");
  }

  private String read(String name) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder, 4)) {
      for (Path file : files.filter(f -> f.endsWith(name)).toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  /** Returns the file with the output of the driver that was started last. */
  Path lastDriverLog() {
    return folder.resolve("driver-" + drivers + ".log");
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    // Executors first, because a stopped process receives no other signal.
    all.stream().flatMap(p -> p.descendants()).forEach(ProcessHandle::destroyForcibly);
    all.forEach(Process::destroyForcibly);
    for (Process process : all) {
      process.onExit().join();
    }
  }

  private Process startWorker(int which) throws IOException {
    return start(
        "worker-" + which + ".log",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        hosts.get(which),
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve("work-" + which).toString(),
        url);
  }

  private Process start(String log, String... mainAndArguments) throws IOException {
    return JavaProcess.start(
        folder.resolve(log), environment(), List.of("-Xmx128m"), List.of(mainAndArguments));
  }

  private Map<String, String> environment() {
    return Map.of("SPARK_HOME", folder.resolve("home").toString(), "SPARK_SCALA_VERSION", "2.13");
  }

  private String await(String log, Pattern line) throws IOException, InterruptedException {
    Path file = folder.resolve(log);
    long end = System.nanoTime() + START.toNanos();
    while (true) {
      String printed = Files.exists(file) ? Files.readString(file) : "";
      Matcher found = line.matcher(printed);
      if (found.find()) {
        return found.group();
      }
      assertThat(System.nanoTime()).as("%s says %s: %s", log, line, printed).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
