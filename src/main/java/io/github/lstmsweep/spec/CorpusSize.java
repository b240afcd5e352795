package io.github.lstmsweep.spec;

import io.github.lstmsweep.UserException;

/** How long a corpus is; lets the reader tell what does not fit it together with the rest. */
@FunctionalInterface
public interface CorpusSize {
  /**
   * Its tokens.
   *
   * @param corpus a built-in name, a path or a URI, as it was given
   * @param tokens how it is cut
   * @throws UserException where it cannot be read
   */
  long of(String corpus, String tokens);

  /**
   * The values of a time series.
   *
   * @param corpus a built-in name, a path or a URI
   * @param column of the CSV file; empty where the specification names none
   * @throws UserException where it cannot be read
   */
  default long ofSeries(String corpus, String column) {
    return of(corpus, column);
  }

  /** Whether the corpus is not on this machine, so that its size costs a download. */
  default boolean needsDownload(String corpus) {
    return false;
  }
}
