package io.github.lstmsweep.compare.replay;

import io.github.lstmsweep.search.rule.model.Forecast;
import java.util.List;

/**
 * How often a rule's forecasts held: those at its end, of the trials that it began and did not end.
 *
 * @param forecasts number of these trials that have a last score
 * @param held number of last scores within the interval of their forecast
 */
public record Calibration(int forecasts, int held) {
  /** The calibration of a rule that forecasts nothing. */
  public static final Calibration NONE = new Calibration(0, 0);

  /**
   * Compares forecasts with the scores of a table.
   *
   * @param forecasts one per trial, or none
   * @param reached the epoch that each trial has reached; 0 if it never began
   */
  static Calibration of(List<Forecast> forecasts, int[] reached, KnownCurves curves) {
    int known = 0;
    int held = 0;
    for (int trial = 0; trial < forecasts.size(); trial++) {
      double score = curves.score(trial, curves.epochs());
      if (reached[trial] > 0 && reached[trial] < curves.length(trial) && Double.isFinite(score)) {
        Forecast forecast = forecasts.get(trial);
        known++;
        held += forecast.low() <= score && score <= forecast.high() ? 1 : 0;
      }
    }
    return new Calibration(known, held);
  }
}
