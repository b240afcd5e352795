package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came out of one trial: everything that its row is made of.
 *
 * @param sweep the name of the sweep that ran it
 * @param trial what ran
 * @param ending how it ended
 * @param provenance where, when and by what
 */
public record TrialResult(String sweep, Trial trial, Ending ending, Provenance provenance) {
  /** How it ended. */
  public TrialStatus status() {
    return ending.status();
  }

  /** A point for every epoch that ended; none where training never returned. */
  public List<EpochPoint> curve() {
    return ending.training().map(t -> t.curve()).orElse(List.of());
  }

  /** The trained parameters and sample; empty unless OK. */
  public Optional<TrainedModel> model() {
    return ending.training().flatMap(t -> t.model());
  }

  /** What is known of what it was validated on; empty where training never returned. */
  public Optional<ValidationText> text() {
    return ending.training().flatMap(t -> t.text());
  }

  /** What is kept of a time series; empty where there is none, or training never returned. */
  public Optional<SeriesForecasts> series() {
    return ending.training().flatMap(t -> t.series());
  }

  /** The last epoch of a trial that is OK: its scores are the trial's. */
  public Optional<EpochPoint> finalEpoch() {
    return status() == TrialStatus.OK && !curve().isEmpty()
        ? Optional.of(curve().get(curve().size() - 1))
        : Optional.empty();
  }

  /** The earliest epoch of the lowest finite validation score. */
  public Optional<EpochPoint> bestEpoch() {
    return curve().stream()
        .filter(p -> Double.isFinite(p.validationScore()))
        .min(Comparator.comparingDouble(EpochPoint::validationScore));
  }
}
