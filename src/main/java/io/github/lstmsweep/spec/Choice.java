package io.github.lstmsweep.spec;

import java.util.Optional;

/** The keys that choose among ways to do things. Each has one way so far, which is its default. */
enum Choice {
  TASK("task", "language-model", "time-series is not there yet"),
  TOKENS("tokens", "char", "word is not there yet"),
  METHOD("method", "grid", "random, successive halving and TPE are not there yet"),
  METRIC_NAME("metric.name", "validation_perplexity", "no other ranks trials yet"),
  METRIC_GOAL("metric.goal", "minimize", "the lowest perplexity is the best");

  private final String path;
  private final String word;
  private final String note;

  Choice(String path, String word, String note) {
    this.path = path;
    this.word = word;
    this.note = note;
  }

  /** The key within its mapping. */
  String key() {
    return path.substring(path.indexOf('.') + 1);
  }

  String defaultWord() {
    return word;
  }

  String bound() {
    return word + " (" + note + ")";
  }

  /** What is wrong with {@code given}, if anything is. */
  Optional<String> problem(String given) {
    return given.equals(word)
        ? Optional.empty()
        : Optional.of(Problems.cannotSet(path, given, bound()));
  }
}
