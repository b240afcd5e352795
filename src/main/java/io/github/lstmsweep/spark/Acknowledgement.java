package io.github.lstmsweep.spark;

import io.github.lstmsweep.result.TrialResult;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the driver is told of a trial whose row is published.
 *
 * @param trial the digits of its id
 * @param status how it ended
 * @param validationPerplexity after the last epoch; NaN where there is none
 * @param seconds from the start of its task to the end of training
 * @param attempt Spark's try of the task, from 1
 */
public record Acknowledgement(
    String trial, TrialStatus status, double validationPerplexity, double seconds, int attempt)
    implements Serializable {

  /** Which trial. */
  public TrialId id() {
    return new TrialId(trial);
  }

  static Acknowledgement of(TrialResult result) {
    Duration took =
        Duration.between(result.provenance().startedAt(), result.provenance().finishedAt());
    return new Acknowledgement(
        result.trial().id().hex(),
        result.status(),
        result.finalEpoch().map(EpochPoint::validationPerplexity).orElse(Double.NaN),
        took.toNanos() / 1e9,
        result.provenance().attempt());
  }
}
