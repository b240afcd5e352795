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

  /** What trains here, in this process. */
  Engine engine();

  /** What trained this trial here; written into its row. */
  default Engine engineOf(Trial trial) {
    return engine();
  }

  /**
   * The same trainer in a task that Spark gave a GPU; it makes no difference where none is used.
   *
   * @param gpu its address
   */
  default TrialTrainer on(String gpu) {
    return this;
  }

  /** How many trials of one shape it trains as one computation, at most; 1 where it packs none. */
  default int packSize() {
    return 1;
  }

  /** Trains so many trials of one shape as one computation. */
  default Team team(int trials) {
    throw new UnsupportedOperationException("trains one trial at a time");
  }

  /**
   * Trains trials of one shape side by side, each on a thread of its own, which waits for the
   * others.
   */
  interface Team extends TrialTrainer {
    /** One trial less: it is over, or will not be trained. Once for every trial of the team. */
    void leave();
  }

  /**
   * What computed a row.
   *
   * @param name {@code cpu}, {@code nd4j} or {@code dl4j}
   * @param version of this software
   * @param kernels {@code vector} or {@code scalar}; of the other engines ND4J's backend
   * @param reproducibility what else gets the same bits: {@code any-cpu} where all do
   */
  record Engine(String name, String version, String kernels, String reproducibility)
      implements Serializable {
    /** An engine of this software's version. */
    public static Engine of(String name, String kernels, String reproducibility) {
      String version = TrialTrainer.class.getPackage().getImplementationVersion();
      return new Engine(name, version == null ? "unpackaged" : version, kernels, reproducibility);
    }
  }
}
