package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TextForm;

/** How long a corpus is; lets the reader tell what does not fit it together with the rest. */
@FunctionalInterface
public interface CorpusSize {
  /**
   * Its tokens.
   *
   * @param corpus a built-in name, a path or a URI, as it was given
   * @param tokens how it is cut
   * @param form which of its characters are kept
   * @throws UserException where it cannot be read
   */
  long of(String corpus, String tokens, TextForm form);

  /**
   * The values of a time series.
   *
   * @param corpus a built-in name, a path or a URI
   * @param column of the CSV file; empty where the specification names none
   * @throws UserException where it cannot be read
   */
  default long ofSeries(String corpus, String column) {
    return of(corpus, column, TextForm.D2L);
  }

  /** Whether the corpus is not on this machine, so that its size costs a download. */
  default boolean needsDownload(String corpus) {
    return false;
  }
}
