package io.github.lstmsweep.result;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import java.util.concurrent.CopyOnWriteArrayList;

/** Returns the fixed result of each trial's seed, and remembers the trials that it trained. */
final class GoldenTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  static final long DIVERGES = 7;

  final CopyOnWriteArrayList<String> trained = new CopyOnWriteArrayList<>();

  @Override
  public TrainingOutcome train(Trial trial, TrainingData corpus, Deadline deadline, Cores cores) {
    trained.add(trial.id().hex());
    long seed = trial.hyperparameters().seed();
    TrialResult result = seed == DIVERGES ? Results.diverged(seed) : Results.ok(seed);
    return result.ending().training().orElseThrow();
  }

  @Override
  public EngineVersion engine() {
    return new EngineVersion("golden", "1", "none", "any-cpu");
  }
}
