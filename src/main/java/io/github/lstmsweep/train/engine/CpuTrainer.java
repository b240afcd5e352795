package io.github.lstmsweep.train.engine;

import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.Leg;
import io.github.lstmsweep.train.TrainingListener;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.trial.Trial;

/** Trains with the kernels of this process's processor. */
public final class CpuTrainer implements PausableTrainer {
  /** The value of the column {@code engine} in its rows. */
  public static final String NAME = "cpu";

  private static final long serialVersionUID = 1L;

  @Override
  public TrainingOutcome train(
      Trial trial,
      TrainingData data,
      Leg leg,
      Deadline deadline,
      Cores cores,
      TrainingListener heard) {
    cores.enter();
    try {
      return new TrainingRun(trial, data, KernelChoice.get().kernels(), deadline, cores)
          .run(leg, heard);
    } finally {
      cores.leave();
    }
  }

  @Override
  public EngineVersion engine() {
    return EngineVersion.of(NAME, KernelChoice.get().kernels().name(), "any-cpu");
  }

  /** Returns the kernels of this process, such as {@code vector, 16 lanes}. */
  public static String kernels() {
    Kernels kernels = KernelChoice.get().kernels();
    return kernels.name() + (kernels.lanes() == 1 ? "" : ", " + kernels.lanes() + " lanes");
  }

  /** Returns, as a sentence, how to get vector kernels in a process that has none. */
  public static String mendOfScalarKernels() {
    return KernelChoice.mend();
  }
}
