package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.compare.importance.Importance.Effect;
import io.github.lstmsweep.result.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decomposes the variance of a complete grid. {@link Importance} has the formulas. */
final class SumsOfSquares {
  private final List<Factor> factors;
  private final int[] sizes;

  /** Means of the configurations minus the mean of all; the last factor varies fastest. */
  private final double[] deviations;

  /** The mean variance of the seeds within a configuration. */
  private final double noise;

  /**
   * Takes the values of a grid.
   *
   * @param values one array per combination of the factors, with a value per seed; the last factor
   *     varies fastest
   */
  SumsOfSquares(List<Factor> factors, double[][] values) {
    this.factors = factors;
    this.sizes = factors.stream().mapToInt(Factor::size).toArray();
    double[] means = Arrays.stream(values).mapToDouble(seeds -> Spread.of(seeds).mean()).toArray();
    double mean = Spread.of(means).mean();
    this.deviations = Arrays.stream(means).map(value -> value - mean).toArray();
    this.noise =
        IntStream.range(0, values.length)
            .mapToDouble(c -> meanSquare(Arrays.stream(values[c]).map(v -> v - means[c]).toArray()))
            .average()
            .orElseThrow();
  }

  /** Returns the shares of all effects. */
  Importance shares(CompleteGrid grid) {
    List<Integer> axes =
        IntStream.range(0, sizes.length).filter(a -> sizes[a] > 1).boxed().toList();
    double between = meanSquare(deviations);
    double total = between + noise;
    List<Effect> main = new ArrayList<>();
    List<Effect> pairs = new ArrayList<>();
    double explained = 0;
    for (int i = 0; i < axes.size(); i++) {
      double[] first = means(axes.get(i));
      double ofFirst = meanSquare(first);
      explained += ofFirst;
      main.add(new Effect(List.of(factors.get(axes.get(i))), ofFirst / total));
      for (int j = i + 1; j < axes.size(); j++) {
        double[] second = means(axes.get(j));
        double[] both = means(axes.get(i), axes.get(j));
        for (int c = 0; c < both.length; c++) {
          both[c] -= first[c / second.length] + second[c % second.length];
        }
        double ofPair = meanSquare(both);
        explained += ofPair;
        List<Factor> pair = List.of(factors.get(axes.get(i)), factors.get(axes.get(j)));
        pairs.add(new Effect(pair, ofPair / total));
      }
    }
    // Rounding may leave a little less than nothing.
    double higher = axes.size() < 3 ? 0 : Math.max(0, between - explained) / total;
    return new Importance(
        grid.measure(),
        Optional.of(grid),
        Importance.largestFirst(main),
        Importance.largestFirst(pairs),
        higher,
        noise / total,
        Optional.empty());
  }

  /** Returns the mean deviation of each combination of some factors, the last factor fastest. */
  private double[] means(int... axes) {
    int size = IntStream.of(axes).map(axis -> sizes[axis]).reduce(1, (a, b) -> a * b);
    double[] means = new double[size];
    for (int n = 0; n < deviations.length; n++) {
      int[] position = CompleteGrid.position(sizes, n);
      int cell = 0;
      for (int axis : axes) {
        cell = cell * sizes[axis] + position[axis];
      }
      means[cell] += deviations[n] * size / deviations.length;
    }
    return means;
  }

  private static double meanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum / values.length;
  }
}
