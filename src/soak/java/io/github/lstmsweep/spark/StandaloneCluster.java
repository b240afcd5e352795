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

/**
 * Spark's standalone cluster: a master and two workers of one core, each a process of its own,
 * started from the tests' class path; the workers start executors, which are processes too.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

  private final Path folder;
  private final Process master;
  private final String url;
  private final List<Process> workers = new ArrayList<>();
  private int drivers;

  StandaloneCluster(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("home/jars"));
    master =
        start(
            "master.log",
            "org.apache.spark.deploy.master.Master",
            "--port",
            "0",
            "--host",
            "127.0.0.1");
    url = await("master.log", URL);
    for (int i = 0; i < WORKERS; i++) {
      workers.add(startWorker(i));
    }
    for (int i = 0; i < WORKERS; i++) {
      await("worker-" + i + ".log", Pattern.compile("Successfully registered with master"));
    }
  }

  /** Its {@code spark.master}. */
  String url() {
    return url;
  }

  /** Where everything prints to. */
  Path folder() {
    return folder;
  }

  Process worker(int which) {
    return workers.get(which);
  }

  int workers() {
    return WORKERS;
  }

  /** Starts a worker again that was killed. */
  void restartWorker(int which) throws IOException {
    assertThat(workers.get(which).isAlive()).as("worker %d", which).isFalse();
    workers.set(which, startWorker(which));
  }

  /** Starts a class with a driver in it, in a process of its own. */
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

  /** What the last driver that was started prints to. */
  Path lastDriverLog() {
    return folder.resolve("driver-" + drivers + ".log");
  }

  @Override
  public void close() {
    List<Process> all = new ArrayList<>(workers);
    all.add(master);
    // Executors first: what was stopped hears no other signal.
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
        "127.0.0.1",
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
    return Map.of("SPARK_HOME", folder.resolve("home").toString(), "SPARK_SCALA_VERSION", "2.12");
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
