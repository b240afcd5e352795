package io.github.lstmsweep.report.html;

import io.github.lstmsweep.ControlCharacters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.owasp.encoder.Encode;

/**
 * Writes HTML with SVG in it. Every text and every value of an attribute is encoded for its place,
 * so nothing of a table can become markup. Control characters and marks of direction are question
 * marks. Names of elements and attributes are constants of this software.
 */
public final class Html {
  /** Elements of HTML that have neither content nor an end tag. */
  private static final Set<String> VOID = Set.of("meta", "input", "br", "col");

  /** Elements of SVG that need no end tag if they are empty. */
  private static final Set<String> SHAPES =
      Set.of("circle", "line", "path", "polyline", "rect", "use");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private boolean isInTag;

  /** Begins an element. Attributes may follow, then content. */
  public Html open(String tag) {
    endTag();
    out.append('<').append(tag);
    open.push(tag);
    isInTag = true;
    return this;
  }

  /** Begins an element of a class. */
  public Html open(String tag, String style) {
    return open(tag).with("class", style);
  }

  /**
   * Adds an attribute to the element that has just begun.
   *
   * @throws IllegalArgumentException for an attribute that could run a script, load something or
   *     bring a style of its own: the page's policy would refuse it too
   */
  public Html with(String name, String value) {
    if (!isInTag) {
      throw new IllegalStateException("no element has just begun");
    }
    if (name.startsWith("on")
        || name.equals("style")
        || name.equals("src")
        || (name.equals("href") && !value.startsWith("#"))) {
      throw new IllegalArgumentException("Cannot write the attribute " + name);
    }
    out.append(' ').append(name).append("=\"");
    out.append(Encode.forHtmlAttribute(ControlCharacters.shown(value))).append('"');
    return this;
  }

  /** Adds an attribute whose value is a coordinate or a length, with one decimal. */
  public Html with(String name, double value) {
    return with(name, number(value));
  }

  /** Adds text to the open element. */
  public Html text(String text) {
    endTag();
    out.append(Encode.forHtmlContent(ControlCharacters.shown(text)));
    return this;
  }

  /** Ends the element that began last. */
  public Html close() {
    String tag = open.pop();
    if (isInTag && SHAPES.contains(tag)) {
      out.append("/>");
      isInTag = false;
      return this;
    }
    endTag();
    if (!VOID.contains(tag)) {
      out.append("</").append(tag).append('>');
    }
    return this;
  }

  /** Writes an element that has a text and no attribute. */
  public Html element(String tag, String text) {
    return open(tag).text(text).close();
  }

  /** Writes an element of a class that has a text. */
  public Html element(String tag, String style, String text) {
    return open(tag, style).text(text).close();
  }

  /** Ends a line of the file, which no browser shows. */
  public Html line() {
    endTag();
    out.append('\n');
    return this;
  }

  /**
   * Writes the software's own style or script, or data for the script.
   *
   * @throws IllegalArgumentException if the content would end the element
   */
  public Html verbatim(String content) {
    if (content.contains("</") || content.contains("<!--")) {
      throw new IllegalArgumentException("Cannot write a content that ends its element");
    }
    endTag();
    out.append(content);
    return this;
  }

  /** Formats a coordinate with one decimal. */
  public static String number(double value) {
    long tenths = Math.round(value * 10);
    long whole = Math.abs(tenths) / 10;
    long rest = Math.abs(tenths) % 10;
    return (tenths < 0 ? "-" : "") + whole + (rest == 0 ? "" : "." + rest);
  }

  /** Begins the document. */
  public Html doctype() {
    out.append("<!doctype html>\n");
    return this;
  }

  /**
   * Returns the document.
   *
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return out.toString();
  }

  private void endTag() {
    if (isInTag) {
      out.append('>');
      isInTag = false;
    }
  }
}
