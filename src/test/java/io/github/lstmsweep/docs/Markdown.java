package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown file of the project.
 *
 * @param file relative to the project's folder
 * @param text of the file
 * @param root of the parsed text; every node knows its lines
 */
record Markdown(Path file, String text, Node root) {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .build();

  /** Reads every Markdown file of the project: of its folder, of docs and of .github. */
  static List<Markdown> all() {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> own = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> github = Files.walk(Path.of(".github"))) {
      Stream.of(own, docs, github)
          .flatMap(folder -> folder)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(files).contains(Path.of("README.md"), Path.of("docs", "table.md"));
    return files.stream().map(Markdown::read).toList();
  }

  /** Reads one file. */
  static Markdown read(Path file) {
    try {
      return of(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses the text of a file. */
  static Markdown of(Path file, String text) {
    return new Markdown(file, text, PARSER.parse(text));
  }

  /** Returns every node of a kind, in the order of the text. */
  <T extends Node> List<T> nodes(Class<T> kind) {
    List<T> found = new ArrayList<>();
    collect(root, kind, found);
    return found;
  }

  private static <T extends Node> void collect(Node node, Class<T> kind, List<T> found) {
    if (kind.isInstance(node)) {
      found.add(kind.cast(node));
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      collect(child, kind, found);
    }
  }

  /** Returns the anchors that GitHub gives the headings. */
  Set<String> anchors() {
    IdGenerator ids = IdGenerator.builder().build();
    return nodes(Heading.class).stream()
        .map(heading -> ids.generateId(Prose.text(heading)))
        .collect(Collectors.toSet());
  }

  /** Returns the text of every code block and of every piece of code in a line. */
  List<String> code() {
    return Stream.concat(
            nodes(FencedCodeBlock.class).stream().map(FencedCodeBlock::getLiteral),
            inlineCode().stream())
        .toList();
  }

  /** Returns the text of every piece of code in a line. */
  List<String> inlineCode() {
    return nodes(Code.class).stream().map(Code::getLiteral).toList();
  }

  /** Returns the code blocks of a language; that of a block without one is empty. */
  List<FencedCodeBlock> blocks(String language) {
    return nodes(FencedCodeBlock.class).stream()
        .filter(block -> block.getInfo().equals(language))
        .toList();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
