package io.github.lstmsweep.search.rule.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts the last scores of trials from the scores that are known. It fits its kernel again
 * whenever the number of scores has grown by a third.
 */
public final class ScoreForecast {
  private static final double GROWTH = 4 / 3.0;

  private final Domain domain;
  private final List<Observation> observations = new ArrayList<>();
  private final List<Double> scores = new ArrayList<>();
  private CurveKernel kernel;
  private CurveModel model;
  private int fitted;
  private int expected;

  /** Returns the number of scores that are known or expected. */
  public int size() {
    return observations.size();
  }

  /** Makes a forecast without scores. */
  public ScoreForecast(Domain domain) {
    this.domain = domain;
    this.kernel = CurveKernel.usual(domain.dimensions());
    this.model = new CurveModel(domain, kernel);
  }

  /**
   * Adds a score that is known. The scores that were {@linkplain #expect expected} come first, in
   * their order.
   *
   * @param score infinity if the trial failed
   */
  public void add(Observation observation, double score) {
    if (expected > 0) {
      Observation next = observations.get(scores.size());
      if (!next.equals(observation)) {
        throw new IllegalArgumentException(
            "Cannot add " + observation + ": must be " + next + ", which was expected");
      }
      expected--;
    } else {
      observations.add(observation);
      model.add(observation);
    }
    scores.add(score);
  }

  /** Adds an observation whose score is not known yet. It narrows the forecasts. */
  public void expect(Observation observation) {
    observations.add(observation);
    model.add(observation);
    expected++;
  }

  /**
   * Forecasts the log score of each trial after its last epoch.
   *
   * @return one forecast per trial, in the order of their numbers
   */
  public List<Forecast> forecasts() {
    double[] logs = LogScores.of(scores.stream().mapToDouble(score -> score).toArray());
    if (scores.size() >= GROWTH * fitted && scores.size() > 1) {
      kernel = KernelFit.of(kernel, domain, observations.subList(0, scores.size()), logs);
      fitted = scores.size();
      model = new CurveModel(domain, kernel);
      observations.forEach(model::add);
    }
    return model.forecasts(logs);
  }
}
