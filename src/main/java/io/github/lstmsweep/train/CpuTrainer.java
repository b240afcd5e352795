package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.trial.Trial;

/** Trains with the kernels of this process's processor. */
public final class CpuTrainer implements TrialTrainer {
  /** What its rows have in {@code engine}. */
  public static final String NAME = "cpu";

  private static final long serialVersionUID = 1L;

  @Override
  public TrainingOutcome train(Trial trial, TrainingData data, Deadline deadline, Cores cores) {
    cores.enter();
    try {
      return new TrainingRun(trial, data, KernelChoice.get().kernels(), deadline, cores).run();
    } finally {
      cores.leave();
    }
  }

  @Override
  public Engine engine() {
    return Engine.of(NAME, KernelChoice.get().kernels().name(), "any-cpu");
  }

  /** The way to vector kernels where this process has none, as a whole sentence. */
  public static String mendOfScalarKernels() {
    return KernelChoice.mend();
  }
}
