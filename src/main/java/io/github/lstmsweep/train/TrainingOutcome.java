package io.github.lstmsweep.train;

import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Optional;

/**
 * What training one trial gave.
 *
 * @param status {@code OK}, {@code DIVERGED} or {@code TIMEOUT}; the other states never reach here
 * @param detail why the status is not OK, empty otherwise
 * @param curve a point for every epoch that ended
 * @param model parameters and sample; empty unless OK
 * @param timing measured, so not the same twice
 * @param text what it was validated on, where that is a text and known
 * @param series what is kept of a time series; empty where there is none
 */
public record TrainingOutcome(
    TrialStatus status,
    String detail,
    List<EpochPoint> curve,
    Optional<TrainedModel> model,
    Timing timing,
    Optional<ValidationText> text,
    Optional<SeriesForecasts> series) {
  /** Of a text. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing,
      Optional<ValidationText> text) {
    this(status, detail, curve, model, timing, text, Optional.empty());
  }

  /** Of a time series. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing,
      SeriesForecasts series) {
    this(status, detail, curve, model, timing, Optional.empty(), Optional.of(series));
  }

  /** Of a text of which nothing is known. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing) {
    this(status, detail, curve, model, timing, Optional.empty());
  }

  /** Keeps its own copy of the curve. */
  public TrainingOutcome {
    curve = List.copyOf(curve);
  }

  /**
   * Seconds spent, and the rate of validation.
   *
   * @param trainSeconds in training minibatches
   * @param validationSeconds in validation minibatches
   * @param tokensPerSecond trained tokens over {@code trainSeconds}
   * @param inferenceTokensPerSecond validated tokens over {@code validationSeconds}
   */
  public record Timing(
      double trainSeconds,
      double validationSeconds,
      double tokensPerSecond,
      double inferenceTokensPerSecond) {}
}
