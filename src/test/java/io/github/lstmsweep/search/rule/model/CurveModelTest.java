package io.github.lstmsweep.search.rule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;

/** Compares forecasts with the textbook's formulas, solved by another library. */
class CurveModelTest {
  private static final int EPOCHS = 20;

  private final Random random = new Random(17);
  private final Domain domain = new Domain(places(9, 2), EPOCHS);
  private final CurveKernel kernel =
      new CurveKernel(new double[] {0.4, 1.3}, 0.8, 0.1, 0.7, 0.2, 1.2, 0.01);

  private double[][] places(int trials, int dimensions) {
    double[][] places = new double[trials][];
    Arrays.setAll(places, trial -> random.doubles(dimensions).toArray());
    return places;
  }

  private List<Observation> observations(int count) {
    List<Observation> all = new ArrayList<>();
    while (all.size() < count) {
      Observation next = new Observation(random.nextInt(9), 1 + random.nextInt(EPOCHS));
      if (!all.contains(next)) {
        all.add(next);
      }
    }
    return all;
  }

  private double covariance(Observation one, Observation other) {
    return kernel.covariance(
        kernel.ofPlaces(domain.places()[one.trial()], domain.places()[other.trial()]),
        one.trial() == other.trial(),
        Math.log(one.epoch()) / Math.log(EPOCHS),
        Math.log(other.epoch()) / Math.log(EPOCHS));
  }

  @Test
  void forecastsAreThoseOfTheTextbook() {
    List<Observation> seen = observations(30);
    double[] scores = random.doubles(30, 1, 3).toArray();
    CurveModel model = new CurveModel(domain, kernel);
    seen.forEach(model::add);
    List<Forecast> forecasts = model.forecasts(scores);

    RealMatrix covariances = new Array2DRowRealMatrix(30, 30);
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 30; k++) {
        double noise = i == k ? kernel.noise() : 0;
        covariances.setEntry(i, k, covariance(seen.get(i), seen.get(k)) + noise);
      }
    }
    double mean = Arrays.stream(scores).average().orElseThrow();
    RealVector centered = new ArrayRealVector(scores).mapSubtract(mean);
    RealVector weights = new LUDecomposition(covariances).getSolver().solve(centered);
    double scale = (0.01 + centered.dotProduct(weights)) / 31;
    for (int trial = 0; trial < 9; trial++) {
      Observation end = new Observation(trial, EPOCHS);
      RealVector with =
          new ArrayRealVector(seen.stream().mapToDouble(o -> covariance(o, end)).toArray());
      double rest =
          covariance(end, end)
              - with.dotProduct(new LUDecomposition(covariances).getSolver().solve(with));
      Forecast forecast = forecasts.get(trial);
      assertThat(forecast.mean()).isCloseTo(mean + with.dotProduct(weights), within(1e-9));
      assertThat(forecast.deviation()).isCloseTo(Math.sqrt(scale * rest), within(1e-8));
      assertThat(forecast.noise()).isCloseTo(Math.sqrt(scale * 0.01), within(1e-12));
    }
  }

  @Test
  void anExpectedScoreNarrowsAForecastAndMovesNone() {
    List<Observation> seen = observations(12);
    double[] scores = random.doubles(12, 1, 3).toArray();
    CurveModel model = new CurveModel(domain, kernel);
    seen.forEach(model::add);
    List<Forecast> before = model.forecasts(scores);
    model.add(new Observation(4, EPOCHS));
    List<Forecast> after = model.forecasts(scores);
    assertThat(after.get(4).deviation()).isLessThan(before.get(4).deviation() / 3);
    for (int trial = 0; trial < 9; trial++) {
      assertThat(after.get(trial).mean()).isEqualTo(before.get(trial).mean());
      assertThat(after.get(trial).deviation()).isLessThan(before.get(trial).deviation());
    }
  }

  @Test
  void aPointThatIsKnownTwiceStaysFinite() {
    CurveModel model =
        new CurveModel(domain, new CurveKernel(new double[] {1, 1}, 1, 0.1, 1, 1, 1, 0));
    model.add(new Observation(0, 1));
    model.add(new Observation(0, 1));
    assertThat(model.forecasts(new double[] {2, 2}))
        .allSatisfy(forecast -> assertThat(forecast.mean()).isFinite());
  }

  @Test
  void theFactorGrowsRowByRow() {
    CholeskyFactor factor = new CholeskyFactor();
    factor.append(new double[0], 4);
    factor.append(new double[] {2}, 5);
    assertThat(factor.at(0, 0)).isEqualTo(2);
    assertThat(factor.at(1, 0)).isEqualTo(1);
    assertThat(factor.at(1, 1)).isEqualTo(2);
    assertThat(factor.solve(new double[] {6, 7})).containsExactly(3, 2);
    assertThat(factor.solve(new double[] {6})).containsExactly(3);
  }
}
