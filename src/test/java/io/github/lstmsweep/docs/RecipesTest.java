package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests that {@code docs/architecture.md} names every package. */
class RecipesTest {
  private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");
  private static final Path PACKAGES = Path.of("src", "main", "java", "io", "github", "lstmsweep");

  @Test
  void theTableHasEveryPackageWithTheFirstSentenceOfItsPackageInfo() throws IOException {
    Set<String> documented =
        section("## The packages")
            .filter(line -> line.startsWith("| `"))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> packages = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PACKAGES)) {
      Set<Path> folders =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .collect(Collectors.toCollection(TreeSet::new));
      for (Path folder : folders) {
        String sentence = firstSentence(folder.resolve("package-info.java"));
        packages.add("| `" + nameOf(folder) + "` | " + sentence + " |");
      }
    }
    assertThat(difference(packages, documented)).as("rows that the table lacks").isEmpty();
    assertThat(difference(documented, packages)).as("rows of no package").isEmpty();
  }

  /** Returns the name below the root package; that of the root package itself in full. */
  private static String nameOf(Path folder) {
    return folder.equals(PACKAGES)
        ? "io.github.lstmsweep"
        : PACKAGES.relativize(folder).toString().replace(File.separatorChar, '.');
  }

  /** Returns the first sentence of a package's comment, as Markdown. */
  private static String firstSentence(Path packageInfo) throws IOException {
    String text = Files.readString(packageInfo);
    String comment =
        text.substring(text.indexOf("/**") + 3, text.indexOf("*/"))
            .replaceAll("\\s*\\n\\s*\\*\\s?", " ")
            .replaceAll("\\{@link\\s+(?:[\\w.]+\\.)?(\\w+)}", "`$1`")
            .replaceAll("\\{@code\\s+([^}]*)}", "`$1`")
            .strip();
    return comment.replaceAll("(?s)(?<=\\.)\\s.*", "");
  }

  /** Returns the lines of a section. */
  private static Stream<String> section(String heading) throws IOException {
    return Files.readAllLines(ARCHITECTURE).stream()
        .dropWhile(line -> !line.equals(heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "));
  }

  private static Set<String> difference(Set<String> all, Set<String> others) {
    Set<String> difference = new TreeSet<>(all);
    difference.removeAll(others);
    return difference;
  }
}
