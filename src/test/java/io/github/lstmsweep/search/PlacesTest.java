package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  /** Returns one trial per value. */
  private static List<Hyperparameters> trials(Hyperparameter h, Object... values) {
    return Stream.of(values).map(value -> Hyperparameters.of(Map.of(h, value))).toList();
  }

  private static double[][] places(List<Hyperparameters> trials) {
    Places places = Places.of(trials);
    return Stream.iterate(0, i -> i + 1)
        .limit(places.size())
        .map(places::of)
        .toArray(double[][]::new);
  }

  @Test
  void aWideScaleIsLogarithmicAndANarrowOneLinear() {
    assertThat(places(trials(Hyperparameter.LR, 0.1, 1.0, 10.0))[1][0])
        .isCloseTo(0.5, within(1e-15));
    assertThat(places(trials(Hyperparameter.NUM_HIDDENS, 8L, 16L, 64L))[1][0])
        .isCloseTo(1 / 3.0, within(1e-15));
    assertThat(places(trials(Hyperparameter.NUM_HIDDENS, 8L, 16L, 63L)))
        .isDeepEqualTo(new double[][] {{0}, {8 / 55.0}, {1}});
    assertThat(places(trials(Hyperparameter.WEIGHT_DECAY, 0.0, 0.1, 10.0))[1][0])
        .isCloseTo(0.01, within(1e-15));
  }

  @Test
  void infinityIsOneStepBeyond() {
    assertThat(
            places(trials(Hyperparameter.GRADIENT_CLIP, 1.0, Double.POSITIVE_INFINITY, 3.0, 2.0)))
        .isDeepEqualTo(new double[][] {{0}, {1}, {2 / 3.0}, {1 / 3.0}});
    assertThat(places(trials(Hyperparameter.GRADIENT_CLIP, Double.POSITIVE_INFINITY, 1.0)))
        .isDeepEqualTo(new double[][] {{1}, {0}});
  }

  @Test
  void eachWordIsADimension() {
    assertThat(places(trials(Hyperparameter.CELL, "gru", "lstm", "rnn", "gru")))
        .isDeepEqualTo(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}, {0, 1, 0}});
  }

  @Test
  void aSeedAndAConstantAreNoDimensions() {
    assertThat(places(trials(Hyperparameter.SEED, 1L, 2L))).isDeepEqualTo(new double[2][0]);
    assertThat(Places.of(List.of()).size()).isZero();
  }

  @Test
  void dimensionsFollowTheHyperparameters() {
    List<Hyperparameters> both =
        List.of(
            Hyperparameters.of(Map.of(Hyperparameter.LR, 0.1, Hyperparameter.NUM_STEPS, 10L)),
            Hyperparameters.of(Map.of(Hyperparameter.LR, 10.0, Hyperparameter.NUM_STEPS, 20L)),
            Hyperparameters.of(Map.of(Hyperparameter.LR, 1.0, Hyperparameter.NUM_STEPS, 15L)));
    assertThat(places(both)).isDeepEqualTo(new double[][] {{0, 0}, {1, 1}, {0.5, 0.5}});
  }
}
