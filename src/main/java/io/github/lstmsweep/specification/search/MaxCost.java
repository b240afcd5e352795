package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.specification.yaml.ValueText;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The most that a search may train.
 *
 * @param amount in percent of all trials' tokens, or in tokens
 * @param isPercent whether the amount is a percentage
 */
public record MaxCost(double amount, boolean isPercent) {
  /** The usual cost. */
  public static final MaxCost DEFAULT = new MaxCost(10, true);

  /** The bound in words, for "must be …". */
  public static final String BOUND =
      "a percentage above 0% and at most 100% such as 10%, or a number of tokens such as 5e7";

  /** The spelling of a percentage. */
  public static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?%");

  /** Reads a cost; empty if {@code text} is not within {@link #BOUND}. */
  static Optional<MaxCost> read(String text) {
    if (PERCENT.matcher(text).matches()) {
      double percent = Double.parseDouble(text.substring(0, text.length() - 1));
      return percent > 0 && percent <= 100
          ? Optional.of(new MaxCost(percent, true))
          : Optional.empty();
    }
    return ValueText.readReal(text)
        .filter(tokens -> tokens >= 1 && Double.isFinite(tokens))
        .map(tokens -> new MaxCost(tokens, false));
  }

  /** Writes the cost as {@link #read} takes it. */
  public String written() {
    return ValueText.write((Object) amount) + (isPercent ? "%" : "");
  }

  /** Returns the share of a number of tokens, at most 1. */
  public double shareOf(double tokens) {
    return Math.min(1, isPercent ? amount / 100 : amount / tokens);
  }
}
