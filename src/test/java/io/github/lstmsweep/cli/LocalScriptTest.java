package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code submit/local.sh} in a copy of the project that is built already, with a Java that prints
 * what it was started with.
 */
@DisabledOnOs(OS.WINDOWS)
class LocalScriptTest {
  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then
        echo 'openjdk version "17.0.1" 2021-10-19' >&2
      else
        printf '%s\\n' "$@"
      fi
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path root;
  private Path script;

  @BeforeEach
  void copyTheScriptIntoABuiltProject() throws IOException {
    root = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(root.resolve("src/main"));
    Files.copy(Path.of("pom.xml"), root.resolve("pom.xml"));
    Files.createDirectories(root.resolve("target"));
    Path library = Files.createFile(folder.resolve("a library.jar"));
    Files.writeString(root.resolve("target/class-path.txt"), library + ":/another.jar");
    Files.writeString(root.resolve("target/dl4j-class-path.txt"), "/dl4j.jar:/native.jar");
    Files.createFile(root.resolve("target/lstm-sweep-1.jar"));
    Files.createDirectories(root.resolve("submit"));
    script = Files.copy(Path.of("submit/local.sh"), root.resolve("submit/local.sh"));
    environment.put("JAVA_HOME", java("a jdk", JAVA).toString());
  }

  @Test
  void blanksInPathsAndArgumentsStayTogether() throws Exception {
    Shell shell = start(script.toString(), "run", "a spec.yaml");
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(0);
    assertThat(shell.out())
        .startsWith("-Xmx2g", "--add-modules", "jdk.incubator.vector")
        .contains("-Dlstmsweep.command=" + script, "-Dlstmsweep.terminal=false")
        .containsSubsequence(
            "-cp",
            root.toRealPath()
                + "/target/lstm-sweep-1.jar:"
                + folder.resolve("a library.jar")
                + ":/another.jar",
            "io.github.lstmsweep.cli.Main",
            "run",
            "a spec.yaml");
  }

  @ParameterizedTest
  @CsvSource({
    "--rescore,true",
    "--rescore=3,true",
    "--sample,false",
    "rescore,false",
    "dl4j,true",
    "--format=dl4j,true",
    "raw,false"
  })
  void dl4jIsOnTheClassPathOfRescoringAlone(String argument, boolean dl4j) throws Exception {
    Shell shell = start(script.toString(), "verify", "out", argument);
    assertThat(shell.exitCode()).isEqualTo(0);
    String classPath = shell.out().get(shell.out().indexOf("-cp") + 1);
    assertThat(classPath.endsWith(":/another.jar:/dl4j.jar:/native.jar")).isEqualTo(dl4j);
    assertThat(classPath.contains("dl4j.jar")).isEqualTo(dl4j);
  }

  @Test
  void itStartsFromEveryFolderAndThroughLinks() throws Exception {
    Files.createDirectories(folder.resolve("bin/further"));
    Files.createSymbolicLink(folder.resolve("bin/sweep"), script);
    Files.createSymbolicLink(folder.resolve("bin/further/sweep"), Path.of("../sweep"));
    environment.put("CDPATH", root + ":" + folder);
    for (String command :
        List.of("a project/submit/local.sh", "./bin/sweep", "bin/further/sweep")) {
      Shell shell = start(command, "plan");
      assertThat(shell.err()).as(command).isEmpty();
      assertThat(shell.out()).as(command).endsWith("io.github.lstmsweep.cli.Main", "plan");
    }
  }

  @Test
  void itNeedsNoHome() throws Exception {
    environment.put("HOME", null);
    assertThat(start(script.toString(), "plan").exitCode()).isEqualTo(0);
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    environment.put("JAVA_HOME", "/no such jdk");
    refused(
        "Cannot start /no such jdk/bin/java: there is no such program. Set JAVA_HOME to a JDK 17,"
            + " or unset it to take the java on the PATH.");
  }

  @Test
  void aJavaThatFailsIsToldWithWhatItSays() throws Exception {
    Path home = java("broken", "#!/bin/sh\necho Boom\nexit 3\n");
    environment.put("JAVA_HOME", home.toString());
    refused(
        "Cannot start "
            + home
            + "/bin/java: it ends with an error (Boom). Set JAVA_HOME to a JDK 17, or unset it to"
            + " take the java on the PATH.");
  }

  @Test
  void aJavaThatIsTooOldIsRefused() throws Exception {
    Path home = java("old", "#!/bin/sh\necho 'java version \"1.8.0_402\"' >&2\n");
    environment.put("JAVA_HOME", home.toString());
    refused(
        "Cannot use Java 8 ("
            + home
            + "/bin/java): must be 17 or newer. Set JAVA_HOME to a JDK 17, or unset it to take the"
            + " java on the PATH.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lots", "-1g", "2 g", "0", "2gb"})
  void aMemoryThatIsNoSizeIsRefused(String memory) throws Exception {
    environment.put("LSTM_SWEEP_MEMORY", memory);
    refused(
        "Cannot set LSTM_SWEEP_MEMORY to "
            + memory
            + ": must be a size of the Java heap, such as 800m or 2g.");
  }

  private void refused(String message) throws Exception {
    Shell shell = start(script.toString(), "plan");
    assertThat(shell.err()).containsExactly("lstm-sweep: " + message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  private Path java(String home, String text) throws IOException {
    Path bin = Files.createDirectories(folder.resolve(home).resolve("bin"));
    Files.writeString(bin.resolve("java"), text);
    Files.setPosixFilePermissions(
        bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin.getParent();
  }

  private Shell start(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
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
    int exitCode = builder.start().waitFor();
    return new Shell(exitCode, Files.readAllLines(out), Files.readAllLines(err));
  }
}
