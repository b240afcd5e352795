package io.github.lstmsweep.bench;

import io.github.lstmsweep.nd4j.Dl4jLstm;
import io.github.lstmsweep.nn.Architecture;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.Parameters;
import io.github.lstmsweep.nn.Windows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.RandomStream;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trained tokens a second of one engine, warm, on the notebook's shape: 10,000 windows in
 * minibatches of 1,024, 28 characters, SGD with the gradient clipped by its global norm. Prints the
 * best epoch as {@code engine num_steps num_hiddens tokens_per_second seconds_per_epoch
 * first_epoch_seconds}. DL4J's one-hot minibatches are made beforehand and not timed.
 */
public final class TrainingSpeed {
  private static final int VOCAB = 28;
  private static final int WINDOWS = 10_000;
  private static final int BATCH = 1_024;

  private TrainingSpeed() {}

  /** Arguments: {@code cpu} or {@code dl4j}, num_steps, num_hiddens, seconds to measure. */
  public static void main(String[] args) {
    int numSteps = Integer.parseInt(args[1]);
    int numHiddens = Integer.parseInt(args[2]);
    int[] ids = new Random(1).ints(WINDOWS + numSteps + 1, 0, VOCAB).toArray();
    Runnable epoch =
        args[0].equals("cpu") ? cpu(ids, numSteps, numHiddens) : dl4j(ids, numSteps, numHiddens);
    long end = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
    List<Double> seconds = new ArrayList<>();
    while (seconds.size() < 4 || System.nanoTime() < end) {
      long start = System.nanoTime();
      epoch.run();
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    double best = seconds.stream().mapToDouble(s -> s).min().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%s %d %d %.0f %.4f %.4f%n",
        args[0],
        numSteps,
        numHiddens,
        (double) WINDOWS * numSteps / best,
        best,
        seconds.get(0));
  }

  private static Runnable cpu(int[] ids, int numSteps, int numHiddens) {
    Parameters parameters =
        Parameters.initial(
            Architecture.of(VOCAB, Cell.LSTM, numHiddens),
            RandomStream.of(new TrialId("0".repeat(32)), RandomStream.Purpose.INIT));
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(), parameters, new Windows(ids, numSteps, WINDOWS));
    Optimizer sgd = new Optimizer(OptimizerKind.SGD, 1, 0);
    int[] starts = starts(0, WINDOWS);
    return () -> {
      for (int from = 0; from < WINDOWS; from += BATCH) {
        model.lossAndGradient(starts, from, Math.min(WINDOWS, from + BATCH));
        model.update(sgd, 1, model.gradientNorm());
      }
    };
  }

  private static Runnable dl4j(int[] ids, int numSteps, int numHiddens) {
    Dl4jLstm dl4j = new Dl4jLstm(VOCAB, numHiddens);
    List<INDArray> inputs = new ArrayList<>();
    List<INDArray> labels = new ArrayList<>();
    for (int from = 0; from < WINDOWS; from += BATCH) {
      int[] starts = starts(from, Math.min(WINDOWS, from + BATCH));
      inputs.add(dl4j.oneHot(ids, starts, numSteps, 0));
      labels.add(dl4j.oneHot(ids, starts, numSteps, 1));
    }
    return () -> {
      for (int b = 0; b < inputs.size(); b++) {
        dl4j.network().setInput(inputs.get(b));
        dl4j.network().setLabels(labels.get(b));
        dl4j.network().computeGradientAndScore();
        INDArray gradient = dl4j.network().getFlattenedGradients();
        gradient.divi(inputs.get(b).size(0) * numSteps);
        double norm = gradient.norm2Number().doubleValue();
        gradient.muli(norm > 1 ? 1 / norm : 1);
        dl4j.network().params().subi(gradient.reshape(gradient.length()));
      }
    };
  }

  private static int[] starts(int from, int to) {
    int[] starts = new int[to - from];
    Arrays.setAll(starts, i -> from + i);
    return starts;
  }
}
