package io.github.lstmsweep.specification;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TextForm;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

  /**
   * Returns the number of values of each of several columns of a CSV file, which all columns share.
   *
   * @param columns of the file; a single empty one if the specification names none
   * @param inputs columns that are inputs beside each of them
   * @throws UserException if the corpus cannot be read
   */
  default long ofColumns(String corpus, List<String> columns, List<String> inputs) {
    return ofSeries(corpus, columns.get(0));
  }

  /**
   * Returns the names of the files of a folder that a pattern matches, sorted. It is empty if no
   * corpus is opened.
   *
   * @throws UserException if the folder cannot be read
   */
  default Optional<List<String>> files(String folder, Pattern names) {
    return Optional.empty();
  }

  /**
   * Returns the columns of a CSV file that hold numbers only, in the order of the file. It is empty
   * if no corpus is opened.
   *
   * @throws UserException if the file cannot be read
   */
  default Optional<List<String>> columns(String corpus) {
    return Optional.empty();
  }

  /** Returns whether the corpus is not on this machine, so that its size costs a download. */
  default boolean needsDownload(String corpus) {
    return false;
  }
}
