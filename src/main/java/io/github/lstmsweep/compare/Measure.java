package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.OptionalDouble;

/**
 * A number by which the trials of a table are compared that are OK or stopped early. A lower one is
 * better.
 */
public enum Measure {
  /** The validation score after the last epoch: a perplexity or an RMSE. */
  SCORE("score"),
  /** Seconds in training minibatches. */
  SECONDS("train_seconds"),
  /** These seconds without Java's warm-up. */
  WARM_SECONDS("warm_train_seconds"),
  /** Tokens trained on in all epochs. */
  TOKENS("trained_tokens");

  private final String noun;

  Measure(String noun) {
    this.noun = noun;
  }

  /** Returns the word for a message: {@code score}, or the name of the column. */
  public String noun() {
    return noun;
  }

  /**
   * Returns the trial's number; empty if the trial cannot be compared or the number is not finite.
   */
  public OptionalDouble of(TrialRow row) {
    if (this == SCORE) {
      return Ranking.score(row);
    }
    OptionalDouble number = row.number(noun);
    return row.isComparable() && Double.isFinite(number.orElse(Double.NaN))
        ? number
        : OptionalDouble.empty();
  }

  /** Returns the natural logarithm of {@link #of}; empty also if the number is not above 0. */
  public OptionalDouble log(TrialRow row) {
    OptionalDouble number = of(row);
    return number.orElse(0) > 0
        ? OptionalDouble.of(Math.log(number.getAsDouble()))
        : OptionalDouble.empty();
  }
}
