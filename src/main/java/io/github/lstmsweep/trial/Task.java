package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a network learns, which decides what it reads, what its loss is and how it is scored. */
public enum Task {
  /** The next token of a text; scored by perplexity (d2l.ai, chapters 9.5 and 10.1). */
  LANGUAGE_MODEL("language-model", "perplexity"),
  /** The next value of a series; scored by the root of the mean squared error (chapter 9.1). */
  TIME_SERIES("time-series", "rmse");

  private final String key;
  private final String score;

  Task(String key, String score) {
    this.key = key;
    this.score = score;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** What a trial is scored by; lower is better. */
  public String score() {
    return score;
  }

  /** The column that ranks its trials. */
  public String metric() {
    return "validation_" + score;
  }

  /** The hyperparameters that it has; the others decide nothing. */
  public Set<Hyperparameter> hyperparameters() {
    Set<Hyperparameter> own = EnumSet.noneOf(Hyperparameter.class);
    Arrays.stream(Hyperparameter.values()).filter(h -> h.isOf(this)).forEach(own::add);
    return Collections.unmodifiableSet(own);
  }

  /** The task named {@code key}, if there is one. */
  public static Optional<Task> of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst();
  }
}
