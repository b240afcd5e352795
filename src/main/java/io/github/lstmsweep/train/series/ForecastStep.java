package io.github.lstmsweep.train.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A forecast of one future value. The interval is split conformal (Lei et al. 2018,
 * Distribution-free predictive inference for regression, section 2.2), with the signed errors of
 * the validation forecasts that look as many steps ahead. It holds as far as the future errs as
 * validation did.
 *
 * @param step number of steps ahead, from 1
 * @param forecast in the units of the series
 * @param lower lower bound of the interval; NaN if too few forecasts were validated
 * @param upper upper bound of the interval; NaN if too few forecasts were validated
 * @param rmse root mean squared error of the validation forecasts that look as many steps ahead;
 *     NaN if there are none
 */
public record ForecastStep(int step, double forecast, double lower, double upper, double rmse) {
  /**
   * Returns the steps of forecasts with their intervals.
   *
   * @param forecasts one for each number of steps ahead
   * @param residuals value minus forecast, for each number of steps ahead
   * @param level probability that a value lies in its interval, above 0 and below 1
   */
  public static List<ForecastStep> of(double[] forecasts, List<double[]> residuals, double level) {
    List<ForecastStep> steps = new ArrayList<>();
    for (int k = 0; k < forecasts.length; k++) {
      double[] sorted = residuals.get(k).clone();
      Arrays.sort(sorted);
      steps.add(
          new ForecastStep(
              k + 1,
              forecasts[k],
              forecasts[k] - quantile(negated(sorted), level),
              forecasts[k] + quantile(sorted, level),
              rmse(sorted)));
    }
    return List.copyOf(steps);
  }

  /**
   * Returns the residual that a new one exceeds with a probability of at most half of what the
   * level leaves: of n residuals, the one at place ceil((n + 1)·(1 + level) / 2).
   *
   * @return NaN if there is no such place
   */
  private static double quantile(double[] sorted, double level) {
    double exact = (sorted.length + 1) * (1 + level) / 2;
    // A level such as 0.9 is no exact double, and must not move the place by one.
    int place = (int) Math.ceil(exact - 1e-9 * exact);
    return place <= sorted.length ? sorted[place - 1] : Double.NaN;
  }

  private static double[] negated(double[] sorted) {
    double[] negated = new double[sorted.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -sorted[negated.length - 1 - i];
    }
    return negated;
  }

  private static double rmse(double[] residuals) {
    double squares = 0;
    for (double residual : residuals) {
      squares += residual * residual;
    }
    return Math.sqrt(squares / residuals.length);
  }
}
