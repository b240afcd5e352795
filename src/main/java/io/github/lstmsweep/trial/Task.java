package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The tasks that a network can learn. The task decides its input, its loss and its score. */
public enum Task {
  /** Predicts the next token of a text; scored by perplexity (d2l.ai, chapters 9.5 and 10.1). */
  LANGUAGE_MODEL("language-model", "perplexity"),
  /**
   * Forecasts the next value of a series; scored by the root of the mean squared error (d2l.ai,
   * chapter 9.1).
   */
  TIME_SERIES("time-series", "rmse");

  private final String key;
  private final String score;

  Task(String key, String score) {
    this.key = key;
    this.score = score;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Returns the name of the score of a trial; a lower score is better. */
  public String score() {
    return score;
  }

  /** Returns the column that ranks the trials. */
  public String metric() {
    return "validation_" + score;
  }

  /**
   * Returns the hyperparameters that this task has. All other hyperparameters decide nothing in it.
   */
  public Set<Hyperparameter> hyperparameters() {
    Set<Hyperparameter> own = EnumSet.noneOf(Hyperparameter.class);
    Arrays.stream(Hyperparameter.values()).filter(h -> h.isOf(this)).forEach(own::add);
    return Collections.unmodifiableSet(own);
  }

  /** Returns the task named {@code key}, or empty if there is none. */
  public static Optional<Task> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }
}
