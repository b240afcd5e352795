package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.result.Spread;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The mean scores of all configurations of a grid, over their seeds. */
final class MeanScores {
  private final Map<List<Integer>, List<Double>> scores = new LinkedHashMap<>();
  private final Map<List<Integer>, Integer> trials = new HashMap<>();

  private MeanScores() {}

  /**
   * Groups the rows by their configurations.
   *
   * @param axes the factors that distinguish configurations
   */
  static MeanScores of(List<TrialRow> rows, List<Factor> axes) {
    MeanScores grouped = new MeanScores();
    List<int[]> positions = Factors.positions(axes, rows);
    for (int r = 0; r < rows.size(); r++) {
      if (positions.get(r) != null) {
        List<Integer> point = IntStream.of(positions.get(r)).boxed().toList();
        grouped.trials.merge(point, 1, Integer::sum);
        Measure.SCORE
            .of(rows.get(r))
            .ifPresent(
                score -> grouped.scores.computeIfAbsent(point, p -> new ArrayList<>()).add(score));
      }
    }
    return grouped;
  }

  /** Returns the mean score of a configuration; empty if none of its trials has a score. */
  OptionalDouble mean(List<Integer> point) {
    return seeds(point) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            Spread.of(scores.get(point).stream().mapToDouble(score -> score).toArray()).mean());
  }

  /** Returns the number of scores of a configuration. */
  int seeds(List<Integer> point) {
    return scores.getOrDefault(point, List.of()).size();
  }

  /** Returns the number of trials of a configuration, with any status. */
  int trials(List<Integer> point) {
    return trials.getOrDefault(point, 0);
  }

  /**
   * Returns the configuration with the lowest mean among those with the most scores; empty without
   * a score.
   */
  Optional<List<Integer>> best() {
    int most = scores.values().stream().mapToInt(List::size).max().orElse(0);
    List<Integer> best = null;
    for (List<Integer> point : scores.keySet()) {
      if (seeds(point) == most
          && (best == null || mean(point).getAsDouble() < mean(best).getAsDouble())) {
        best = point;
      }
    }
    return Optional.ofNullable(best);
  }
}
