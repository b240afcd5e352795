package io.github.lstmsweep.compare.importance;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Shares of the variance of a logarithm, by the hyperparameters that explain it: functional ANOVA
 * (Hutter, Hoos and Leyton-Brown 2014, "An efficient approach for assessing hyperparameter
 * importance"). They estimate it from a model. On a complete grid it is exact: the classical
 * decomposition of the sum of squares (Fisher 1925).
 *
 * <p>Each configuration has the mean logarithm of its seeds. Let m be the mean of these over all
 * configurations. The main effect of a level is the mean of its configurations minus m. The effect
 * of a pair of levels is the mean of their configurations minus both main effects minus m. The
 * variance of a factor or a pair is the mean over all configurations of the squared effect. Noise
 * is the mean over all configurations of the variance of their seeds, over n. Effects of three and
 * more factors have the rest of the variance of the configurations. All shares together are 1.
 *
 * <p>Configurations count equally, also with different numbers of seeds. With equal numbers these
 * are the shares of the total sum of squares over all trials. With a single seed, noise cannot be
 * told apart from the effects and is part of them.
 *
 * @param measure the number whose natural logarithm varies
 * @param grid the trials; empty if there is no complete grid
 * @param main effects of single factors, the largest first; without factors of one value
 * @param pairs effects of pairs of factors, the largest first
 * @param higher the share of all effects of three and more factors
 * @param noise the share of the seed; 0 if no configuration has two seeds
 * @param reason why there are no shares; empty if there are
 */
public record Importance(
    Measure measure,
    Optional<CompleteGrid> grid,
    List<Effect> main,
    List<Effect> pairs,
    double higher,
    double noise,
    Optional<String> reason) {
  /** Logarithms that are closer differ by rounding only. */
  private static final double ROUNDING = 1e-12;

  /** Copies the lists. */
  public Importance {
    main = List.copyOf(main);
    pairs = List.copyOf(pairs);
  }

  /**
   * The effect of one factor or of a pair.
   *
   * @param share of the variance, from 0 to 1
   */
  public record Effect(List<Factor> factors, double share) {
    /** Copies the factors. */
    public Effect {
      factors = List.copyOf(factors);
    }

    /** Returns the names of the factors, such as {@code lr × num_hiddens}. */
    public String name() {
      return String.join(" × ", factors.stream().map(Factor::name).toList());
    }
  }

  /** Decomposes the largest complete grid of these rows. */
  public static Importance of(List<TrialRow> rows, Factors factors, Measure measure) {
    Optional<CompleteGrid> grid = CompleteGrid.of(rows, factors, measure);
    return grid.map(Importance::of)
        .orElseGet(
            () ->
                without(
                    measure,
                    grid,
                    rows.stream().noneMatch(row -> measure.log(row).isPresent())
                        ? "no trial has a " + measure.noun() + " above 0"
                        : "the grid has more than 1,000,000 combinations"));
  }

  /** Decomposes a grid. */
  public static Importance of(CompleteGrid grid) {
    double[][] logs =
        grid.configurations().stream()
            .map(
                rows ->
                    rows.stream()
                        .mapToDouble(row -> grid.measure().log(row).getAsDouble())
                        .toArray())
            .toArray(double[][]::new);
    if (grid.trials() < 2) {
      return without(grid.measure(), Optional.of(grid), "the complete grid has only one trial");
    }
    if (areEqual(Arrays.stream(logs).flatMapToDouble(Arrays::stream).toArray())) {
      return without(
          grid.measure(),
          Optional.of(grid),
          "all " + Show.count(grid.trials()) + " trials have an equal " + grid.measure().noun());
    }
    return new SumsOfSquares(grid.factors(), logs).shares(grid);
  }

  private static boolean areEqual(double[] y) {
    double low = y[0];
    double high = y[0];
    for (double value : y) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return high - low <= ROUNDING * Math.max(1, Math.max(Math.abs(low), Math.abs(high)));
  }

  private static Importance without(Measure measure, Optional<CompleteGrid> grid, String reason) {
    return new Importance(measure, grid, List.of(), List.of(), 0, 0, Optional.of(reason));
  }

  /** Sorts effects by their shares, the largest first. */
  static List<Effect> largestFirst(List<Effect> effects) {
    List<Effect> sorted = new ArrayList<>(effects);
    sorted.sort(Comparator.comparingDouble((Effect effect) -> -effect.share()));
    return sorted;
  }
}
