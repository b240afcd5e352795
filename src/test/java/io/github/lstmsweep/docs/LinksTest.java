package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.junit.jupiter.api.Test;

/** Tests that every link, file and class that a document names exists. */
class LinksTest {
  /** A name that is a link by its definition. */
  private static final Pattern REFERENCE = Pattern.compile("\\[`([^`]+)`\\](?!\\(|: \\S+$)");

  /** A name of a file. A name that ends in a glob, such as {@code conf/spark-*.conf}, is none. */
  private static final Pattern OUR_FILE =
      Pattern.compile(
          "(?<![\\w/.-])(?:\\.ci|\\.github|conf|docs|src|submit)/[\\w./-]*\\w(?![\\w-]*[*…<])");

  private static final Pattern TEST = Pattern.compile("([A-Z]\\w*(?:Test|IT))(#\\w+)?");
  private static final Pattern JAVA_FILE = Pattern.compile("[\\w-]+\\.java");

  @Test
  void everyLinkLeadsToAFileAndToAHeadingOfIt() {
    List<String> broken = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      Path file = document.file().toAbsolutePath();
      targets(document)
          .filter(target -> !target.contains("://"))
          .forEach(
              target -> {
                String[] parts = target.split("#", 2);
                Path to = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
                if (!Files.exists(to)
                    || (parts.length > 1 && !Markdown.read(to).anchors().contains(parts[1]))) {
                  broken.add(document + " links to " + target);
                }
              });
    }
    assertThat(broken).isEmpty();
  }

  private static Stream<String> targets(Markdown document) {
    return Stream.of(
            document.nodes(Link.class).stream().map(Link::getDestination),
            document.nodes(Image.class).stream().map(Image::getDestination),
            document.nodes(LinkReferenceDefinition.class).stream()
                .map(LinkReferenceDefinition::getDestination))
        .flatMap(targets -> targets);
  }

  @Test
  void everyNameInBracketsHasItsLinkAndEveryLinkItsName() {
    List<String> wrong = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      Set<String> defined =
          document.nodes(LinkReferenceDefinition.class).stream()
              .map(definition -> definition.getLabel().replace("`", ""))
              .collect(Collectors.toSet());
      Set<String> used =
          document
              .text()
              .lines()
              .flatMap(line -> REFERENCE.matcher(line).results())
              .map(name -> name.group(1))
              .collect(Collectors.toSet());
      used.stream()
          .filter(name -> !defined.contains(name))
          .forEach(name -> wrong.add(document + " has no link for " + name));
      defined.stream()
          .filter(name -> !used.contains(name))
          .forEach(name -> wrong.add(document + " does not use " + name));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aDefinedLinkIsCalledAsItsFile() {
    List<String> wrong = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      for (LinkReferenceDefinition link : document.nodes(LinkReferenceDefinition.class)) {
        String name = link.getLabel().replace("`", "");
        String file = link.getDestination().replaceFirst(".*/", "");
        if (!file.equals(name) && !file.equals(name + ".java")) {
          wrong.add(document + ": " + name + " is " + file);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyFileThatIsNamedIsThere() {
    List<String> missing = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      Path here = document.file().toAbsolutePath().getParent();
      OUR_FILE
          .matcher(document.text())
          .results()
          .map(MatchResult::group)
          .filter(file -> !Files.exists(Path.of(file)) && !Files.exists(here.resolve(file)))
          .forEach(file -> missing.add(document + " names " + file));
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestAndEveryJavaFileThatIsNamedExists() throws IOException {
    Set<String> files;
    try (Stream<Path> all = Files.walk(Path.of("src"))) {
      files = all.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (Markdown document : Markdown.all()) {
      for (String code : document.inlineCode()) {
        var test = TEST.matcher(code);
        String file = test.matches() ? test.group(1) + ".java" : code;
        if (JAVA_FILE.matcher(file).matches()) {
          named++;
          if (!files.contains(file)) {
            missing.add(document + " names " + code);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).isGreaterThan(50);
  }

  @Test
  void theTableOfFaultsNamesATestForEach() {
    List<String> rows =
        Markdown.read(Path.of("docs", "reliability.md"))
            .text()
            .lines()
            .dropWhile(line -> !line.equals("| fault | result | test |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows)
        .hasSizeGreaterThan(10)
        .allMatch(row -> row.matches(".*\\| (`\\w+(Test|IT)`(, )?)+ \\|"));
  }
}
