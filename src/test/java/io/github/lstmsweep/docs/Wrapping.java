package io.github.lstmsweep.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;

/**
 * Breaks the lines of paragraphs at one width. Each line takes as many words as fit. Code blocks,
 * tables, headings and definitions of links stay as they are.
 */
final class Wrapping {
  /** The largest number of characters in a line. A longer word has a line of its own. */
  static final int WIDTH = 100;

  private Wrapping() {}

  /** Wraps the named files, or all documents. */
  public static void main(String[] files) throws IOException {
    List<Markdown> documents =
        files.length == 0
            ? Markdown.all()
            : List.of(files).stream().map(file -> Markdown.read(Path.of(file))).toList();
    for (Markdown document : documents) {
      Files.writeString(document.file(), wrapped(document));
    }
  }

  /** Returns the text of a document with all paragraphs wrapped. */
  static String wrapped(Markdown document) {
    List<String> lines = new ArrayList<>(document.text().lines().toList());
    List<Paragraph> paragraphs = document.nodes(Paragraph.class);
    // From the end, since a paragraph may get more lines or fewer.
    for (int i = paragraphs.size() - 1; i >= 0; i--) {
      wrap(paragraphs.get(i).getSourceSpans(), lines);
    }
    return String.join("\n", lines) + "\n";
  }

  private static void wrap(List<SourceSpan> spans, List<String> lines) {
    SourceSpan first = spans.get(0);
    List<String> words = new ArrayList<>();
    for (SourceSpan span : spans) {
      String line = lines.get(span.getLineIndex());
      words.addAll(List.of(line.substring(span.getColumnIndex()).strip().split(" +")));
    }
    String start = lines.get(first.getLineIndex()).substring(0, first.getColumnIndex());
    List<String> wrapped = new ArrayList<>();
    StringBuilder line = new StringBuilder(start);
    int from = line.length();
    for (String word : words) {
      if (line.length() > from && line.length() + 1 + word.length() > WIDTH && !isMarkup(word)) {
        wrapped.add(line.toString());
        line = new StringBuilder(start.replaceAll("[^>]", " "));
      }
      line.append(line.length() > from ? " " : "").append(word);
    }
    wrapped.add(line.toString());
    List<String> old = lines.subList(first.getLineIndex(), first.getLineIndex() + spans.size());
    old.clear();
    old.addAll(wrapped);
  }

  /** Returns whether a word at the start of a line would begin a list, a heading or a quotation. */
  private static boolean isMarkup(String word) {
    return word.matches("[-+*>|=]+|#{1,6}|\\d{1,9}[.)]");
  }
}
