package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.train.engine.EngineVersion;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.Trial;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains LSTMs with DL4J's own network. It is slow; its use is the opinion of another
 * implementation.
 */
public final class Dl4jTrainer implements TrialTrainer {
  private static final long serialVersionUID = 1L;

  /** Whether DL4J can train a trial with these hyperparameters. */
  public static boolean has(Hyperparameters h) {
    return Dl4jNetwork.has(h) && h.dropout() == 0 && h.keep() == Keep.LAST;
  }

  @Override
  public TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
    return train(trial, data, deadline, cores, TrainingListener.NONE);
  }

  @Override
  public TrainingOutcome train(
      Trial trial, TrainingData data, Deadline deadline, Cores cores, TrainingListener heard) {
    return new TrainingRun(
            trial,
            (Corpus) data,
            (initial, windows, dropout) -> new Dl4jModel(initial, windows),
            deadline)
        .run(heard);
  }

  @Override
  public EngineVersion engine() {
    return EngineVersion.of(
        Dl4jEngine.NAME, Nd4j.getBackend().getClass().getSimpleName(), "same device and libraries");
  }
}
