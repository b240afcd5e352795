package io.github.lstmsweep.report;

import java.util.Locale;

/** Writes texts and numbers in the syntax of HTML and SVG. */
final class Markup {
  private Markup() {}

  /** Formats a coordinate of a drawing, with one decimal. */
  static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Escapes a text for HTML, between tags or in an attribute between double quotes. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
      }
    }
    return escaped.toString();
  }
}
