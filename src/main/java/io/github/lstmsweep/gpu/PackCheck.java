package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.pack.DifferentBitsException;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.SequenceModel;
import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.OptimizerKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the kernels of a new pack with the processor's, bit by bit, on a minibatch of the pack's
 * own shape: losses, gradient, norm, the steps of every optimizer, and the sizes of the states.
 */
final class PackCheck {
  /** More windows than a tile has, so that two tiles and two shards take part. */
  private static final int WINDOWS = 80;

  private static final List<Optimizer> OPTIMIZERS =
      List.of(
          new Optimizer(OptimizerKind.SGD, 0.5, 0),
          new Optimizer(OptimizerKind.SGD, 0.25, 1e-3),
          new Optimizer(OptimizerKind.MOMENTUM, 0.125, 1e-3),
          new Optimizer(OptimizerKind.ADAM, 0.01, 1e-3));

  private final GpuModel device;
  private final SequenceModel processor;

  private PackCheck(GpuModel device, SequenceModel processor) {
    this.device = device;
    this.processor = processor;
  }

  /**
   * Compares two models with equal parameters. Both train a little.
   *
   * @param windows that the models may read, the first ones
   * @throws DifferentBitsException if something differs; the message names the first thing
   */
  static void of(GpuModel device, SequenceModel processor, int windows) {
    new PackCheck(device, processor).run(Math.min(WINDOWS, windows));
  }

  private void run(int windows) {
    int[] starts = IntStream.range(0, windows).toArray();
    for (Optimizer optimizer : OPTIMIZERS) {
      same(
          "loss in training",
          processor.lossAndGradient(starts, 0, windows),
          device.lossAndGradient(starts, 0, windows));
      compareGradients();
      double norm = processor.gradientNorm();
      same("norm of the gradient", norm, device.gradientNorm());
      double clip = norm / 2;
      Optimizer twin = new Optimizer(optimizer.kind(), optimizer.lr(), optimizer.weightDecay());
      processor.update(
          new Optimizer(optimizer.kind(), optimizer.lr(), optimizer.weightDecay()), clip, norm);
      device.update(twin, clip, norm);
      same(
          "step of " + optimizer.kind().key(),
          processor.canonicalParameters(),
          device.canonicalParameters());
      same(
          "loss in validation",
          processor.loss(starts, 0, windows),
          device.loss(starts, 0, windows));
      same("largest state", processor.largestH(), device.largestH());
      same("largest content", processor.largestC(), device.largestC());
      device.forgetMoments();
    }
  }

  private void compareGradients() {
    float[] expected = processor.canonicalGradient();
    float[] got = device.canonicalGradient();
    Parameters parameters = processor.parameters();
    if (parameters.architecture().ends().inputs() != parameters.architecture().ends().outputs()) {
      same("gradient", expected, got);
      return;
    }
    for (ParameterArray array : ParameterArray.of(parameters.architecture())) {
      same("gradient of " + array.name(), array.values(expected), array.values(got));
    }
  }

  private static void same(String what, double expected, double got) {
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(got)) {
      throw new DifferentBitsException(what);
    }
  }

  private static void same(String what, float[] expected, float[] got) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(got[i])) {
        throw new DifferentBitsException(what);
      }
    }
  }
}
