package io.github.lstmsweep.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/**
 * Formats the values of an axis. It rounds to the fewest digits, from four on, that keep them
 * different.
 */
public final class TickTexts {
  private static final int FEWEST_DIGITS = 4;
  private static final int MOST_DIGITS = 17;

  private TickTexts() {}

  /** Returns a text for each value. */
  public static List<String> of(List<Double> ticks) {
    for (int digits = FEWEST_DIGITS; ; digits++) {
      MathContext context = new MathContext(digits);
      List<String> texts = ticks.stream().map(tick -> text(tick, context)).toList();
      if (digits == MOST_DIGITS || new HashSet<>(texts).size() == texts.size()) {
        return texts;
      }
    }
  }

  private static String text(double tick, MathContext context) {
    BigDecimal rounded = new BigDecimal(tick).round(context).stripTrailingZeros();
    if (tick == 0) {
      return "0";
    }
    boolean plain = Math.abs(tick) < 1e5 && Math.abs(tick) >= 1e-3;
    return plain
        ? rounded.toPlainString()
        : String.format(Locale.ROOT, "%." + (rounded.precision() - 1) + "e", rounded);
  }
}
