package io.github.lstmsweep.report;

import io.github.lstmsweep.trial.ShortestDecimal;
import java.util.Locale;

/** Numbers and texts as the page has them, the same in every locale. */
final class Numbers {
  private Numbers() {}

  static String score(double value) {
    if (value != 0 && Math.abs(value) < 5e-5) {
      // Four digits would show it as zero.
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%.5g", value);
  }

  /** A value as a specification has it; a dash for none. */
  static String parameter(Object value) {
    if (value == null) {
      return "–";
    }
    return value instanceof Double number ? ShortestDecimal.shown(number) : value.toString();
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String seconds(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f s" : "%.0f s", value);
  }

  /** A place in a drawing. */
  static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** As text of HTML or the value of an attribute between double quotes. */
  static String html(String text) {
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
