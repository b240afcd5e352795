package io.github.lstmsweep.search.rule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForecastTest {
  @Test
  void theImprovementIsTheIntegralBelowTheBest() {
    Forecast forecast = new Forecast(2, 0.5, 0);
    for (double best : new double[] {0.5, 1.7, 2, 2.4}) {
      double sum = 0;
      double step = 1e-4;
      for (double x = -2; x < best; x += step) {
        double z = (x - 2) / 0.5;
        sum += (best - x) * Math.exp(-z * z / 2) / (0.5 * Math.sqrt(2 * Math.PI)) * step;
      }
      assertThat(forecast.improvement(best)).isCloseTo(sum, within(1e-4));
    }
  }

  @Test
  void aForecastWithoutDoubtImprovesByItsGap() {
    assertThat(new Forecast(2, 0, 0).improvement(3)).isEqualTo(1);
    assertThat(new Forecast(2, 0, 0).improvement(1)).isZero();
    assertThat(new Forecast(900, 1, 0).improvement(1)).isZero();
  }
}
