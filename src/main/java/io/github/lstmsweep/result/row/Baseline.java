package io.github.lstmsweep.result.row;

import io.github.lstmsweep.trial.Task;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The scores that need no network. Each is a column of the table and was computed on the validation
 * windows of its row, so it compares with the row's validation score. The order is that of lists.
 */
public enum Baseline {
  /** The perplexity of a guess that gives every token the same probability. */
  UNIFORM(Task.LANGUAGE_MODEL, "vocab_size", "uniform", "a uniform guess"),
  /** The perplexity of a unigram model. */
  UNIGRAM(Task.LANGUAGE_MODEL, "unigram_perplexity", "unigram", "unigrams"),
  /** The perplexity of a bigram model. */
  BIGRAM(Task.LANGUAGE_MODEL, "bigram_perplexity", "bigram", "bigrams"),
  /** The perplexity of a trigram model. */
  TRIGRAM(Task.LANGUAGE_MODEL, "trigram_perplexity", "trigram", "trigrams"),
  /** The error of a perfect forecast. */
  NOISE(Task.TIME_SERIES, "noise_rmse", "noise", "a perfect forecast"),
  /** The error of the least-squares linear forecast. */
  LINEAR(Task.TIME_SERIES, "linear_rmse", "linear", "the least-squares linear forecast"),
  /** The error of the forecast that repeats the previous value. */
  NAIVE(Task.TIME_SERIES, "naive_rmse", "naive", "the previous value");

  private final Task task;
  private final String column;
  private final String key;
  private final String phrase;

  Baseline(Task task, String column, String key, String phrase) {
    this.task = task;
    this.column = column;
    this.key = key;
    this.phrase = phrase;
  }

  /** Returns the baselines of a task, in the order of lists. */
  public static List<Baseline> of(Task task) {
    return Arrays.stream(values()).filter(baseline -> baseline.task == task).toList();
  }

  /** Returns the column that has the score. */
  public String column() {
    return column;
  }

  /** Returns the one word that stands for it in a terminal. */
  public String key() {
    return key;
  }

  /** Returns the words that stand for it in a sentence. */
  public String phrase() {
    return phrase;
  }

  /**
   * Returns the score on the row's validation windows: a perplexity, or an error in the units of
   * the series. It is empty if the row lacks it, for instance because the row is older than the
   * column.
   */
  public OptionalDouble score(TrialRow row) {
    return row.number(column);
  }
}
