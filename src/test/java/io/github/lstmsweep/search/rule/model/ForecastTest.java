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
  void theIntervalIsThatOfADoubtedNormalDistribution() {
    Forecast forecast = new Forecast(2, 0.04, 0.03);
    assertThat(forecast.score()).isEqualTo(Math.exp(2));
    // 10% of a normal distribution are below -1.2816 deviations.
    double half = 1.2816 * Math.sqrt(0.1 * 0.1 + 0.03 * 0.03);
    assertThat(Math.log(forecast.low())).isCloseTo(2 - half, within(1e-9));
    assertThat(Math.log(forecast.high())).isCloseTo(2 + half, within(1e-9));
  }

  @Test
  void aForecastWithoutDoubtImprovesByItsGap() {
    assertThat(new Forecast(2, 0, 0).improvement(3)).isEqualTo(1);
    assertThat(new Forecast(2, 0, 0).improvement(1)).isZero();
    assertThat(new Forecast(900, 1, 0).improvement(1)).isZero();
  }
}
