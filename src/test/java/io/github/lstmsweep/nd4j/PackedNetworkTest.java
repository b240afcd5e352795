package io.github.lstmsweep.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the steps on ND4J's CPU backend with those of the CPU's kernels. */
class PackedNetworkTest {
  private static final int VOCAB = 28;
  private static final int NUM_STEPS = 9;
  private static final int WINDOWS = 150;
  private static final int BATCH = 64;

  private final int[] ids = new Random(5).ints(WINDOWS + NUM_STEPS + 1, 0, VOCAB).toArray();
  private final TokenWindows windows = new TokenWindows(ids, NUM_STEPS, WINDOWS);

  @ParameterizedTest
  @CsvSource({
    "LSTM,13,1,TANH,0,SGD,0",
    "LSTM,32,2,IDENTITY,0,MOMENTUM,0",
    "LSTM,16,2,TANH,0.3,SGD,0.01",
    "GRU,32,1,TANH,0,SGD,0",
    "GRU,12,2,IDENTITY,0,ADAM,0",
    "MGU,32,1,TANH,0,SGD,0",
    "MGU,12,2,IDENTITY,0,ADAM,0",
    "RNN,32,1,TANH,0,SGD,0",
    "RNN,8,2,IDENTITY,0,SGD,0.02"
  })
  void anEpochAgreesWithTheKernels(
      Cell cell,
      int numHiddens,
      int numLayers,
      HiddenActivation activation,
      double dropout,
      OptimizerKind optimizer,
      double weightDecay)
      throws InterruptedException, ExecutionException {
    Architecture architecture = new Architecture(VOCAB, cell, numHiddens, numLayers, activation);
    Optional<Dropout> leftOut =
        dropout == 0
            ? Optional.empty()
            : Optional.of(
                new Dropout(dropout, RandomStream.field(id(0), RandomStream.Purpose.DROPOUT)));
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            initial(architecture, 0),
            windows,
            leftOut,
            ShardRunner.SEQUENTIAL);
    Epoch expected = epoch(model, new Optimizer(optimizer, lr(optimizer, 0), weightDecay), 0);

    Pack pack = new Pack(1, new DeviceThread(Optional.empty()));
    Epoch epoch =
        epoch(
            pack.join(initial(architecture, 0), windows, leftOut),
            new Optimizer(optimizer, lr(optimizer, 0), weightDecay),
            0);
    pack.leave();

    epoch.isCloseTo(expected, 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"LSTM,SGD", "GRU,MOMENTUM", "MGU,SGD", "RNN,ADAM"})
  void aPackOfEightIsEightModels(Cell cell, OptimizerKind optimizer)
      throws InterruptedException, ExecutionException {
    Architecture architecture = new Architecture(VOCAB, cell, 16, 1, HiddenActivation.TANH);
    List<Epoch> alone = new ArrayList<>();
    for (int seed = 0; seed < 8; seed++) {
      Pack pack = new Pack(1, new DeviceThread(Optional.empty()));
      alone.add(
          epoch(
              pack.join(initial(architecture, seed), windows, Optional.empty()),
              new Optimizer(optimizer, lr(optimizer, seed), 0),
              seed));
      pack.leave();
    }

    Pack pack = new Pack(8, new DeviceThread(Optional.empty()));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Epoch>> together = new ArrayList<>();
    for (int s = 0; s < 8; s++) {
      int seed = s;
      together.add(
          threads.submit(
              () -> {
                try {
                  return epoch(
                      pack.join(initial(architecture, seed), windows, Optional.empty()),
                      new Optimizer(optimizer, lr(optimizer, seed), 0),
                      seed);
                } finally {
                  pack.leave();
                }
              }));
    }
    for (int seed = 0; seed < 8; seed++) {
      together.get(seed).get().isCloseTo(alone.get(seed), 1e-5);
    }
    threads.shutdown();
  }

  private static double lr(OptimizerKind optimizer, int seed) {
    return (optimizer == OptimizerKind.ADAM ? 0.01 : 0.5) * (1 + seed * 0.1);
  }

  private static Parameters initial(Architecture architecture, int seed) {
    return Parameters.initial(architecture, RandomStream.of(id(seed), RandomStream.Purpose.INIT));
  }

  private static TrialId id(int seed) {
    return new TrialId(Integer.toString(seed).repeat(32));
  }

  private static Epoch epoch(TrainableModel model, Optimizer optimizer, int seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, WINDOWS).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    int[] starts = order.stream().mapToInt(i -> i).toArray();
    List<Double> losses = new ArrayList<>();
    List<Double> norms = new ArrayList<>();
    for (int from = 0; from < WINDOWS; from += BATCH) {
      losses.add(model.lossAndGradient(starts, from, Math.min(WINDOWS, from + BATCH)));
      norms.add(model.gradientNorm());
      model.update(optimizer, 0.2, model.gradientNorm());
    }
    losses.add(model.loss(starts, 0, BATCH));
    return new Epoch(
        losses, norms, model.largestH(), model.largestC(), model.canonicalParameters());
  }

  // The arrays are compared element by element.
  @SuppressWarnings("ArrayRecordComponent")
  private record Epoch(
      List<Double> losses,
      List<Double> norms,
      double largestH,
      double largestC,
      float[] parameters) {
    void isCloseTo(Epoch other, double tolerance) {
      for (int i = 0; i < losses.size(); i++) {
        assertThat(losses.get(i)).isCloseTo(other.losses.get(i), within(tolerance));
      }
      for (int i = 0; i < norms.size(); i++) {
        assertThat(norms.get(i)).isCloseTo(other.norms.get(i), within(tolerance));
      }
      assertThat(largestH).isCloseTo(other.largestH, within(tolerance));
      assertThat(largestC).isCloseTo(other.largestC, within(10 * tolerance));
      assertThat(parameters).hasSameSizeAs(other.parameters);
      for (int i = 0; i < parameters.length; i++) {
        assertThat((double) parameters[i])
            .as("parameter %d", i)
            .isCloseTo(other.parameters[i], within(tolerance));
      }
    }
  }
}
