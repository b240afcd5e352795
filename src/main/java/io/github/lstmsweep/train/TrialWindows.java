package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.trial.Dataset;
import java.util.stream.IntStream;

/** The windows of a trial. An array of windows has the index of each one's first token or value. */
public final class TrialWindows {
  private TrialWindows() {}

  /** Returns the training windows, in the order of the data. */
  public static int[] training(Dataset dataset) {
    return range(0, dataset.trainWindows());
  }

  /** Returns the validation windows, in the order of the data. */
  public static int[] validation(Dataset dataset) {
    return range(dataset.trainWindows(), dataset.validationWindows());
  }

  /** Returns {@code count} windows that follow one another, from {@code first} on. */
  static int[] range(int first, int count) {
    return IntStream.range(first, Math.addExact(first, count)).toArray();
  }

  /**
   * Returns the windows that a model of a text sees: training and validation.
   *
   * @param numSteps tokens in one window
   */
  public static TokenWindows of(Corpus corpus, int numSteps, Dataset dataset) {
    return of(corpus, numSteps, Math.addExact(dataset.trainWindows(), dataset.validationWindows()));
  }

  /** Returns the first {@code count} windows of a text. */
  static TokenWindows of(Corpus corpus, int numSteps, int count) {
    return new TokenWindows(corpus.ids().first(Math.addExact(count, numSteps)), numSteps, count);
  }
}
