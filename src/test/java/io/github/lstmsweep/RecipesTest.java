package io.github.lstmsweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that {@code CONTRIBUTING.md} and {@code docs/architecture.md} name files that exist, and
 * every package.
 */
class RecipesTest {
  private static final Path ARCHITECTURE = Path.of("docs", "architecture.md");
  private static final List<Path> PAGES = List.of(Path.of("CONTRIBUTING.md"), ARCHITECTURE);
  private static final Path PACKAGES = Path.of("src", "main", "java", "io", "github", "lstmsweep");

  /** A link in the text: its words, its target. */
  private static final Pattern INLINE = Pattern.compile("\\[([^\\]]+)\\]\\(([^)\\s]+)\\)");

  /** The target of a name, on a line of its own. */
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[`([^`]+)`\\]: (\\S+)$");

  /** A name that is a link by its definition. */
  private static final Pattern REFERENCE = Pattern.compile("(?m)\\[`([^`]+)`\\](?!\\(|: \\S+$)");

  private static final Pattern JAVA_FILE = Pattern.compile("`([\\w-]+\\.java)`");

  @Test
  void everyLinkLeadsToAFileAndToAHeadingOfIt() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : PAGES) {
      List<String> targets =
          Stream.of(INLINE, DEFINITION)
              .flatMap(pattern -> matches(pattern, page))
              .map(link -> link.group(2))
              .filter(target -> !target.contains("://"))
              .toList();
      assertThat(targets).as("links of %s", page).isNotEmpty();
      for (String target : targets) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.toAbsolutePath().resolveSibling(parts[0]);
        if (!Files.exists(file) || (parts.length > 1 && !anchors(file).contains(parts[1]))) {
          broken.add(page + " links to " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyNameInBracketsHasItsLink() {
    List<String> wrong = new ArrayList<>();
    for (Path page : PAGES) {
      Set<String> defined = definitions(page).keySet();
      Set<String> used =
          matches(REFERENCE, page).map(name -> name.group(1)).collect(Collectors.toSet());
      assertThat(used).as("names of %s", page).isNotEmpty();
      difference(used, defined).forEach(name -> wrong.add(page + " has no link for " + name));
      difference(defined, used).forEach(name -> wrong.add(page + " does not use " + name));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aLinkIsCalledAsItsFile() {
    List<String> wrong = new ArrayList<>();
    for (Path page : PAGES) {
      definitions(page)
          .forEach(
              (name, target) -> {
                String file = Path.of(target).getFileName().toString();
                if (!file.equals(name) && !file.equals(name + ".java")) {
                  wrong.add(page + ": " + name + " is " + target);
                }
              });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyJavaFileThatIsNamedExists() throws IOException {
    Set<String> files;
    try (Stream<Path> all = Files.walk(Path.of("src"))) {
      files = all.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    List<String> named =
        PAGES.stream()
            .flatMap(page -> matches(JAVA_FILE, page))
            .map(match -> match.group(1))
            .toList();
    assertThat(named).isNotEmpty().allMatch(files::contains);
  }

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

  /** Returns the anchors that GitHub gives the headings of a page. */
  private static Set<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<String, String> definitions(Path page) {
    Map<String, String> definitions = new TreeMap<>();
    matches(DEFINITION, page).forEach(match -> definitions.put(match.group(1), match.group(2)));
    return definitions;
  }

  private static Stream<MatchResult> matches(Pattern pattern, Path page) {
    try {
      return pattern.matcher(Files.readString(page)).results().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
