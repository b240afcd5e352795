package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.series.SeriesForecasts;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Optional;

/**
 * The result of one trial: everything that its row is made of.
 *
 * @param sweep the name of the sweep that ran it
 * @param trial the trial
 * @param ending the way it ended
 * @param provenance the place, time and engine of the training
 */
public record TrialResult(String sweep, Trial trial, Ending ending, Provenance provenance) {
  /** Returns the trial's status. */
  public TrialStatus status() {
    return ending.status();
  }

  /** Returns one point per epoch that ended; none if training never returned. */
  public List<EpochPoint> curve() {
    return ending.training().map(t -> t.curve()).orElse(List.of());
  }

  /** Returns the trained parameters and the sample; empty unless OK, or stopped early. */
  public Optional<TrainedModel> model() {
    return ending.training().flatMap(t -> t.model());
  }

  /** Returns the facts about the validation text; empty if training never returned. */
  public Optional<ValidationText> text() {
    return ending.training().flatMap(t -> t.text());
  }

  /** Returns the forecasts of a time series; empty for a text, or if training never returned. */
  public Optional<SeriesForecasts> series() {
    return ending.training().flatMap(t -> t.series());
  }

  /**
   * Returns the epoch whose scores are the trial's, the last or the best one; empty if it has no
   * model.
   */
  public Optional<EpochPoint> keptEpoch() {
    return ending.training().flatMap(t -> t.keptEpoch(trial.hyperparameters().keep()));
  }

  /**
   * Returns the epoch with the lowest finite validation score, the earliest if several share it.
   */
  public Optional<EpochPoint> bestEpoch() {
    return ending.training().flatMap(t -> t.bestEpoch());
  }
}
