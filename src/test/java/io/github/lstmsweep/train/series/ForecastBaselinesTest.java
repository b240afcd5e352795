package io.github.lstmsweep.train.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.train.SeriesTrials;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.SeriesForm;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastBaselinesTest {
  // From reference_linear_forecast.py: tau, training windows, linear and naive RMSE by NumPy.
  @ParameterizedTest
  @CsvSource({
    "4, 100, 0.527086102670, 0.586920566229",
    "1, 100, 0.545938751647, 0.588206405228",
    "8, 96, 0.447555934979, 0.586920566229"
  })
  void theLinearForecastIsThatOfNumPy(int tau, int trainWindows, double linear, double naive) {
    ForecastBaselines baselines = of(SeriesTrials.series(20, 1), tau, trainWindows);
    assertThat(baselines.linear()).isCloseTo(linear, within(1e-9));
    assertThat(baselines.naive()).isCloseTo(naive, within(1e-9));
    assertThat(baselines.noise()).isNaN();
  }

  @Test
  void theErrorsAreInTheUnitsOfTheSeries() {
    ForecastBaselines large = of(SeriesTrials.series(2e5, 1e4), 4, 100);
    assertThat(large.linear()).isCloseTo(0.527086e4, within(1.0));
    assertThat(large.naive()).isCloseTo(0.586920e4, within(1.0));
  }

  /** If the columns are linearly dependent, least squares have more than one solution. */
  @Test
  void aLineAndAConstantAreForecastThoughTheirColumnsAreAlike() {
    float[] line = new float[154];
    for (int i = 0; i < line.length; i++) {
      line[i] = 3 + 0.5f * i;
    }
    assertThat(of(series(line), 4, 100).linear()).isCloseTo(0, within(1e-5));
    assertThat(of(series(line), 4, 100).naive()).isEqualTo(0.5);
    float[] constant = new float[154];
    Arrays.fill(constant, 7);
    assertThat(of(series(constant), 4, 100).linear()).isCloseTo(0, within(1e-9));
  }

  @Test
  void theNoiseIsTheSeriesOwn() {
    float[] values = SeriesTrials.series().values();
    TimeSeries noisy = new TimeSeries("noisy", "", values, OptionalDouble.of(0.2));
    assertThat(of(noisy, 4, 100).noise()).isEqualTo(0.2);
  }

  private static TimeSeries series(float[] values) {
    return new TimeSeries("any", "", values, OptionalDouble.empty());
  }

  private static ForecastBaselines of(TimeSeries series, int tau, int trainWindows) {
    return ForecastBaselines.of(
        SeriesTrials.trial(
            series, SeriesForm.Scale.NONE, trainWindows, Map.of(Hyperparameter.TAU, tau)),
        series);
  }
}
