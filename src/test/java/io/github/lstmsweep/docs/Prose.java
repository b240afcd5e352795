package io.github.lstmsweep.docs;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** The sentences of a document, and how long they are. */
final class Prose {
  /** Stands for a name. Its capital lets a sentence begin with it. */
  private static final String NAME = "Name";

  private Prose() {}

  /**
   * Prints a table of the sentences of every document: their number, their mean and largest length
   * in words, and the number of those above 25 words.
   */
  public static void main(String[] arguments) {
    System.out.println("sentences   mean  longest  above 25  document");
    for (Markdown document : Markdown.all()) {
      List<String> sentences = ofParagraphs(document);
      System.out.printf(
          Locale.ROOT,
          "%9d  %5.1f  %7d  %8d  %s%n",
          sentences.size(),
          sentences.stream().mapToInt(Prose::words).average().orElse(0),
          sentences.stream().mapToInt(Prose::words).max().orElse(0),
          sentences.stream().filter(sentence -> words(sentence) > 25).count(),
          document);
    }
  }

  /** Returns the sentences of all paragraphs, those of lists included. */
  static List<String> ofParagraphs(Markdown document) {
    return sentences(document.nodes(Paragraph.class));
  }

  /** Returns the sentences in the cells of all tables. */
  static List<String> ofTables(Markdown document) {
    return sentences(document.nodes(TableCell.class));
  }

  /** Returns the sentences of all headings. */
  static List<String> ofHeadings(Markdown document) {
    return sentences(document.nodes(Heading.class));
  }

  /** Returns the number of words. A piece of code is one word, and so is the name of a file. */
  static int words(String sentence) {
    int words = 0;
    for (String word : sentence.split("\\s+", -1)) {
      words += word.codePoints().anyMatch(Character::isLetterOrDigit) ? 1 : 0;
    }
    return words;
  }

  private static List<String> sentences(Collection<? extends Node> blocks) {
    BreakIterator ends = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    List<String> sentences = new ArrayList<>();
    for (Node block : blocks) {
      StringBuilder prose = new StringBuilder();
      append(block, true, prose);
      String text = prose.toString();
      ends.setText(text);
      for (int from = 0, to = ends.next(); to != BreakIterator.DONE; from = to, to = ends.next()) {
        sentences.add(text.substring(from, to).strip());
      }
    }
    return sentences;
  }

  /** Returns the text of a node without its markup. */
  static String text(Node node) {
    StringBuilder text = new StringBuilder();
    append(node, false, text);
    return text.toString();
  }

  private static void append(Node node, boolean codeIsOneWord, StringBuilder text) {
    if (node instanceof Text literal) {
      text.append(literal.getLiteral());
    } else if (node instanceof Code code) {
      text.append(codeIsOneWord ? NAME : code.getLiteral());
    } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
      text.append(' ');
    } else if (codeIsOneWord && node instanceof Link link && !text(link).contains(" ")) {
      text.append(NAME);
      return;
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      append(child, codeIsOneWord, text);
    }
  }
}
