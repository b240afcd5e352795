package io.github.lstmsweep.search.rule;

/**
 * Decides which trials are trained further. A rule has no state and no clock: it asks for scores in
 * one order, so equal scores lead to equal decisions on every cluster.
 */
public interface Rule {
  /** Returns the name with the settings, such as {@code successive-halving (factor 3, from 4)}. */
  String name();

  /**
   * Returns whether this rule goes on when some scores are not known yet, which are then NaN. The
   * requests that it makes must be ones that it makes whatever these scores are.
   */
  default boolean decidesWithoutAll() {
    return false;
  }

  /**
   * Returns whether this rule may ask for further scores before it has all those that it has asked
   * for.
   */
  default boolean asksEarly() {
    return decidesWithoutAll();
  }

  /**
   * Returns whether this rule compares configurations over their seeds. All of its trials are
   * trained to their end.
   */
  default boolean comparesSeeds() {
    return false;
  }

  /** Returns whether this rule fits a model of the scores. It then needs time for each decision. */
  default boolean learns() {
    return false;
  }

  /**
   * Returns whether a trial that this rule stops has been stopped by its own scores alone. Such a
   * trial ranks in the table with its last score.
   */
  default boolean stopsByOwnScores() {
    return false;
  }

  /** Returns the rule that trains most: this one, or the one whose trials it stops. */
  default Rule withoutStops() {
    return this;
  }

  /** Returns the usual number of epochs before the first decision, for trials of so many. */
  static int firstDecision(int epochs) {
    return Math.max(1, epochs / 64);
  }

  /** Trains trials as far as this rule wants. */
  void train(Trainees trainees);
}
