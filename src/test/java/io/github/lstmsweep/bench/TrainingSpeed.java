package io.github.lstmsweep.bench;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nd4j.Dl4jLstm;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.Cores;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures how many tokens per second this engine or DL4J trains, warm, on the notebook's shape.
 * That is minibatches of 1,024 shuffled windows of The Time Machine, SGD, and the gradient clipped
 * by its global norm.
 *
 * <p>It prints the best round's tokens per second and the first minibatch's time. A round has as
 * many minibatches as take half a second, at most nine. DL4J's one-hot minibatches are made
 * beforehand and not timed. {@code src/test/python/peer_speed.py} measures PyTorch, JAX and
 * TensorFlow in this way.
 */
public final class TrainingSpeed {
  private static final int WINDOWS = 10_000;
  private static final int BATCH = 1_024;
  private static final int MINIBATCHES = 9;

  private TrainingSpeed() {}

  /** Takes engine, cell, tokens, num_steps, num_hiddens, threads and seconds. */
  public static void main(String[] args) {
    Corpus corpus =
        new CorpusLoader(
                Optional.empty(), System.getenv(), (uri, most) -> InputStream.nullInputStream())
            .load(CorpusLoader.TIME_MACHINE, args[2]);
    int numSteps = Integer.parseInt(args[3]);
    Architecture architecture =
        new Architecture(
            corpus.vocabulary().size(),
            Cell.valueOf(args[1].toUpperCase(Locale.ROOT)),
            Integer.parseInt(args[4]),
            1,
            HiddenActivation.TANH);
    int[] starts = shuffledStarts();
    IntConsumer step =
        args[0].equals("cpu")
            ? cpu(
                corpus.ids().first(corpus.length()),
                starts,
                numSteps,
                architecture,
                Integer.parseInt(args[5]))
            : dl4j(corpus.ids().first(corpus.length()), starts, numSteps, architecture);
    double cold = time(step, 0, 1);
    double seconds = Double.parseDouble(args[6]);
    // The compiler needs seconds of work; the number of minibatches does not matter.
    long warm = System.nanoTime() + (long) (seconds * 1e9);
    double once = time(step, 1, 2);
    while (System.nanoTime() < warm) {
      once = time(step, 2, 3);
    }
    int size = (int) Math.max(1, Math.min(MINIBATCHES, 0.5 / once));
    long end = System.nanoTime() + (long) (seconds * 1e9);
    double best = Double.POSITIVE_INFINITY;
    for (int rounds = 0; rounds < 3 || System.nanoTime() < end; rounds++) {
      best = Math.min(best, time(step, 0, size) / size);
    }
    System.out.printf(
        Locale.ROOT,
        "tokens_per_second %.0f cold_seconds %.2f%n",
        (double) BATCH * numSteps / best,
        cold);
  }

  private static double time(IntConsumer step, int from, int to) {
    long start = System.nanoTime();
    for (int b = from; b < to; b++) {
      step.accept(b);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static IntConsumer cpu(
      int[] ids, int[] starts, int numSteps, Architecture architecture, int threads) {
    // The calling thread has its own core, so only the remaining ones are idle.
    ShardRunner runner = threads == 1 ? ShardRunner.SEQUENTIAL : new Cores(threads - 1);
    Parameters parameters =
        Parameters.initial(
            architecture, RandomStream.of(new TrialId("0".repeat(32)), RandomStream.Purpose.INIT));
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            parameters,
            new TokenWindows(ids, numSteps, WINDOWS),
            Optional.empty(),
            runner);
    Optimizer sgd = new Optimizer(OptimizerKind.SGD, 1, 0);
    return b -> {
      model.lossAndGradient(starts, b * BATCH, (b + 1) * BATCH);
      model.update(sgd, 1, model.gradientNorm());
    };
  }

  private static IntConsumer dl4j(
      int[] ids, int[] starts, int numSteps, Architecture architecture) {
    Dl4jLstm dl4j = new Dl4jLstm(architecture.vocabSize(), architecture.numHiddens());
    INDArray[] inputs = new INDArray[MINIBATCHES];
    INDArray[] labels = new INDArray[MINIBATCHES];
    for (int b = 0; b < MINIBATCHES; b++) {
      int[] minibatch = Arrays.copyOfRange(starts, b * BATCH, (b + 1) * BATCH);
      inputs[b] = dl4j.oneHot(ids, minibatch, numSteps, 0);
      labels[b] = dl4j.oneHot(ids, minibatch, numSteps, 1);
    }
    return b -> {
      dl4j.network().setInput(inputs[b]);
      dl4j.network().setLabels(labels[b]);
      dl4j.network().computeGradientAndScore();
      INDArray gradient = dl4j.network().getFlattenedGradients();
      gradient.divi(BATCH * numSteps);
      double norm = gradient.norm2Number().doubleValue();
      gradient.muli(norm > 1 ? 1 / norm : 1);
      dl4j.network().params().subi(gradient.reshape(gradient.length()));
    };
  }

  /** Returns the training windows in the order of a seeded shuffle. */
  private static int[] shuffledStarts() {
    RandomStream random =
        RandomStream.of(new TrialId("1".repeat(32)), RandomStream.Purpose.SHUFFLE);
    int[] starts = new int[WINDOWS];
    Arrays.setAll(starts, i -> i);
    for (int i = WINDOWS - 1; i > 0; i--) {
      int j = random.nextBelow(i + 1);
      int swapped = starts[i];
      starts[i] = starts[j];
      starts[j] = swapped;
    }
    return starts;
  }
}
