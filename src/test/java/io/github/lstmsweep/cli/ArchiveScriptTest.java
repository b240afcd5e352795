package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code bin/lstm-sweep} in a folder like an unpacked archive, with a Java that prints its
 * arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class ArchiveScriptTest {
  @TempDir Path folder;
  private LocalProject project;
  private Path archive;

  @BeforeEach
  void unpack() throws IOException {
    project = new LocalProject(folder).built();
    archive = Files.createDirectory(folder.resolve("an archive"));
    Files.createDirectories(archive.resolve("bin"));
    Files.copy(Path.of("src/assembly/lstm-sweep"), script());
    Files.setPosixFilePermissions(script(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(archive.resolve("submit"));
    try (Stream<Path> files = Files.list(Path.of("submit"))) {
      for (Path file : files.toList()) {
        Files.copy(file, archive.resolve("submit").resolve(file.getFileName()));
      }
    }
    Files.createDirectories(archive.resolve("lib/spark"));
    Files.createFile(jar());
  }

  @Test
  void theClassPathIsTheJarAndSpark() throws Exception {
    List<String> started = started("run", "a spec.yaml");
    assertThat(started.get(started.indexOf("-cp") + 1))
        .isEqualTo(jar().toRealPath() + ":" + archive.toRealPath() + "/lib/spark/*");
    assertThat(started)
        .contains("-Dlstmsweep.command=" + script(), "-Dlstmsweep.project=" + archive.toRealPath())
        .endsWith("io.github.lstmsweep.cli.Main", "run", "a spec.yaml");
  }

  @Test
  void javaGetsTheOptionsThatTheProjectGivesIt() throws Exception {
    project.set("LSTM_SWEEP_MEMORY", "700m");
    project.set("LSTM_SWEEP_MASTER", "local[3]");
    List<String> ofArchive = started("plan");
    List<String> ofProject = project.start("plan").out();
    assertThat(ofArchive).hasSameSizeAs(ofProject).contains("-Xmx700m", "-Dspark.master=local[3]");
    for (int i = 0; i < ofArchive.indexOf("-cp"); i++) {
      assertThat(
              ofArchive
                  .get(i)
                  .replace(script().toString(), project.script().toString())
                  .replace(archive.toRealPath().toString(), project.root().toRealPath().toString()))
          .isEqualTo(ofProject.get(i));
    }
  }

  @Test
  void itStartsFromEveryFolderAndThroughLinksWithoutAHome() throws Exception {
    Files.createDirectories(folder.resolve("bin/further"));
    Files.createSymbolicLink(folder.resolve("bin/sweep"), script());
    Files.createSymbolicLink(folder.resolve("bin/further/sweep"), Path.of("../sweep"));
    project.set("CDPATH", archive + ":" + folder);
    project.set("HOME", null);
    for (String command :
        List.of("an archive/bin/lstm-sweep", "./bin/sweep", "bin/further/sweep")) {
      Shell shell = project.call(List.of(command, "plan"));
      assertThat(shell.err()).as(command).isEmpty();
      assertThat(shell.out()).as(command).endsWith("io.github.lstmsweep.cli.Main", "plan");
    }
  }

  @Test
  void itNeedsNoCompilerAndNoMaven() throws Exception {
    project.set("JAVA_HOME", project.java("a jre", LocalProject.JAVA).toString());
    Files.delete(folder.resolve("a jre/bin/javac"));
    project.program("mvn", "#!/bin/sh\necho 'no Maven here' >&2\nexit 1\n");
    assertThat(started("plan")).endsWith("plan");
  }

  @Test
  void aMissingJavaIsNamed() throws Exception {
    project.set("JAVA_HOME", "/no such java");
    refused(
        "Cannot start /no such java/bin/java: there is no such program. Set JAVA_HOME to a Java 17"
            + " or newer, or unset it to take the java on the PATH.",
        "plan");
  }

  @Test
  void theJarOfDl4jIsOnTheClassPathOfTheCommandsThatNeedIt() throws Exception {
    Path dl4j = Files.createFile(folder.resolve("a dl4j.jar"));
    project.set("LSTM_SWEEP_DL4J_JAR", dl4j.toString());
    List<String> rescoring = started("verify", "out", "--rescore", "3");
    assertThat(rescoring.get(rescoring.indexOf("-cp") + 1)).endsWith("/lib/spark/*:" + dl4j);
    assertThat(started("verify", "out", "--sample", "3")).noneMatch(word -> word.contains("dl4j"));
  }

  @Test
  void aJarOfDl4jThatIsNotThereIsNamed() throws Exception {
    project.set("LSTM_SWEEP_DL4J_JAR", "/none.jar");
    refused(
        "Cannot set LSTM_SWEEP_DL4J_JAR to /none.jar: must be the jar of 'mvn package -Pdl4j-jar',"
            + " and there is no such file.",
        "run",
        "a spec.yaml",
        "--engine=nd4j");
  }

  @Test
  void anArchiveWithoutItsJarIsIncomplete() throws Exception {
    Files.delete(jar());
    refused(
        "Cannot find "
            + archive.toRealPath()
            + "/lib/lstm-sweep-….jar: must be in the unpacked archive. Unpack it again.",
        "plan");
  }

  private Path script() {
    return archive.resolve("bin/lstm-sweep");
  }

  private Path jar() {
    return archive.resolve("lib/lstm-sweep-1.jar");
  }

  private List<String> started(String... arguments) throws Exception {
    Shell shell = call(arguments);
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exitCode()).isZero();
    return shell.out();
  }

  private void refused(String message, String... arguments) throws Exception {
    Shell shell = call(arguments);
    assertThat(shell.err()).containsExactly("lstm-sweep: " + message);
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  private Shell call(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    return project.call(command);
  }
}
