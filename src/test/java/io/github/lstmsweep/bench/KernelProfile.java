package io.github.lstmsweep.bench;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.random.RandomStream;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows the time of a trained token in nanoseconds by kernel, warm, on one thread. */
public final class KernelProfile {
  private static final int BATCH = 1_024;

  private KernelProfile() {}

  /** Takes cell, tokens, num_steps, num_hiddens and seconds. */
  public static void main(String[] args) {
    Corpus corpus =
        new CorpusLoader(
                Optional.empty(), System.getenv(), (uri, most) -> InputStream.nullInputStream())
            .load(CorpusLoader.TIME_MACHINE, args[1]);
    int numSteps = Integer.parseInt(args[2]);
    TimedKernels kernels = new TimedKernels(KernelChoice.get().kernels());
    Architecture architecture =
        Architecture.of(
            corpus.vocabulary().size(),
            Cell.valueOf(args[0].toUpperCase(Locale.ROOT)),
            Integer.parseInt(args[3]));
    Parameters parameters =
        Parameters.initial(
            architecture, RandomStream.of(new TrialId("0".repeat(32)), RandomStream.Purpose.INIT));
    LanguageModel model =
        new LanguageModel(
            kernels,
            parameters,
            new TokenWindows(corpus.ids().first(10_000 + numSteps), numSteps, 10_000));
    Optimizer sgd = new Optimizer(OptimizerKind.SGD, 1, 0);
    // Takes every ninth start, which spreads them as far apart as a shuffled minibatch does.
    int[] starts = IntStream.range(0, BATCH).map(i -> i * 9).toArray();
    double seconds = Double.parseDouble(args[4]);
    train(model, sgd, starts, seconds);
    kernels.forget();
    long start = System.nanoTime();
    long minibatches = train(model, sgd, starts, seconds);
    double tokens = (double) minibatches * BATCH * numSteps;
    double total = (System.nanoTime() - start) / tokens;
    double rest = total;
    for (var kernel : kernels.nanos().entrySet()) {
      double nanos = kernel.getValue() / tokens;
      rest -= nanos;
      System.out.printf(Locale.ROOT, "%-32s %8.1f%n", kernel.getKey(), nanos);
    }
    System.out.printf(Locale.ROOT, "%-32s %8.1f%n%-32s %8.1f%n", "rest", rest, "all", total);
  }

  private static long train(LanguageModel model, Optimizer sgd, int[] starts, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long minibatches = 0;
    while (System.nanoTime() < end) {
      model.lossAndGradient(starts, 0, BATCH);
      model.update(sgd, 1, model.gradientNorm());
      minibatches++;
    }
    return minibatches;
  }
}
