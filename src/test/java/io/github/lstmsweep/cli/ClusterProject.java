package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of the built project with fakes: a spark-submit that prints its arguments, and a master
 * that answers.
 */
final class ClusterProject implements AutoCloseable {
  /** The scripts of the cluster managers. */
  static final List<String> SCRIPTS = List.of("standalone", "yarn", "kubernetes");

  /** An entry that the jar contains only if the libraries are in it. */
  static final String WHOLE = "io/github/lstmsweep/shaded/picocli/CommandLine.class";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final Path root;
  private final ServerSocket master;

  /**
   * Copies the project into a folder of {@code folder}, which is the working directory of the
   * scripts.
   */
  ClusterProject(Path folder) throws IOException {
    this.folder = folder;
    root = Files.createDirectories(folder.resolve("a project"));
    for (String name : List.of("submit", "conf", "target")) {
      Files.createDirectories(root.resolve(name));
    }
    for (String files : List.of("submit", "conf")) {
      try (var all = Files.list(Path.of(files))) {
        for (Path file : all.toList()) {
          Files.copy(file, root.resolve(files).resolve(file.getFileName()));
        }
      }
    }
    pom("1");
    jar("lstm-sweep-1.jar");
    set("SPARK_HOME", spark("a spark", "3.5.9").toString());
    set("HADOOP_CONF_DIR", folder.toString());
    set("YARN_CONF_DIR", null);
    set("SPARK_CONF_DIR", null);
    set("https_proxy", null);
    set("HTTPS_PROXY", null);
    Files.createFile(folder.resolve("yarn-site.xml"));
    master = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Returns the folder in which the scripts are called. */
  Path folder() {
    return folder;
  }

  /** Returns the folder of the project. */
  Path root() {
    return root;
  }

  /** Sets a variable of the environment; null removes it. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Writes a pom with this version. */
  void pom(String version) throws IOException {
    Files.writeString(
        root.resolve("pom.xml"),
        """
        <project>
          <artifactId>lstm-sweep</artifactId>
          <version>%s</version>
          <properties><other.version>7</other.version></properties>
        </project>
        """
            .formatted(version));
  }

  /** Writes a jar into {@code target/}, as Maven does. */
  Path jar(String name) throws IOException {
    return Files.writeString(root.resolve("target").resolve(name), "PK " + WHOLE + " " + name);
  }

  /** Makes the project look like an unpacked archive, which has this jar and no pom. */
  void archive(String jar) throws IOException {
    Files.delete(root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("lib"));
    Files.move(root.resolve("target/lstm-sweep-1.jar"), root.resolve("lib").resolve(jar));
    Files.delete(root.resolve("target"));
  }

  /** Makes a SPARK_HOME with this version. */
  Path spark(String name, String version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("jars/spark-core_2.13-" + version + ".jar"));
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  /** Writes Spark's own settings, which no command line shows. */
  void defaults(String text) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("a conf"));
    Files.writeString(conf.resolve("spark-defaults.conf"), text);
    set("SPARK_CONF_DIR", conf.toString());
  }

  /** Returns the URL of the master that answers. */
  String url() {
    return "spark://127.0.0.1:" + port();
  }

  int port() {
    return master.getLocalPort();
  }

  String script(String name) {
    return root.resolve("submit/" + name + ".sh").toString();
  }

  /** Returns the arguments of spark-submit. A master and an image are added if none is named. */
  List<String> started(String name, String... arguments) throws Exception {
    Shell shell = startOnCluster(name, arguments);
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    return shell.out();
  }

  /** Calls a script with a master, and with an image if it needs one. */
  Shell startOnCluster(String name, String... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    if (!List.of(arguments).contains("--master") && !name.equals("yarn")) {
      all.add("--master");
      all.add(name.equals("standalone") ? url() : url().replace("spark://", "k8s://https://"));
    }
    if (name.equals("kubernetes")) {
      all.addAll(List.of("--conf", "spark.kubernetes.container.image=an/image"));
    }
    all.addAll(List.of(arguments));
    return start(name, all.toArray(String[]::new));
  }

  /** Returns the jar in the arguments of spark-submit. */
  static Path jarOf(List<String> started) {
    return Path.of(started.get(started.indexOf("io.github.lstmsweep.cli.Main") + 1));
  }

  void refused(String message, String name, String... arguments) throws Exception {
    Shell shell = start(name, arguments);
    assertThat(shell.err()).containsExactly("lstm-sweep: " + message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  Shell start(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script(name)));
    command.addAll(List.of(arguments));
    return call(command);
  }

  /** Calls a command and waits for its end. */
  Shell call(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("LSTM_SWEEP_"));
    environment.forEach(
        (key, value) -> {
          if (value == null) {
            builder.environment().remove(key);
          } else {
            builder.environment().put(key, value);
          }
        });
    int exitCode = builder.start().waitFor();
    return new Shell(exitCode, Files.readAllLines(out), Files.readAllLines(err));
  }

  @Override
  public void close() throws IOException {
    master.close();
  }
}
