package io.github.lstmsweep.train;

import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The result of training one trial.
 *
 * @param status {@code OK}, {@code PAUSED}, {@code DIVERGED} or {@code TIMEOUT}; no training ends
 *     with a different one
 * @param detail why the status is not OK, empty otherwise
 * @param curve one point for every epoch that ended
 * @param model parameters and sample; empty unless OK, or PAUSED by its own scores
 * @param timing measured, so it differs from run to run
 * @param text facts about the validation text; empty for a series or if unknown
 * @param series baselines and forecasts of a time series; empty for a text
 * @param state from which the training can continue; empty unless PAUSED
 */
public record TrainingOutcome(
    TrialStatus status,
    String detail,
    List<EpochPoint> curve,
    Optional<TrainedModel> model,
    Timing timing,
    Optional<ValidationText> text,
    Optional<SeriesForecasts> series,
    Optional<TrainingState> state) {
  /** Makes the outcome of a trial on a text. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing,
      Optional<ValidationText> text) {
    this(status, detail, curve, model, timing, text, Optional.empty(), Optional.empty());
  }

  /** Makes the outcome of a trial on a time series. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing,
      SeriesForecasts series) {
    this(
        status,
        detail,
        curve,
        model,
        timing,
        Optional.empty(),
        Optional.of(series),
        Optional.empty());
  }

  /** Makes the outcome of a trial on a text without facts about its validation text. */
  public TrainingOutcome(
      TrialStatus status,
      String detail,
      List<EpochPoint> curve,
      Optional<TrainedModel> model,
      Timing timing) {
    this(status, detail, curve, model, timing, Optional.empty());
  }

  /** Returns this outcome with the state from which the training can continue. */
  TrainingOutcome with(TrainingState paused) {
    return new TrainingOutcome(
        status, detail, curve, model, timing, text, series, Optional.of(paused));
  }

  /** Returns the epoch with the lowest finite validation score, the earliest of equal ones. */
  public Optional<EpochPoint> bestEpoch() {
    return curve.stream()
        .filter(point -> Double.isFinite(point.validationScore()))
        .min(Comparator.comparingDouble(EpochPoint::validationScore));
  }

  /** Returns the epoch whose scores are those of the model; empty if there is no model. */
  public Optional<EpochPoint> keptEpoch(Keep keep) {
    if (model.isEmpty() || curve.isEmpty()) {
      return Optional.empty();
    }
    return switch (keep) {
      case LAST -> Optional.of(curve.get(curve.size() - 1));
      case BEST -> bestEpoch();
    };
  }

  /** Copies the curve. */
  public TrainingOutcome {
    curve = List.copyOf(curve);
  }

  /**
   * Seconds spent, and rates in tokens per second.
   *
   * @param trainSeconds spent on training minibatches
   * @param validationSeconds spent on validation minibatches
   * @param tokensPerSecond trained tokens divided by {@code trainSeconds}
   * @param inferenceTokensPerSecond validated tokens divided by {@code validationSeconds}
   */
  public record Timing(
      double trainSeconds,
      double validationSeconds,
      double tokensPerSecond,
      double inferenceTokensPerSecond) {}
}
