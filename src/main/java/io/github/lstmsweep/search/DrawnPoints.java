package io.github.lstmsweep.search;

import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.space.Exclusions;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.space.SpaceAxis;
import io.github.lstmsweep.specification.space.ValueRange;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Draws points of a space, each once, after those that are included. More points are a longer
 * sequence that begins with the same ones, so a table can be extended by them.
 *
 * <p>The even points are a Sobol sequence with the direction numbers of Joe and Kuo 2008,
 * "Constructing Sobol sequences with better two-dimensional projections", shifted digitally at
 * random.
 */
final class DrawnPoints {
  /** Draws per wanted point, after which the space counts as exhausted. */
  private static final int PATIENCE = 100;

  private static final int LEAST_DRAWS = 10_000;

  private DrawnPoints() {}

  /**
   * Returns distinct points, the included ones first; fewer than the settings ask for if the space
   * has no more.
   */
  static List<Hyperparameters> of(Space space, SearchSettings settings) {
    List<SpaceAxis> axes = space.axes();
    Exclusions exclusions = space.exclusions();
    int most = settings.maxTrials().orElseThrow();
    Supplier<double[]> draws =
        settings.method() == Method.SOBOL
            ? sobol(axes.size(), settings.seed())
            : random(axes.size(), settings.seed());
    Set<Hyperparameters> points = new LinkedHashSet<>(settings.include());
    long limit = Math.max(LEAST_DRAWS, (long) PATIENCE * most);
    for (long draw = 0; draw < limit && points.size() < most; draw++) {
      double[] place = draws.get();
      int[] positions = new int[place.length];
      Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
      for (int a = 0; a < place.length; a++) {
        positions[a] = put(axes.get(a), space, place[a], values);
      }
      if (!exclusions.contains(positions)) {
        points.add(Hyperparameters.of(values));
      }
    }
    return List.copyOf(points);
  }

  /** Puts the values of an axis, and returns the position on it; 0 for a range. */
  private static int put(
      SpaceAxis axis, Space space, double place, Map<Hyperparameter, Object> values) {
    Hyperparameter only = axis.values().keySet().iterator().next();
    ValueRange range = space.ranges().get(only);
    if (range != null) {
      values.put(only, range.at(place));
      return 0;
    }
    int position = (int) (place * axis.size());
    axis.values().forEach((h, all) -> values.put(h, all.get(position)));
    return position;
  }

  private static Supplier<double[]> random(int dimensions, long seed) {
    RandomStream random = RandomStream.ofPoints(seed);
    return () -> DoubleStream.generate(random::nextUnit).limit(dimensions).toArray();
  }

  private static Supplier<double[]> sobol(int dimensions, long seed) {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
    RandomStream random = RandomStream.ofPoints(seed);
    long[] shift = new long[dimensions];
    Arrays.setAll(shift, d -> (long) (random.nextUnit() * 0x1p52));
    return () -> {
      double[] point = sequence.nextVector();
      for (int d = 0; d < dimensions; d++) {
        long digits = (long) (point[d] * 0x1p52) ^ shift[d];
        point[d] = digits * 0x1p-52;
      }
      return point;
    };
  }
}
