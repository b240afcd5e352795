package io.github.lstmsweep.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that {@code submit/local.sh} takes for the project, with a program that stands in for
 * Java. A test may add one that stands in for Maven.
 */
final class LocalProject {
  /** Prints its version or its arguments. */
  static final String JAVA =
      """
      #!/bin/sh
      if [ "${*##* }" = -version ]; then
        echo 'openjdk version "17.0.1" 2021-10-19' >&2
      else
        printf '%s\\n' "$@"
      fi
      """;

  /** Programs of every system that the script may call before it builds. */
  private static final List<String> SYSTEM =
      List.of(
          "bash",
          "cat",
          "cut",
          "date",
          "dirname",
          "env",
          "find",
          "grep",
          "head",
          "locale",
          "mkdir",
          "ps",
          "readlink",
          "rm",
          "rmdir",
          "sed",
          "sh",
          "sleep",
          "tr");

  private final Path folder;
  private final Path root;
  private final String version;
  private final Map<String, String> environment = new HashMap<>();
  private String path = System.getenv("PATH");
  private int starts;

  /** Copies the pom and the scripts into a folder of {@code folder}. No source is there. */
  LocalProject(Path folder) throws IOException {
    this.folder = folder;
    root = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(root.resolve("src/main"));
    Files.copy(Path.of("pom.xml"), root.resolve("pom.xml"));
    Matcher own =
        Pattern.compile("<artifactId>lstm-sweep</artifactId>\\s*<version>(.*)</version>")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(own.find()).isTrue();
    version = own.group(1);
    Files.createDirectories(root.resolve("submit"));
    try (var scripts = Files.list(Path.of("submit"))) {
      for (Path file : scripts.toList()) {
        Files.copy(file, root.resolve("submit").resolve(file.getFileName()));
      }
    }
    Path link = Files.createDirectories(root.resolve("bin")).resolve("lstm-sweep");
    Files.copy(Path.of("bin/lstm-sweep"), link, LinkOption.NOFOLLOW_LINKS);
    set("JAVA_HOME", java("a jdk", JAVA).toString());
  }

  /** Writes into {@code target/} the files that Maven leaves there. */
  LocalProject built() throws IOException {
    Files.createDirectories(root.resolve("target"));
    Path library = Files.writeString(folder.resolve("a library.jar"), "");
    Files.writeString(root.resolve("target/class-path.txt"), library + ":/another.jar");
    Path dl4j = Files.writeString(folder.resolve("dl4j.jar"), "");
    Files.writeString(root.resolve("target/dl4j-class-path.txt"), dl4j + ":/native.jar");
    Files.writeString(made(), "PK " + ClusterProject.WHOLE);
    return this;
  }

  /** Returns the folder that contains everything and in which the scripts are called. */
  Path folder() {
    return folder;
  }

  /** Returns the folder of the project. */
  Path root() {
    return root;
  }

  /** Returns the jar that Maven writes. */
  Path made() {
    return root.resolve("target/lstm-sweep-" + version + ".jar");
  }

  /** Returns the script. */
  Path script() {
    return root.resolve("submit/local.sh");
  }

  /** Sets a variable of the environment; null removes it. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Makes a JDK whose java is the script {@code text}. */
  Path java(String home, String text) throws IOException {
    Path bin = Files.createDirectories(folder.resolve(home).resolve("bin"));
    program(bin.resolve("java"), text);
    program(bin.resolve("javac"), "#!/bin/sh\n");
    return bin.getParent();
  }

  /** Puts a program before those on the PATH. */
  void program(String name, String text) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("programs"));
    program(bin.resolve(name), text);
    set("PATH", bin.toString().equals(path) ? path : bin + ":" + path);
  }

  /** Takes all programs off the PATH but those that every system has. */
  void onlyTheSystemsPrograms() throws IOException {
    path = Files.createDirectories(folder.resolve("programs")).toString();
    for (String name : SYSTEM) {
      for (Path bin : List.of(Path.of("/bin"), Path.of("/usr/bin"))) {
        if (Files.exists(bin.resolve(name))) {
          program(name, "#!/bin/sh\nexec " + bin.resolve(name) + " \"$@\"\n");
        }
      }
    }
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Calls the script and waits for its end. */
  Shell start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    return call(command);
  }

  /** Calls a command and waits for its end. */
  Shell call(List<String> command) throws Exception {
    return begin(command).end();
  }

  /** Calls the script without waiting. */
  Started begin() throws IOException {
    return begin(List.of(script().toString(), "plan"));
  }

  private Started begin(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out-" + starts + ".txt");
    Path err = folder.resolve("err-" + starts++ + ".txt");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LSTM_SWEEP_"));
    environment.forEach(
        (name, value) -> {
          if (value == null) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return new Started(builder.start(), out, err);
  }

  /**
   * A running script.
   *
   * @param process the script, and then the program that replaces it
   * @param out its standard output
   * @param err its standard error
   */
  record Started(Process process, Path out, Path err) {
    Shell end() throws Exception {
      int exitCode = process.waitFor();
      return new Shell(exitCode, Files.readAllLines(out, UTF_8), Files.readAllLines(err, UTF_8));
    }
  }
}
