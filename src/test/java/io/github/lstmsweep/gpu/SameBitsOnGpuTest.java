package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.MixedTrials;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Checks that forty mixed trials, ten on a time series, have the parameters of the processor's
 * kernels.
 */
class SameBitsOnGpuTest {
  private static final int TRIALS =
      Integer.getInteger("lstmsweep.gpu.trials", MixedTrials.LANGUAGE_MODELS + 10);

  @Test
  void fortyMixedTrials() {
    GpuDevice device = new GpuDevice(TestDevice.get(), GpuDevice.Settings.of(TestDevice.get()));
    List<String> expected = MixedTrials.hashes(KernelChoice.get().kernels(), 1, TRIALS);
    assertThat(MixedTrials.hashes(TRIALS, 1, of -> train(of, device))).isEqualTo(expected);
    device.closeIdle();
  }

  private static TrainingOutcome train(MixedTrials.Case of, GpuDevice device) {
    long start = System.nanoTime();
    try (GpuModels models = new GpuModels(device, 100, 1)) {
      return new TrainingRun(of.trial(), of.data(), models, Deadline.in(Optional.empty())).run();
    } finally {
      System.err.println((System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
