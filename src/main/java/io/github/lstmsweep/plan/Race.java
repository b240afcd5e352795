package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.canonical.ShortestDecimal;

/**
 * A race of configurations over their seeds: the worse ones are dropped before their last seed.
 *
 * @param alpha largest probability to drop the configuration that is truly the best; above 0, at
 *     most 0.5
 */
public record Race(double alpha) {
  /** The usual probability. */
  public static final Race DEFAULT = new Race(0.05);

  /** Every configuration has so many seeds before the first decision. */
  public static final int FIRST_SEEDS = 3;

  /** With fewer seeds the first decision would come after the last seed. */
  public static final int FEWEST_SEEDS = FIRST_SEEDS + 1;

  /** Refuses a probability that is none, or that would not be small. */
  public Race {
    if (!isWithinBounds(alpha)) {
      throw new IllegalArgumentException("Cannot race with alpha " + alpha);
    }
  }

  /** Returns the settings in words, such as {@code alpha 0.05}. */
  public String shown() {
    return "alpha " + ShortestDecimal.shown(alpha);
  }

  /** Returns whether a race can have this probability. */
  public static boolean isWithinBounds(double alpha) {
    return alpha > 0 && alpha <= 0.5;
  }
}
