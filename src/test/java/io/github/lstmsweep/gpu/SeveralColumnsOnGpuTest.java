package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.gpu.GpuDevice.IfFull;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.train.ColumnTrials;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingRun;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that a series with further columns has the bits of the processor's kernels. */
class SeveralColumnsOnGpuTest {
  @ParameterizedTest
  @CsvSource({"window, lstm, 1", "sequence, lstm, 2", "sequence, gru, 1", "window, mgu, 1"})
  void theParametersAreThoseOfTheProcessor(String input, String cell, int layers) {
    TimeSeries series = ColumnTrials.demand();
    Trial trial =
        ColumnTrials.trial(
            series,
            Map.of(
                Hyperparameter.INPUT, input,
                Hyperparameter.CELL, cell,
                Hyperparameter.NUM_LAYERS, layers));
    GpuDevice device = new GpuDevice(TestDevice.get(), GpuDevice.Settings.of(TestDevice.get()));
    Deadline none = Deadline.in(Optional.empty());
    TrainingOutcome here =
        new TrainingRun(trial, series, KernelChoice.get().kernels(), none, ShardRunner.SEQUENTIAL)
            .run();
    TrainingOutcome there;
    try (GpuModels models = new GpuModels(device, 100, 1, IfFull.WAIT)) {
      there = new TrainingRun(trial, series, models, none).run();
    }
    assertThat(there.model().orElseThrow().parametersSha256())
        .isEqualTo(here.model().orElseThrow().parametersSha256());
    device.closeIdle();
  }
}
