package io.github.lstmsweep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.trial.OptimizerKind;
import org.junit.jupiter.api.Test;

/**
 * Compares the optimizer with the formulas of PyTorch's {@code torch.optim.SGD} and {@code Adam} in
 * double.
 */
class OptimizerTest {
  private static final double LR = 0.1;
  private static final float[] GRADIENTS = {0.5f, -0.25f, 3f, 0.125f, -2f};

  @Test
  void sgdTakesTheGradientTimesTheLearningRate() {
    double w = 1;
    for (float g : GRADIENTS) {
      w -= LR * g;
    }
    assertThat((double) after(OptimizerKind.SGD, 0)).isCloseTo(w, within(1e-6));
  }

  @Test
  void weightDecayIsAddedToTheGradient() {
    double w = 1;
    for (float g : GRADIENTS) {
      w -= LR * (g + 0.5 * w);
    }
    assertThat((double) after(OptimizerKind.SGD, 0.5)).isCloseTo(w, within(1e-6));
  }

  @Test
  void momentumKeepsNineTenthsOfItsVelocity() {
    double w = 1;
    double velocity = 0;
    for (float g : GRADIENTS) {
      velocity = 0.9 * velocity + (g + 0.5 * w);
      w -= LR * velocity;
    }
    assertThat((double) after(OptimizerKind.MOMENTUM, 0.5)).isCloseTo(w, within(1e-6));
  }

  @Test
  void adamDividesTheFirstMomentByTheRootOfTheSecond() {
    double w = 1;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= GRADIENTS.length; t++) {
      double g = GRADIENTS[t - 1] + 0.5 * w;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double root = Math.sqrt(v / (1 - Math.pow(0.999, t)));
      w -= LR * m / (1 - Math.pow(0.9, t)) / (root + 1e-8);
    }
    assertThat((double) after(OptimizerKind.ADAM, 0.5)).isCloseTo(w, within(1e-6));
  }

  @Test
  void aPlaceWithoutGradientAndWeightStaysZero() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      float[] w = {0f};
      new Optimizer(kind, LR, 0.5).step(w, new float[] {0f}, 1, 1);
      assertThat(w[0]).isZero();
    }
  }

  @Test
  void theGradientIsScaledBeforeAnythingElse() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      float[] scaled = {1f};
      float[] shrunk = {1f};
      new Optimizer(kind, LR, 0.5).step(scaled, new float[] {0.5f}, 1, 1);
      new Optimizer(kind, LR, 0.5).step(shrunk, new float[] {2f}, 1, 0.25);
      assertThat(shrunk).isEqualTo(scaled);
    }
  }

  private static float after(OptimizerKind kind, double weightDecay) {
    Optimizer optimizer = new Optimizer(kind, LR, weightDecay);
    float[] w = {1f};
    for (float g : GRADIENTS) {
      optimizer.step(w, new float[] {g}, 1, 1);
    }
    return w[0];
  }
}
