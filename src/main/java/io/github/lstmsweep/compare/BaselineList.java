package io.github.lstmsweep.compare;

import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.Baseline;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists the baselines of a row for people, to stand next to the row's validation score. */
public final class BaselineList {
  private BaselineList() {}

  /**
   * Returns the baselines that the row has, such as {@code uniform 28, unigram 16.6667}. It is
   * empty if the row has none.
   *
   * @param name gives the words that stand before a score
   */
  public static String of(TrialRow row, Function<Baseline, String> name) {
    return Baseline.of(row.task()).stream()
        .filter(baseline -> baseline.score(row).isPresent())
        .map(baseline -> name.apply(baseline) + " " + shown(baseline, row))
        .collect(Collectors.joining(", "));
  }

  private static String shown(Baseline baseline, TrialRow row) {
    double score = baseline.score(row).orElseThrow();
    // The perplexity of a uniform guess is the number of tokens.
    return baseline == Baseline.UNIFORM ? Show.count((long) score) : Show.score(score);
  }
}
