package io.github.lstmsweep.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.gpu.device.Computer;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.Data;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Pack;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.gpu.pack.Request;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.gpu.plan.KnownDevices;
import io.github.lstmsweep.gpu.plan.PackForecast;
import io.github.lstmsweep.nn.NetworkState;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.OptimizerKind;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what the host asks of a device per batch, and that the device need not wait for it. */
class QueueOfDeviceTest {
  private static final int WINDOWS = 128;
  private static final Data DATA =
      new Data(IntStream.range(0, 400).map(i -> i * i % 28).toArray(), new float[0]);

  private static Shape shape(int layers, int outputs) {
    return new Shape(
        new Architecture(outputs, Cell.LSTM, 16, layers, HiddenActivation.TANH),
        8,
        false,
        1,
        false,
        WINDOWS);
  }

  private static Pack pack(MemoryPlan plan) {
    Pack pack = new Pack(new Bench(TestDevice.get(), plan, DATA, Program.OF_ANY_SHAPE, ""), DATA);
    int n = plan.shape().parameters();
    for (int i = 0; i < plan.places(); i++) {
      int place = pack.tryTake();
      pack.set(place, new NetworkState(new float[n], new float[0], new float[0], 1, 1));
    }
    return pack;
  }

  private static void ask(Pack pack, int place) {
    Optimizer optimizer = new Optimizer(OptimizerKind.SGD, 0.1, 0);
    int[] starts = IntStream.range(0, WINDOWS).toArray();
    pack.ask(
        new Request(place, true, true, starts, 0, Optional.empty(), Optional.of(optimizer.next(1))),
        () -> {});
  }

  /** A launch that is new, or gone, must change the prediction too. */
  @ParameterizedTest
  @CsvSource({"1, 28, 1", "2, 28, 1", "1, 200, 1", "1, 28, 3"})
  void aBatchHasThePredictedLaunchesAndOneWait(int layers, int outputs, int trials) {
    Device device = TestDevice.get();
    MemoryPlan plan =
        MemoryPlan.of(shape(layers, outputs), trials, device.limits(), Long.MAX_VALUE)
            .orElseThrow();
    try (Pack pack = pack(plan)) {
      Computer.Counts before = pack.counts().asked();
      ask(pack, 0);
      assertThat(pack.counts().batches()).isEqualTo(1);
      PackForecast forecast = new PackForecast(KnownDevices.named("h100"), plan, 1);
      assertThat(pack.counts().asked().since(before))
          .isEqualTo(new Computer.Counts(forecast.launches(), forecast.copies(), 1));
    }
  }

  /** The data take the bytes that a plan leaves out. */
  @ParameterizedTest
  @CsvSource({"1, 28", "2, 28", "1, 200"})
  void aPackTakesTheBytesOfItsPlan(int layers, int outputs) {
    Device device = TestDevice.get();
    long ofData = -1;
    for (int trials : new int[] {1, 3, 8}) {
      MemoryPlan plan =
          MemoryPlan.of(shape(layers, outputs), trials, device.limits(), Long.MAX_VALUE)
              .orElseThrow();
      try (Pack pack = pack(plan)) {
        long more = pack.counts().arrayBytes() - plan.bytes();
        assertThat(more).isEqualTo(ofData < 0 ? more : ofData).isBetween(1600L, 200_000L);
        ofData = more;
      }
    }
  }

  /** While the device computes one batch, the next one is in its queue. */
  @Test
  void theNextBatchIsInTheQueueBeforeTheDeviceHasDoneTheOneBefore() throws Exception {
    int each = 20;
    try (Pack pack = pack(new MemoryPlan(shape(1, 28), 4, 2, 1))) {
      ask(pack, 0); // PoCL compiles
      Thread[] trials = new Thread[4];
      for (int i = 0; i < trials.length; i++) {
        int place = i;
        trials[i] =
            new Thread(
                () -> {
                  for (int n = 0; n < each; n++) {
                    ask(pack, place);
                  }
                });
        trials[i].start();
      }
      for (Thread trial : trials) {
        trial.join();
      }
      Pack.Counts counts = pack.counts();
      System.err.println(counts.ahead() + " of " + counts.batches() + " batches were ahead");
      assertThat(counts.batches()).isBetween(2L * each, 4L * each + 1);
      assertThat((double) counts.ahead() / counts.batches()).isGreaterThan(0.5);
    }
  }
}
