package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.trial.Trial;
import java.io.Serializable;

/**
 * Trains one trial, on the calling thread and on cores that are idle. Sent to executors, so it
 * holds configuration only; whatever is heavy is made where it runs.
 */
public interface TrialTrainer extends Serializable {
  /**
   * Trains {@code trial} to its end, to its divergence or to {@code deadline}.
   *
   * @throws RuntimeException where the trial cannot be trained; the caller makes it a row
   */
  TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores);

  /** What trains here, in this process; written into every row. */
  Engine engine();

  /**
   * What computed a row.
   *
   * @param name {@code cpu}
   * @param version of this software
   * @param kernels {@code vector} or {@code scalar}
   * @param reproducibility what else gets the same bits: {@code any-cpu}
   */
  record Engine(String name, String version, String kernels, String reproducibility)
      implements Serializable {}
}
