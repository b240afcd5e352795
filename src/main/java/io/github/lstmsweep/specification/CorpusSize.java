package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TextForm;

/**
 * Returns the length of a corpus. The reader needs it to report windows that do not fit along with
 * all other problems.
 */
@FunctionalInterface
public interface CorpusSize {
  /**
   * Returns the number of tokens of a text.
   *
   * @param corpus a built-in name, a path or a URI, as the user typed it
   * @param tokens how the text is cut
   * @param form which characters of the text are kept
   * @throws UserException if the corpus cannot be read
   */
  long of(String corpus, String tokens, TextForm form);

  /**
   * Returns the number of values of a time series.
   *
   * @param corpus a built-in name, a path or a URI
   * @param column of the CSV file; empty if the specification names none
   * @throws UserException if the corpus cannot be read
   */
  default long ofSeries(String corpus, String column) {
    return of(corpus, column, TextForm.D2L);
  }

  /** Returns whether the corpus is not on this machine, so that its size costs a download. */
  default boolean needsDownload(String corpus) {
    return false;
  }
}
