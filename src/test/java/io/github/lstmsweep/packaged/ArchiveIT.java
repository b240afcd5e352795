package io.github.lstmsweep.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests what is in the archive, without unpacking it. The profile release unpacks and runs it. */
@DisabledOnOs(OS.WINDOWS)
@DisabledIfSystemProperty(named = "archive.skip", matches = ".*", disabledReason = "there is none")
class ArchiveIT {
  private static final Path ARCHIVE = Path.of(System.getProperty("lstmsweep.archive"));

  /** The mode of each file by its name in the archive, such as {@code -rw-r--r--}. */
  private static final Map<String, String> MODES = new LinkedHashMap<>();

  @BeforeAll
  static void list() throws Exception {
    Process tar = new ProcessBuilder("tar", "-tvzf", ARCHIVE.toString()).start();
    String listed = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tar.waitFor()).isZero();
    for (String line : listed.lines().toList()) {
      String name = line.substring(line.indexOf("lstm-sweep-"));
      if (!name.endsWith("/")) {
        String inRoot = name.substring(name.indexOf('/') + 1);
        assertThat(MODES.put(inRoot, line.substring(0, 10))).as("%s twice", inRoot).isNull();
      }
    }
  }

  @Test
  void itsLibrariesAreTheOneJarAndTheClassPathOfTheProject() throws IOException {
    String jar = System.getProperty("lstmsweep.jar");
    Set<String> expected =
        libraries().map(file -> "lib/spark/" + file.getFileName()).collect(Collectors.toSet());
    expected.add("lib/" + Path.of(jar).getFileName());
    assertThat(MODES.keySet().stream().filter(name -> name.startsWith("lib/")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void itHasWhatAPersonNeeds() {
    assertThat(MODES)
        .containsKeys(
            "README.md",
            "CHANGELOG.md",
            "LICENSE",
            "conf/quickstart.yaml",
            "conf/spark-cluster.conf",
            "docs/table.md",
            "licenses/THIRD-PARTY.txt")
        .doesNotContainKeys("pom.xml", "submit/local.sh", "submit/bench.sh");
  }

  @Test
  void programsCanBeStartedAndNothingElse() {
    List<String> programs =
        List.of(
            "bin/lstm-sweep",
            "submit/gpus.sh",
            "submit/kubernetes.sh",
            "submit/standalone.sh",
            "submit/yarn.sh");
    assertThat(MODES.keySet()).containsAll(programs);
    MODES.forEach(
        (name, mode) ->
            assertThat(mode)
                .as(name)
                .isEqualTo(programs.contains(name) ? "-rwxr-xr-x" : "-rw-r--r--"));
  }

  /** Each script reads its parts with {@code source}, from the folder submit. */
  @Test
  void theScriptsHaveAllTheirParts() throws IOException {
    List<String> scripts =
        MODES.keySet().stream()
            .filter(name -> name.matches("submit/.*\\.sh|bin/lstm-sweep"))
            .toList();
    for (String name : scripts) {
      Path file = Path.of(name.replace("bin/", "src/assembly/"));
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("source ")) {
          String part = line.replaceAll("^.*/|\"$", "");
          assertThat(MODES).as(line).containsKey("submit/" + part);
        }
      }
    }
    assertThat(scripts).hasSizeGreaterThan(10);
    assertThat(MODES).containsKey("submit/java-options.txt");
  }

  @Test
  void everyLibraryIsListedWithItsLicence() throws IOException {
    String listed = Files.readString(Path.of("target/third-party/THIRD-PARTY.txt"));
    assertThat(listed).doesNotContain("Unknown license", "nd4j");
    for (Path file : libraries().toList()) {
      assertThat(listed).contains(artifact(file));
    }
    assertThat(listed)
        .contains("info.picocli:picocli:", "org.owasp.encoder:encoder:", "org.yaml:snakeyaml:")
        .contains("org.lwjgl:lwjgl:", "org.lwjgl:lwjgl-opencl:");
  }

  @Test
  void everyLicenceHasItsText() throws IOException {
    List<String> listed = Files.readAllLines(Path.of("target/third-party/THIRD-PARTY.txt"));
    assertThat(MODES).containsKeys("LICENSE", "licenses/EPL-2.0.txt", "licenses/lwjgl.txt");
    for (Path file : libraries().toList()) {
      String folder = "licenses/" + file.getFileName().toString().replaceAll("\\.jar$", "-jar/");
      String text = "licenses/" + file.getParent().getParent().getFileName() + ".txt";
      String licence =
          listed.stream().filter(line -> line.contains(artifact(file))).findFirst().orElseThrow();
      assertThat(
              MODES.containsKey(text)
                  || licence.matches(" *\\((The )?Apache[ -].*")
                  || licence.matches(".*\\((EPL|Eclipse Public License).*")
                  || MODES.keySet().stream().anyMatch(name -> name.startsWith(folder)))
          .as(licence)
          .isTrue();
    }
  }

  /** Returns {@code :artifact:version}, from the file's place in Maven's repository. */
  private static String artifact(Path file) {
    return ":" + file.getParent().getParent().getFileName() + ":" + version(file) + " ";
  }

  private static String version(Path file) {
    return file.getParent().getFileName().toString();
  }

  /** Returns the files of Spark and its libraries in Maven's repository. */
  private static Stream<Path> libraries() throws IOException {
    return Arrays.stream(Files.readString(Path.of("target/class-path.txt")).strip().split(":"))
        .map(Path::of);
  }
}
