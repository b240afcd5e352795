package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/** The launches of a batch, in the order in which {@code gpu.pack.Bench} makes them. */
final class BatchWork {
  /** Copies of a batch: two to the device and three back. */
  static final int COPIES = 5;

  private BatchWork() {}

  /** Returns the launches of a batch, each of whose trials makes a step of its optimizer first. */
  static List<LaunchWork> of(BatchSize size, DeviceFigures on) {
    PassWork pass = new PassWork(size, on);
    GradientWork gradient = new GradientWork(size);
    Shape shape = size.shape();
    List<LaunchWork> launches = new ArrayList<>();
    if (size.training()) {
      launches.add(gradient.update());
    }
    launches.add(gradient.copyWeights());
    launches.add(gradient.bound());
    if (size.training()) {
      launches.add(gradient.clear((double) size.jobs() * SHARDS * shape.gradientFloats()));
      if (shape.descends()) {
        launches.add(
            gradient.clear((double) size.jobs() * SHARDS * shape.outputs() * Kernels.ROWS));
      }
    }
    for (int chunk = 0; chunk < size.chunks(); chunk++) {
      launches.add(pass.forward());
      boolean isLast = chunk + 1 == size.chunks();
      if (shape.descends()) {
        output(launches, size, pass, gradient, shape.numSteps(), isLast);
      } else {
        for (int tile = 0; tile < size.plan().perShard(); tile++) {
          for (int end = shape.numSteps(); end > 0; end -= shape.stepsOfOutput()) {
            int count = Math.min(end, shape.stepsOfOutput());
            output(launches, size, pass, gradient, count, true);
          }
        }
      }
      if (size.training()) {
        backward(launches, size, pass, gradient);
      }
    }
    if (size.training()) {
      launches.add(gradient.addShards());
      launches.add(gradient.complete());
      launches.add(gradient.norm());
    }
    return launches;
  }

  private static void output(
      List<LaunchWork> launches,
      BatchSize size,
      PassWork pass,
      GradientWork gradient,
      int count,
      boolean isLast) {
    launches.add(pass.output(count));
    if (!size.training()) {
      return;
    }
    launches.add(gradient.outputWeights(count));
    launches.add(gradient.outputBiases(count));
    if (isLast) {
      launches.add(gradient.closeBiases());
    }
  }

  private static void backward(
      List<LaunchWork> launches, BatchSize size, PassWork pass, GradientWork gradient) {
    launches.add(pass.backward());
    for (int layer = 0; layer < size.layers(); layer++) {
      boolean tokens = size.shape().readsTokens() && layer == 0;
      launches.add(gradient.recurrentWeights());
      if (!tokens) {
        launches.add(gradient.inputWeights(size.shape().architecture().inputs(layer)));
      }
      launches.add(gradient.columnsOfGates(tokens));
    }
  }

  /** The bytes of a batch's copies: numbers and windows there; losses, norms and states back. */
  static double copiedBytes(BatchSize size) {
    double perTile = size.shape().readsTokens() ? 32.0 * size.steps() : 0;
    return (double) size.jobs()
        * (Float.BYTES * 2.0 * size.windows() + size.tiles() * (perTile + 8) + 100);
  }
}
