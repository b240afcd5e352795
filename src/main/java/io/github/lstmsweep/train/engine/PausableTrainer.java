package io.github.lstmsweep.train.engine;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.trial.Trial;

/** A trainer of parts. A whole trial is the longest part. */
public interface PausableTrainer extends TrialTrainer {
  @Override
  default TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
    return train(trial, data, deadline, cores, TrainingListener.NONE);
  }

  @Override
  default TrainingOutcome train(
      Trial trial, TrainingData data, Deadline deadline, Cores cores, TrainingListener heard) {
    return train(trial, data, Leg.whole(trial), deadline, cores, heard);
  }

  @Override
  TrainingOutcome train(
      Trial trial,
      TrainingData data,
      Leg leg,
      Deadline deadline,
      Cores cores,
      TrainingListener heard);

  @Override
  default boolean canPause() {
    return true;
  }
}
