package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.MixedTrials;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that forty mixed trials, ten on a time series, have the parameters of the processor's
 * kernels.
 */
class SameBitsOnGpuTest {
  private static final int TRIALS =
      Integer.getInteger("lstmsweep.gpu.trials", MixedTrials.LANGUAGE_MODELS + 10);

  private static final int OF_ONE_SHAPE = Integer.getInteger("lstmsweep.gpu.shapes", 8);

  @Test
  void fortyMixedTrials() {
    assertThat(hashes(TestDevice.get(), Program.OF_ANY_SHAPE, TRIALS)).isEqualTo(expected(TRIALS));
  }

  /** A GPU has a program for each shape. PoCL takes long to make one, so these are a few. */
  @Test
  void aProgramForEachShape() {
    assertThat(hashes(TestDevice.get(), Program.OF_ONE_SHAPE, OF_ONE_SHAPE))
        .isEqualTo(expected(OF_ONE_SHAPE));
  }

  /** Some devices have work-groups of few work-items, and of a number that is no power of two. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7})
  void workGroupsOfAnySize(int items) {
    Device device = TestDevice.with(TestDevice.get(), items);
    assertThat(hashes(device, Program.OF_ANY_SHAPE, 3)).isEqualTo(expected(3));
  }

  private static List<String> expected(int trials) {
    return MixedTrials.hashes(KernelChoice.get().kernels(), 1, trials);
  }

  private static List<String> hashes(Device on, Program program, int trials) {
    GpuDevice device = new GpuDevice(on, GpuDevice.Settings.of(on).withProgram(program));
    try {
      return MixedTrials.hashes(trials, 1, of -> train(of, device));
    } finally {
      device.closeIdle();
    }
  }

  private static TrainingOutcome train(MixedTrials.Case of, GpuDevice device) {
    long start = System.nanoTime();
    try (GpuModels models = new GpuModels(device, 100, 1, IfFull.WAIT)) {
      return new TrainingRun(of.trial(), of.data(), models, Deadline.in(Optional.empty())).run();
    } finally {
      System.err.println((System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
