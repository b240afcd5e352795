package io.github.lstmsweep.search;

import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The places of trials in their space, one number from 0 to 1 per dimension. A hyperparameter that
 * varies is a dimension if it is a number. If it is a word, each of its words is a dimension, with
 * 1 for the trials that have the word. A seed is no dimension, because it is noise.
 *
 * <p>A number has a logarithmic scale if all its values are positive and the largest is at least
 * eight times the smallest. Otherwise its scale is linear. An infinite value is one step beyond the
 * largest finite one.
 */
public final class Places {
  /** The ratio of values from which on a scale is logarithmic. */
  private static final double WIDE = 8;

  private final double[][] places;

  private Places(double[][] places) {
    this.places = places;
  }

  /** Computes the places of trials; equal lists have equal places. */
  public static Places of(List<Hyperparameters> trials) {
    List<double[]> dimensions = new ArrayList<>();
    for (Hyperparameter h : Hyperparameter.values()) {
      List<Object> values = trials.stream().map(trial -> trial.value(h)).toList();
      if (h != Hyperparameter.SEED && values.stream().distinct().count() > 1) {
        if (h.kind() == Hyperparameter.Kind.CHOICE) {
          h.choices().stream()
              .filter(values::contains)
              .map(word -> values.stream().mapToDouble(v -> v.equals(word) ? 1 : 0).toArray())
              .forEach(dimensions::add);
        } else {
          dimensions.add(
              scaled(values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray()));
        }
      }
    }
    return new Places(
        IntStream.range(0, trials.size())
            .mapToObj(trial -> dimensions.stream().mapToDouble(d -> d[trial]).toArray())
            .toArray(double[][]::new));
  }

  /** Returns the number of trials. */
  public int size() {
    return places.length;
  }

  /** Returns the place of a trial, by its position in the list. */
  public double[] of(int trial) {
    return places[trial].clone();
  }

  /** Returns numbers of at least two different values on the scale from 0 to 1. */
  private static double[] scaled(double[] values) {
    double[] finite =
        DoubleStream.of(values).filter(Double::isFinite).distinct().sorted().toArray();
    boolean isInfinite = DoubleStream.of(values).anyMatch(Double::isInfinite);
    // Infinity takes the last of as many steps as there are values.
    double top = isInfinite ? (finite.length - 1.0) / finite.length : 1;
    double low = finite[0];
    double high = finite[finite.length - 1];
    boolean isWide = low > 0 && high / low >= WIDE;
    return DoubleStream.of(values)
        .map(
            value -> {
              if (Double.isInfinite(value)) {
                return 1;
              }
              double share =
                  isWide
                      ? StrictMath.log(value / low) / StrictMath.log(high / low)
                      : (value - low) / Math.max(high - low, Double.MIN_NORMAL);
              return top * share;
            })
        .toArray();
  }
}
