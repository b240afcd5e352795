package io.github.lstmsweep.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;

/** Tests the files that the profile release makes. */
class ReleaseFilesIT {
  private static final Path JAR = Path.of(System.getProperty("lstmsweep.jar"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".jar",
        "-thin.jar",
        "-sources.jar",
        "-javadoc.jar",
        "-bin.tar.gz",
        "-cyclonedx.json",
        "-cyclonedx.xml"
      })
  void everyFileHasItsDigests(String ending) throws Exception {
    Path file = released(ending);
    for (String algorithm : List.of("SHA-256", "SHA-512")) {
      String digest =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
      assertThat(released(ending + "." + algorithm.replace("SHA-", "sha")))
          .content()
          .isEqualToIgnoringNewLines(digest + " *" + file.getFileName());
    }
  }

  @Test
  void theThinJarHasOurClassesAlone() throws IOException {
    assertThat(names(released("-thin.jar")))
        .contains("io/github/lstmsweep/cli/Main.class")
        .allMatch(name -> name.startsWith("io/github/lstmsweep/") || name.startsWith("META-INF/"))
        .noneMatch(name -> name.contains("/shaded/"));
  }

  @Test
  void sourcesAndDocumentationAreOfTheApi() throws IOException {
    assertThat(names(released("-sources.jar")))
        .contains("io/github/lstmsweep/api/Sweep.java")
        .allMatch(name -> name.startsWith("io/github/lstmsweep/") || name.startsWith("META-INF/"));
    assertThat(names(released("-javadoc.jar"))).contains("io/github/lstmsweep/api/Sweep.html");
  }

  @Test
  void theBillOfMaterialsHasEveryLibraryOfTheArchive() throws IOException {
    JsonNode bill = new ObjectMapper().readTree(released("-cyclonedx.json").toFile());
    Set<String> listed =
        bill.get("components").findValuesAsText("purl").stream()
            .map(purl -> purl.replaceAll("^pkg:maven/[^/]*/|\\?.*$", ""))
            .collect(Collectors.toSet());
    List<String> libraries =
        Arrays.stream(Files.readString(Path.of("target/class-path.txt")).strip().split(":"))
            .map(file -> Path.of(file).getParent())
            .map(folder -> folder.getParent().getFileName() + "@" + folder.getFileName())
            .toList();
    assertThat(listed).containsAll(libraries).hasSizeGreaterThan(libraries.size());
    assertThat(bill.get("bomFormat").asText()).isEqualTo("CycloneDX");
    // It would differ between two builds.
    assertThat(bill.get("metadata").has("timestamp")).isFalse();
  }

  /** The elements that Maven Central asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupId",
        "artifactId",
        "version",
        "name",
        "description",
        "url",
        "licenses/license/name",
        "licenses/license/url",
        "developers/developer/name",
        "developers/developer/organization",
        "developers/developer/organizationUrl",
        "scm/connection",
        "scm/developerConnection",
        "scm/url"
      })
  void thePomHasWhatMavenCentralAsksFor(String path) throws Exception {
    Node node =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Path.of("pom.xml").toFile())
            .getDocumentElement();
    for (String name : path.split("/", -1)) {
      node = child(node, name);
    }
    assertThat(node.getTextContent()).isNotBlank();
  }

  private static Node child(Node parent, String name) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child;
      }
    }
    throw new AssertionError("no " + name + " in " + parent.getNodeName());
  }

  private static Path released(String ending) {
    return JAR.resolveSibling(JAR.getFileName().toString().replaceAll("\\.jar$", "") + ending);
  }

  private static Set<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        Stream<? extends ZipEntry> entries = file.stream()) {
      return entries
          .map(ZipEntry::getName)
          .filter(name -> !name.endsWith("/"))
          .collect(Collectors.toSet());
    }
  }
}
