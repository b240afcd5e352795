package io.github.lstmsweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

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

  /** 24H² + 6HV a trained token, 8H² + 2HV a validated one. */
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
                    new Hyperparameters(65_536, 4_096, 1, 1_024, 1_000_000, 1, 0),
                    new Dataset("a", "0".repeat(64), "char", 28, 1_000_000, 1))
                .trainedTokens())
        .isEqualTo(65_536_000_000_000_000L);
  }

  private static TrialCost cost(int numHiddens) {
    return TrialCost.of(
        new Hyperparameters(16, numHiddens, 1, 1_024, 3, 1, 0),
        new Dataset("harbour", "0".repeat(64), "char", 28, 10_000, 5_000));
  }
}
