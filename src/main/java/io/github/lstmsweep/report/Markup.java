package io.github.lstmsweep.report;

import java.util.Locale;

/** Texts and numbers as HTML and SVG have them. */
final class Markup {
  private Markup() {}

  /** A coordinate of a drawing, with one decimal. */
  static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** A text as HTML has it, between tags or as an attribute between double quotes. */
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
