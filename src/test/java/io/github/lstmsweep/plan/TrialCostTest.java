package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialCostTest {
  /** H = 32, V = 28: input 28·128, recurrent 32·128, biases 2·128, output 32·28 + 28. */
  @Test
  void theModelHasItsGatesAndItsOutputLayer() {
    assertThat(cost(32).parameterCount()).isEqualTo(3_584 + 4_096 + 256 + 924);
  }

  @Test
  void everyTokenOfEveryTrainingWindowCountsInEveryEpoch() {
    assertThat(cost(32).trainedTokens()).isEqualTo(10_000L * 16 * 3);
  }

  /** A trained token costs 24H² + 6HV FLOP, and a validated one 8H² + 2HV. */
  @Test
  void aTokenCostsThreeTimesAsMuchInTrainingAsInValidation() {
    double forward = 8.0 * 32 * 32 + 2.0 * 32 * 28;
    assertThat(cost(32).flops())
        .isEqualTo((24.0 * 32 * 32 + 6.0 * 32 * 28) * 480_000 + forward * 5_000 * 16 * 3);
  }

  @Test
  void aSizeBeyondAnIntIsCounted() {
    assertThat(
            TrialCost.of(
                    with(
                        Hyperparameter.NUM_STEPS, 65_536,
                        Hyperparameter.NUM_EPOCHS, 1_000_000),
                    new Dataset("a", "0".repeat(64), "char", 28, 1_000_000, 1))
                .trainedTokens())
        .isEqualTo(65_536_000_000_000_000L);
  }

  /**
   * A GRU has three gates, an MGU two and an RNN one. A second layer reads H units instead of V
   * tokens.
   */
  @Test
  void cellsAndLayersCostWhatTheirMatricesDo() {
    Hyperparameters gru = with(Hyperparameter.CELL, "gru", Hyperparameter.NUM_LAYERS, 2);
    assertThat(cost(gru).parameterCount())
        .isEqualTo(3 * 32 * (28 + 32 + 2) + 3 * 32 * (32 + 32 + 2) + 32 * 28 + 28);
    double forward = 3 * 3 * 2.0 * 32 * 32 + 2.0 * 32 * 28;
    assertThat(cost(gru).flops()).isEqualTo(3 * forward * 32_000_000 + forward * 16_000_000);
    Hyperparameters mgu = with(Hyperparameter.CELL, "mgu", Hyperparameter.NUM_LAYERS, 1);
    assertThat(cost(mgu).parameterCount()).isEqualTo(2 * 32 * (28 + 32 + 2) + 32 * 28 + 28);
    Hyperparameters rnn = with(Hyperparameter.CELL, "rnn", Hyperparameter.NUM_LAYERS, 1);
    assertThat(cost(rnn).parameterCount()).isEqualTo(32 * (28 + 32 + 2) + 32 * 28 + 28);
  }

  private static TrialCost cost(int numHiddens) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.NUM_STEPS, 16);
    values.put(Hyperparameter.NUM_HIDDENS, numHiddens);
    values.put(Hyperparameter.NUM_EPOCHS, 3);
    return cost(Hyperparameters.of(values));
  }

  private static TrialCost cost(Hyperparameters hyperparameters) {
    return TrialCost.of(
        hyperparameters, new Dataset("harbour", "0".repeat(64), "char", 28, 10_000, 5_000));
  }

  private static Hyperparameters with(Hyperparameter a, Object x, Hyperparameter b, Object y) {
    return Hyperparameters.of(Map.of(a, x, b, y));
  }
}
