package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.Ranking;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.Optional;

/**
 * The best configuration of one corpus. Scores are compared within a corpus only.
 *
 * @param corpus the name of the corpus, such as {@code shop of sales.csv}
 * @param rows all rows of the corpus, best first
 * @param best the rows of the best configuration, best first: one, or one for each seed. It is
 *     empty if no trial is OK
 * @param score of the best trial, or the mean of the best configuration over its seeds; NaN if no
 *     trial is OK
 */
public record CorpusBest(String corpus, TableRows rows, List<TrialRow> best, double score) {
  /** Copies the rows. */
  public CorpusBest {
    best = List.copyOf(best);
  }

  /**
   * Returns the best of each corpus, in the order of their names.
   *
   * @param varying hyperparameters that distinguish the trials. If the seed is one of them, the
   *     lowest mean is the best, and not the luckiest seed
   */
  public static List<CorpusBest> of(TableRows rows, List<Hyperparameter> varying) {
    return rows.byCorpus().stream().map(corpus -> best(corpus, varying)).toList();
  }

  private static CorpusBest best(TableRows rows, List<Hyperparameter> varying) {
    String name = TableRows.corpusName(rows.rows().get(0));
    Optional<Configurations> seeds = Configurations.of(rows, varying);
    if (seeds.isPresent()) {
      return seeds
          .get()
          .best()
          .map(c -> new CorpusBest(name, rows, Ranking.ranked(c.rows()), c.mean()))
          .orElse(new CorpusBest(name, rows, List.of(), Double.NaN));
    }
    return new CorpusBest(
        name, rows, rows.best().stream().toList(), rows.bestScore().orElse(Double.NaN));
  }

  /** Returns the row of the best trial, whose model is the best of the corpus. */
  public Optional<TrialRow> row() {
    return best.stream().findFirst();
  }

  /** Returns the number of trials that rank. */
  public int ranked() {
    return rows.ranked().size();
  }
}
