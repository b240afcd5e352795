package io.github.lstmsweep.train.speed;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.nn.Generator;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.Shuffle;
import io.github.lstmsweep.train.TrialWindows;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Measures the speed of a trained network on the calling thread, on its own text. A round repeats
 * its work for about {@link #ROUND_SECONDS}, so that clock overhead and interruptions are small
 * next to it. The computed numbers are discarded.
 */
public final class SpeedMeter {
  private static final double ROUND_SECONDS = 0.03;
  private static final int FEWEST_ROUNDS = 15;
  private static final int TOKENS = 100;

  private final Hyperparameters hyperparameters;
  private final LanguageModel model;
  private final Optimizer optimizer;
  private final Generator generator;
  private final int[] trainStarts;
  private final int[] validationStarts;
  private int last;

  /**
   * Prepares the measurement of a trial's network.
   *
   * @param parameters in the order of {@code nn.Parameters}; not written to
   */
  public SpeedMeter(Trial trial, Corpus corpus, float[] parameters) {
    this.hyperparameters = trial.hyperparameters();
    Dataset dataset = trial.dataset();
    Architecture architecture = Architecture.of(hyperparameters, dataset.vocabSize());
    this.model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            Parameters.of(architecture, parameters),
            TrialWindows.of(corpus, hyperparameters.numSteps(), dataset),
            Dropout.of(trial),
            ShardRunner.SEQUENTIAL);
    this.optimizer = Optimizer.of(hyperparameters);
    this.generator = new Generator(architecture, parameters);
    this.trainStarts = TrialWindows.training(dataset);
    // Neighbours in the text share more states than the windows of an epoch do.
    Shuffle.of(trial).arrange(trainStarts);
    this.validationStarts = TrialWindows.validation(dataset);
  }

  /** Runs everything that is measured once, so that the compiler has seen it. */
  public void warmUp(double seconds) {
    Speed unused = measure(seconds);
  }

  /** Measures training, inference and generation, each for {@code seconds}. */
  public Speed measure(double seconds) {
    int batch = hyperparameters.batchSize();
    int trainBatch = Math.min(batch, trainStarts.length);
    int validationBatch = Math.min(batch, validationStarts.length);
    // Only whole minibatches, so that all repetitions are equally long.
    int trainBatches = trainStarts.length / trainBatch;
    int validationBatches = validationStarts.length / validationBatch;
    double[] training =
        perRepetition(seconds, n -> train(n % trainBatches * trainBatch, trainBatch));
    double[] inference =
        perRepetition(
            seconds,
            n -> {
              int from = n % validationBatches * validationBatch;
              double unused = model.loss(validationStarts, from, from + validationBatch);
            });
    double[] generation = perRepetition(seconds, n -> generate());
    return new Speed(
        rates(training, (double) trainBatch * hyperparameters.numSteps()),
        rates(inference, (double) validationBatch * hyperparameters.numSteps()),
        millis(generation));
  }

  private void train(int from, int windows) {
    double unused = model.lossAndGradient(trainStarts, from, from + windows);
    model.update(optimizer, hyperparameters.gradientClip(), model.gradientNorm());
  }

  private void generate() {
    for (int i = 0; i < TOKENS; i++) {
      generator.read(last);
      last = generator.likeliest();
    }
  }

  /** Returns the seconds per repetition, one value for each round. */
  private static double[] perRepetition(double seconds, IntConsumer repetition) {
    long start = System.nanoTime();
    repetition.accept(0);
    double once = (System.nanoTime() - start) / 1e9;
    List<Double> rounds = new ArrayList<>();
    int size = size(once);
    int n = 1;
    while (rounds.size() < FEWEST_ROUNDS || System.nanoTime() - start < seconds * 1e9) {
      long from = System.nanoTime();
      for (int i = 0; i < size; i++) {
        repetition.accept(n++ & Integer.MAX_VALUE);
      }
      double each = (System.nanoTime() - from) / 1e9 / size;
      // The first estimate was cold: discard a round that it made far too short.
      int better = size(each);
      if (rounds.isEmpty() && better > 2 * size) {
        size = better;
      } else {
        rounds.add(each);
      }
    }
    return rounds.stream().mapToDouble(r -> r).toArray();
  }

  private static int size(double seconds) {
    return (int) Math.max(1, Math.min(1_000_000, ROUND_SECONDS / seconds));
  }

  private static Quartiles rates(double[] seconds, double tokens) {
    double[] rates = new double[seconds.length];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = tokens / seconds[i];
    }
    return Quartiles.of(rates);
  }

  private static Quartiles millis(double[] seconds) {
    double[] millis = new double[seconds.length];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = 1e3 * seconds[i] / TOKENS;
    }
    return Quartiles.of(millis);
  }
}
