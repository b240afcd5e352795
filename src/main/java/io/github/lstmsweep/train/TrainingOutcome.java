package io.github.lstmsweep.train;

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
 * @param text what it was validated on, where that is known
 */
public record TrainingOutcome(
    TrialStatus status,
    String detail,
    List<EpochPoint> curve,
    Optional<TrainedModel> model,
    Timing timing,
    Optional<ValidationText> text) {
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
