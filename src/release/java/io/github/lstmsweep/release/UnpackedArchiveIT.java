package io.github.lstmsweep.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Unpacks the archive and runs it as a person without Maven does: through a link, from another
 * folder, with an empty home. {@code -Drelease.javas=DIR:DIR} names the homes of the Javas; the
 * default is that of the tests.
 */
@DisabledOnOs(OS.WINDOWS)
class UnpackedArchiveIT {
  /** The programs of the system that the script and Spark call. There is no Maven among them. */
  private static final List<String> PROGRAMS =
      List.of("bash", "dirname", "grep", "head", "locale", "readlink", "rm", "sed");

  /**
   * The only complaints: Java prints the first, which no option turns off, and a Java without the
   * module gives the second.
   */
  private static final Pattern EXPECTED =
      Pattern.compile(
          "WARNING: Using incubator modules: jdk\\.incubator\\.vector"
              + "|WARNING: training with scalar kernels, .* lacks the module"
              + " jdk\\.incubator\\.vector\\.");

  /** The digests of the models of each Java. */
  private static final Set<List<String>> MODELS = new HashSet<>();

  @TempDir static Path folder;
  private static Path archive;

  @BeforeAll
  static void unpack() throws Exception {
    assertThat(
            new ProcessBuilder("tar", "-xzf", System.getProperty("lstmsweep.archive"))
                .directory(folder.toFile())
                .start()
                .waitFor())
        .isZero();
    try (Stream<Path> files = Files.list(folder)) {
      archive = files.findFirst().orElseThrow();
    }
    Files.createSymbolicLink(folder.resolve("sweep"), archive.resolve("bin/lstm-sweep"));
  }

  static List<Path> javas() {
    String homes = System.getProperty("release.javas", "");
    return Stream.of((homes.isEmpty() ? System.getProperty("java.home") : homes).split(":"))
        .map(Path::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theQuickstartRunsAndItsTableIsRead(Path java) throws Exception {
    Person person = new Person(java);
    person.types(
        "run",
        archive.resolve("conf/quickstart.yaml").toString(),
        // A Java without the Vector API trains many times slower.
        "--set",
        "num_epochs=2",
        "--out",
        "a table");
    assertThat(person.printed()).contains("8 of 8 trials in ").contains("/a table: 8 OK");

    person.types("status", "a table");
    assertThat(person.printed().lines()).anyMatch(line -> line.matches("missing +0"));

    person.types("report", "a table");
    assertThat(person.home.resolveSibling("a table/report.html")).isNotEmptyFile();

    person.types(
        "sql", "a table", "select trial_id, parameters_sha256 from trials order by trial_id");
    List<String> models = person.printed().lines().skip(1).toList();
    assertThat(models).hasSize(8);
    MODELS.add(models);

    try (Stream<Path> files = Files.list(person.home)) {
      assertThat(files).isEmpty();
    }
  }

  /** Every Java trains the same bits. */
  @AfterAll
  static void theModelsOfAllJavasAreEqual() {
    assertThat(MODELS).hasSize(1);
  }

  @Test
  void anEngineThatTheArchiveLacksSaysHowToGetIt() throws Exception {
    Person person = new Person(javas().get(0));
    int exitCode =
        person.call(
            "run",
            archive.resolve("conf/quickstart.yaml").toString(),
            "--engine",
            "nd4j",
            "--out",
            "never");
    assertThat(exitCode).as(person.complaints()).isEqualTo(2);
    assertThat(person.complaints())
        .contains("Cannot train with the engine nd4j without ND4J")
        .contains("mvn package -Pdl4j-jar makes one of them for --jars or LSTM_SWEEP_DL4J_JAR");
    assertThat(person.home.resolveSibling("never")).doesNotExist();
  }

  /** Someone with one Java on the PATH, an empty home, and none of the developers' programs. */
  private static final class Person {
    private final Path home;
    private final Path programs;
    private final File out;
    private final File err;

    Person(Path java) throws IOException {
      Path desk = Files.createTempDirectory(folder.toRealPath(), "desk");
      home = Files.createDirectory(desk.resolve("home"));
      programs = Files.createDirectory(desk.resolve("programs"));
      out = desk.resolve("out.txt").toFile();
      err = desk.resolve("err.txt").toFile();
      offer("java", java.resolve("bin/java"));
      for (String name : PROGRAMS) {
        offer(name, onThePath(name));
      }
    }

    /** Puts a program on the PATH. A script, because JUnit warns of links that leave its folder. */
    private void offer(String name, Path program) throws IOException {
      Path script = programs.resolve(name);
      Files.writeString(script, "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onThePath(String program) {
      return Stream.of(System.getenv("PATH").split(":"))
          .map(folder -> Path.of(folder, program))
          .filter(Files::isExecutable)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + program + " on the PATH"));
    }

    /** Types a command that must succeed and complain of nothing. */
    void types(String... words) throws Exception {
      assertThat(call(words)).as(complaints()).isZero();
      assertThat(complaints().lines()).allMatch(line -> EXPECTED.matcher(line).matches());
    }

    int call(String... words) throws Exception {
      List<String> command = new ArrayList<>(List.of(folder.resolve("sweep").toString()));
      command.addAll(List.of(words));
      ProcessBuilder builder = new ProcessBuilder(command).directory(home.getParent().toFile());
      builder.environment().clear();
      builder
          .environment()
          .putAll(Map.of("HOME", home.toString(), "PATH", programs.toString(), "LC_ALL", "C"));
      return builder.redirectOutput(out).redirectError(err).start().waitFor();
    }

    String printed() throws IOException {
      return Files.readString(out.toPath(), UTF_8);
    }

    String complaints() throws IOException {
      return Files.readString(err.toPath(), UTF_8);
    }
  }
}
