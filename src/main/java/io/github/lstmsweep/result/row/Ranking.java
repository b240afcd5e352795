package io.github.lstmsweep.result.row;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Ranks rows by their validation scores; a lower score is better. A row ranks if its trial is OK or
 * stopped early, and its score is finite. Rows with equal scores follow one another by id.
 */
public final class Ranking {
  /** Puts the rows that rank first, best first, and then all others, by id. */
  public static final Comparator<TrialRow> BEST_FIRST =
      Comparator.comparingDouble((TrialRow row) -> score(row).orElse(Double.POSITIVE_INFINITY))
          .thenComparing(row -> row.id().hex());

  private Ranking() {}

  /** Returns the score by which a row ranks; empty if it does not rank. */
  public static OptionalDouble score(TrialRow row) {
    OptionalDouble score = row.validationScore();
    return row.isComparable() && Double.isFinite(score.orElse(Double.NaN))
        ? score
        : OptionalDouble.empty();
  }

  /** Returns the rows that rank, best first. */
  public static List<TrialRow> ranked(Collection<TrialRow> rows) {
    return rows.stream().filter(row -> score(row).isPresent()).sorted(BEST_FIRST).toList();
  }
}
