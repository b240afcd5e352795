package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EarlyStopTest {
  @Test
  void aTrialStopsAfterEpochsWithoutAnImprovement() {
    assertThat(stopsAfter(new EarlyStop(2, 0), 9, 8, 8, 9, 1)).isEqualTo(4);
    assertThat(stopsAfter(new EarlyStop(2, 0), 9, 8, 9, 7, 9)).isZero();
    assertThat(stopsAfter(new EarlyStop(1, 0), 9, 9)).isEqualTo(2);
  }

  @Test
  void aSmallImprovementIsNone() {
    assertThat(stopsAfter(new EarlyStop(2, 0.1), 10, 9.5, 9.2)).isEqualTo(3);
    // Small ones add up, because they are compared with the best one that counted.
    assertThat(stopsAfter(new EarlyStop(2, 0.1), 10, 9.5, 8.9, 8.5)).isZero();
  }

  @Test
  void scoresThatAreNotFiniteImproveNothing() {
    assertThat(stopsAfter(new EarlyStop(2, 0), Double.NaN, Double.POSITIVE_INFINITY)).isEqualTo(2);
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> new EarlyStop(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EarlyStop(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EarlyStop(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Returns the epoch after which the trial stops; 0 if it goes on. */
  private static int stopsAfter(EarlyStop stop, double... scores) {
    EarlyStop.Watch watch = stop.watch();
    for (int i = 0; i < scores.length; i++) {
      if (watch.stopsAfter(scores[i])) {
        return i + 1;
      }
    }
    return 0;
  }
}
