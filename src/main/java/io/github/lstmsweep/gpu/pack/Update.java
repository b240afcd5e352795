package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.nn.Optimizer;
import java.nio.IntBuffer;

/** An optimizer's step, as a job tells it to the kernels. */
final class Update {
  static final int NONE = 0;
  static final int PLAIN = 1;
  static final int SGD = 2;
  static final int MOMENTUM = 3;
  static final int ADAM = 4;

  private Update() {}

  /** Writes a step to the numbers of a job that start at {@code at}. */
  static void put(Optimizer.Step step, IntBuffer jobs, int at) {
    jobs.put(at + JobField.UPDATE_KIND.place(), kind(step));
    jobs.put(at + JobField.FACTOR_BITS.place(), Float.floatToRawIntBits(step.factor()));
    jobs.put(at + JobField.SHRINK_BITS.place(), Float.floatToRawIntBits(step.shrink()));
    jobs.put(at + JobField.DECAY_BITS.place(), Float.floatToRawIntBits(step.weightDecay()));
    jobs.put(at + JobField.CORRECTION_BITS.place(), Float.floatToRawIntBits(step.correction()));
  }

  private static int kind(Optimizer.Step step) {
    if (step.isPlain()) {
      return PLAIN;
    }
    return switch (step.kind()) {
      case SGD -> SGD;
      case MOMENTUM -> MOMENTUM;
      case ADAM -> ADAM;
    };
  }
}
