package io.github.lstmsweep.search.rule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {
  private static List<double[]> line(int points) {
    List<double[]> line = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      line.add(new double[] {(i + 0.5) / points});
    }
    return line;
  }

  @Test
  void aDensityHasVolumeOne() {
    List<double[]> known = List.of(new double[] {0}, new double[] {0.3}, new double[] {1});
    ParzenEstimator density = new ParzenEstimator(known, line(2000));
    density.add(new double[] {0.7});
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      sum += density.at(i) / 2000;
    }
    assertThat(sum).isCloseTo(1, within(1e-6));

    List<double[]> square = new ArrayList<>();
    for (double[] one : line(150)) {
      line(150).forEach(other -> square.add(new double[] {one[0], other[0]}));
    }
    ParzenEstimator flat = new ParzenEstimator(List.of(new double[] {0, 0.9}), square);
    sum = 0;
    for (int i = 0; i < square.size(); i++) {
      sum += flat.at(i) / square.size();
    }
    assertThat(sum).isCloseTo(1, within(1e-3));
  }

  @Test
  void oneKernelAndThePriorAreWorkedOutByHand() {
    // One place in one dimension: a width of 0.2·1^(-1/5), but not below 1 / (1 + 1).
    List<double[]> candidates = List.of(new double[] {0.5}, new double[] {1});
    ParzenEstimator density = new ParzenEstimator(List.of(new double[] {0.5}), candidates);
    // Phi(1) - Phi(-1) = 0.682689 of the kernel is inside, and 0.382925 of the prior's.
    double kernel = 1 / (0.5 * Math.sqrt(2 * Math.PI) * 0.6826894921);
    double prior = 1 / (Math.sqrt(2 * Math.PI) * 0.3829249225);
    assertThat(density.at(0)).isCloseTo((kernel + prior) / 2, within(1e-8));
    assertThat(density.at(1))
        .isCloseTo((kernel * Math.exp(-0.5) + prior * Math.exp(-0.125)) / 2, within(1e-8));
  }

  @Test
  void withoutDimensionsEveryPlaceIsAsDense() {
    ParzenEstimator density =
        new ParzenEstimator(List.of(new double[0]), List.of(new double[0], new double[0]));
    assertThat(density.at(0)).isEqualTo(1);
    assertThat(density.at(1)).isEqualTo(1);
  }
}
