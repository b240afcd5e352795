package io.github.lstmsweep.specification;

import io.github.lstmsweep.trial.PublicUri;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The corpora of a sweep, in the order of the file. A sweep of several corpora trains its trials on
 * each of them. Every column of every file is a corpus of its own.
 *
 * @param corpora built-in names, paths or URIs, all different; URIs without user info and query
 * @param columns of the CSV files, all different; a single empty one if there is none
 * @param inputs columns of the CSV files whose past is an input beside the only one of {@code
 *     columns}, in the order of the file; all different
 * @param sha256 of the corpora in the order of {@link #sources}; none if they are not known yet. A
 *     sweep of one corpus has none
 */
public record CorpusAxis(
    List<String> corpora, List<String> columns, List<String> inputs, List<String> sha256) {
  /**
   * One corpus of a sweep.
   *
   * @param corpus a built-in name, a path or a URI
   * @param column of the CSV file; empty if there is none
   * @param sha256 of the data, if it is known
   */
  public record Source(String corpus, String column, Optional<String> sha256) {
    /** Returns the corpus for messages, such as {@code shop of sales.csv}. */
    public String shown() {
      return column.isEmpty() ? corpus : column + " of " + corpus;
    }
  }

  /** Copies the lists and refuses those that do not belong together. */
  public CorpusAxis {
    corpora = corpora.stream().map(PublicUri::of).toList();
    columns = List.copyOf(columns);
    inputs = List.copyOf(inputs);
    int count = Math.multiplyExact(corpora.size(), columns.size());
    sha256 = count == 1 ? List.of() : List.copyOf(sha256);
    if (count < 1
        || new HashSet<>(corpora).size() < corpora.size()
        || new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "Cannot set the corpora to " + corpora + " and " + columns + ": must be different");
    }
    if (!inputs.isEmpty()
        && (columns.size() > 1
            || columns.get(0).isEmpty()
            || inputs.contains(columns.get(0))
            || new HashSet<>(inputs).size() < inputs.size())) {
      throw new IllegalArgumentException(
          "Cannot set the inputs of %s to %s: must be different from each other and from one column"
              .formatted(columns, inputs));
    }
    if (!sha256.isEmpty() && sha256.size() != count) {
      throw new IllegalArgumentException(
          "Cannot set sha256 to " + sha256.size() + " digests: must be " + count);
    }
  }

  /** Corpora without further inputs. */
  public CorpusAxis(List<String> corpora, List<String> columns, List<String> sha256) {
    this(corpora, columns, List.of(), sha256);
  }

  /** Returns a single corpus; {@code column} is empty if it has none. */
  public static CorpusAxis one(String corpus, String column) {
    return new CorpusAxis(List.of(corpus), List.of(column), List.of());
  }

  /** Returns these corpora with the digests of their data. */
  public CorpusAxis withSha256(List<String> digests) {
    return new CorpusAxis(corpora, columns, inputs, digests);
  }

  /** Returns the number of corpora: files times columns. */
  public int count() {
    return corpora.size() * columns.size();
  }

  /** Returns whether there is more than one corpus. */
  public boolean isMany() {
    return count() > 1;
  }

  /** Returns each corpus; the columns of one file follow one another. */
  public List<Source> sources() {
    List<Source> sources = new ArrayList<>(count());
    for (String corpus : corpora) {
      for (String column : columns) {
        sources.add(
            new Source(
                corpus,
                column,
                sha256.isEmpty() ? Optional.empty() : Optional.of(sha256.get(sources.size()))));
      }
    }
    return sources;
  }
}
