package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trials at each value of each factor, failed ones included. No mean can contain a trial
 * without a score, so means alone would make a value harmless at which all trials fail.
 *
 * @param measure the number that the statistics are of
 * @param ranked harmful factors first, by the distance of their shares; then by {@link
 *     MainEffect#ratio}, the largest first
 */
public record MainEffects(Measure measure, List<MainEffect> ranked) {
  /** Copies the list. */
  public MainEffects {
    ranked = List.copyOf(ranked);
  }

  /**
   * Groups all rows by the values of each factor.
   *
   * @param factors those to group by; {@link Factors#withoutSeed} leaves the seed out
   */
  public static MainEffects of(List<TrialRow> rows, List<Factor> factors, Measure measure) {
    List<int[]> positions = Factors.positions(factors, rows);
    List<MainEffect> effects = new ArrayList<>();
    for (int f = 0; f < factors.size(); f++) {
      List<List<TrialRow>> byLevel = new ArrayList<>();
      IntStream.range(0, factors.get(f).size()).forEach(l -> byLevel.add(new ArrayList<>()));
      for (int r = 0; r < rows.size(); r++) {
        if (positions.get(r) != null) {
          byLevel.get(positions.get(r)[f]).add(rows.get(r));
        }
      }
      List<MainEffect.Level> levels = new ArrayList<>();
      for (int level = 0; level < byLevel.size(); level++) {
        levels.add(level(factors.get(f).value(level), byLevel.get(level), measure));
      }
      effects.add(new MainEffect(factors.get(f), levels));
    }
    effects.sort(
        Comparator.comparingDouble((MainEffect e) -> e.isHarmful() ? -e.sharesApart() : 0)
            .thenComparingDouble(e -> -e.ratio()));
    return new MainEffects(measure, effects);
  }

  private static MainEffect.Level level(String value, List<TrialRow> rows, Measure measure) {
    double[] numbers =
        rows.stream().flatMapToDouble(row -> measure.of(row).stream()).sorted().toArray();
    double meanLog =
        rows.stream()
            .flatMapToDouble(row -> measure.log(row).stream())
            .average()
            .orElse(Double.NaN);
    return new MainEffect.Level(
        value,
        rows,
        (int) rows.stream().filter(row -> row.status().isFailure()).count(),
        Math.exp(meanLog),
        FiveNumbers.of(numbers));
  }
}
