package io.github.lstmsweep.search.rule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreForecastTest {
  private static final int EPOCHS = 100;

  /** A grid of five by five places, whose second dimension decides nothing. */
  private static Domain grid() {
    double[][] places = new double[25][];
    for (int trial = 0; trial < 25; trial++) {
      places[trial] = new double[] {along(trial), trial % 5 / 4.0};
    }
    return new Domain(places, EPOCHS);
  }

  /** The first dimension of a trial's place. */
  private static double along(int trial) {
    int row = trial / 5;
    return row / 4.0;
  }

  /** A power law that falls faster in trials further along the first dimension. */
  private static double score(int trial, int epoch) {
    return 20 * Math.pow(epoch, -0.1 - 0.3 * along(trial));
  }

  private static ScoreForecast learned(Domain domain) {
    ScoreForecast forecast = new ScoreForecast(domain);
    for (int trial = 0; trial < 25; trial += 2) {
      for (int epoch : new int[] {1, 2, 3, 5, 8}) {
        forecast.add(new Observation(trial, epoch), score(trial, epoch));
      }
    }
    return forecast;
  }

  @Test
  void curvesAreContinuedAndThoseOfNeighboursGuessed() {
    List<Forecast> forecasts = learned(grid()).forecasts();
    for (int trial = 0; trial < 25; trial++) {
      double end = Math.log(score(trial, EPOCHS));
      assertThat(forecasts.get(trial).mean()).as("trial %s", trial).isCloseTo(end, within(0.2));
      Forecast forecast = forecasts.get(trial);
      double spread = Math.hypot(forecast.deviation(), forecast.noise());
      assertThat(end).isCloseTo(forecast.mean(), within(2.6 * spread));
    }
  }

  @Test
  void aDimensionThatDecidesNothingGetsALongerScale() {
    List<Observation> observations = new ArrayList<>();
    List<Double> logs = new ArrayList<>();
    for (int trial = 0; trial < 25; trial++) {
      for (int epoch : new int[] {1, 10, 100}) {
        observations.add(new Observation(trial, epoch));
        logs.add(Math.log(score(trial, epoch)) + 0.1 * Math.sin(36 * along(trial)));
      }
    }
    CurveKernel kernel =
        KernelFit.of(
            CurveKernel.usual(2),
            grid(),
            observations,
            logs.stream().mapToDouble(log -> log).toArray());
    assertThat(kernel.lengths()[0]).isLessThan(kernel.lengths()[1] / 2);
  }

  @Test
  void equalScoresHaveEqualForecasts() {
    assertThat(learned(grid()).forecasts()).isEqualTo(learned(grid()).forecasts());
  }

  @Test
  void aFailedTrialCountsAsTheWorst() {
    ScoreForecast forecast = learned(grid());
    double before = forecast.forecasts().get(24).mean();
    forecast.add(new Observation(24, 12), Double.POSITIVE_INFINITY);
    assertThat(forecast.forecasts().get(24).mean()).isGreaterThan(before);
    assertThat(forecast.forecasts()).allSatisfy(f -> assertThat(f.mean()).isFinite());
  }

  @Test
  void withoutScoresAllForecastsAreEqual() {
    ScoreForecast forecast = new ScoreForecast(grid());
    assertThat(forecast.forecasts().stream().distinct()).hasSize(1);
    forecast.add(new Observation(3, 1), Double.POSITIVE_INFINITY);
    assertThat(forecast.forecasts()).allSatisfy(f -> assertThat(f.mean()).isFinite());
  }

  @Test
  void aScoreBelongsToTheExpectedObservation() {
    ScoreForecast forecast = new ScoreForecast(grid());
    forecast.expect(new Observation(3, 1));
    assertThatThrownBy(() -> forecast.add(new Observation(4, 1), 2))
        .hasMessage(
            "Cannot add Observation[trial=4, epoch=1]: must be Observation[trial=3, epoch=1],"
                + " which was expected");
    forecast.add(new Observation(3, 1), 2);
    assertThat(forecast.size()).isEqualTo(1);
  }

  @Test
  void theWorstScoresAreCut() {
    // Logarithms are 0, 1, 2 and 50; the median is 2, so the cut is at 2 + 3·2.
    double[] scores = {1, Math.E, Math.exp(2), Math.exp(50), Double.POSITIVE_INFINITY};
    assertThat(LogScores.of(scores)).containsExactly(new double[] {0, 1, 2, 8, 8}, within(1e-12));
    assertThat(LogScores.of(new double[] {Double.POSITIVE_INFINITY})).containsExactly(0);
    assertThat(LogScores.of(new double[] {0})[0]).isFinite();
  }
}
