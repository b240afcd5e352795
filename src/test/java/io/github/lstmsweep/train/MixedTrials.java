package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.ShardRunner;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Trial;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains thirty language models of all kinds and ten models of a time series. As a program it
 * prints one hash of parameters per trial. {@link SameBitsEverywhereTest} runs it with different
 * Java options.
 */
public final class MixedTrials {
  public static final int LANGUAGE_MODELS = 30;

  private static final String[] CELLS = {"lstm", "gru", "mgu", "rnn"};
  private static final String[] OPTIMIZERS = {"sgd", "momentum", "adam"};
  private static final long[] HIDDENS = {8, 13, 16, 32, 40, 64, 100, 130, 1, 24};

  private MixedTrials() {}

  /** Takes {@code vector} or {@code scalar}, the threads per trial and the number of trials. */
  public static void main(String[] args) {
    Kernels kernels = args[0].equals("scalar") ? new ScalarKernels() : KernelChoice.get().kernels();
    if (!kernels.name().equals(args[0])) {
      throw new IllegalStateException("These are the " + kernels.name() + " kernels");
    }
    int threads = Integer.parseInt(args[1]);
    hashes(kernels, threads, Integer.parseInt(args[2])).forEach(System.out::println);
  }

  public static List<String> hashes(Kernels kernels, int threads, int trials) {
    return hashes(trials, 1, data -> run(data, kernels, threads).run());
  }

  /** A trial with its data. */
  public record Case(Trial trial, TrainingData data) {}

  static TrainingRun run(Case of, Kernels kernels, int threads) {
    Cores cores = new Cores(threads);
    cores.enter();
    ShardRunner runner = threads == 1 ? ShardRunner.SEQUENTIAL : cores;
    return new TrainingRun(of.trial(), of.data(), kernels, Deadline.in(Optional.empty()), runner);
  }

  /**
   * Trains the first {@code trials} trials, of {@code epochs} epochs each, with {@code trainer}.
   */
  public static List<String> hashes(
      int trials, long epochs, Function<Case, TrainingOutcome> trainer) {
    Corpus chars = load("char");
    Corpus words = load("word");
    List<String> hashes = new ArrayList<>();
    TimeSeries series = SeriesTrials.series();
    for (int i = 0; i < trials; i++) {
      Corpus corpus = i % 5 == 3 ? words : chars;
      boolean ofSeries = i >= LANGUAGE_MODELS;
      Trial trial =
          ofSeries
              ? SeriesTrials.trial(
                  series,
                  i % 2 == 0 ? SeriesForm.Scale.NONE : SeriesForm.Scale.STANDARD,
                  values(i, epochs))
              : trial(i, corpus, epochs);
      TrainingOutcome outcome = trainer.apply(new Case(trial, ofSeries ? series : corpus));
      hashes.add(
          i + " " + outcome.status() + " " + outcome.model().orElseThrow().parametersSha256());
    }
    return hashes;
  }

  private static Corpus load(String tokens) {
    return new CorpusLoader(
            Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
        .load(CorpusLoader.HARBOUR, tokens);
  }

  private static Trial trial(int i, Corpus corpus, long epochs) {
    return Trial.of(
        Hyperparameters.of(values(i, epochs)),
        new Dataset(
            corpus.name(), corpus.sha256(), corpus.tokens(), corpus.vocabulary().size(), 230, 70));
  }

  private static Map<Hyperparameter, Object> values(int i, long epochs) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.INPUT, i % 4 < 2 ? "window" : "sequence");
    values.put(Hyperparameter.TAU, 2L + i % 3);
    values.put(Hyperparameter.CELL, CELLS[i % 3]);
    values.put(Hyperparameter.NUM_HIDDENS, HIDDENS[i % HIDDENS.length]);
    values.put(Hyperparameter.OPTIMIZER, OPTIMIZERS[i / 3 % 3]);
    values.put(Hyperparameter.LR, i / 3 % 3 == 2 ? 0.01 : 0.5);
    values.put(Hyperparameter.NUM_LAYERS, i % 4 == 1 ? 2L : 1L);
    values.put(Hyperparameter.DROPOUT, i % 8 == 1 ? 0.3 : 0.0);
    values.put(Hyperparameter.HIDDEN_ACTIVATION, i % 7 == 6 ? "identity" : "tanh");
    values.put(Hyperparameter.WEIGHT_DECAY, i % 6 == 5 ? 1e-3 : 0.0);
    values.put(Hyperparameter.NUM_STEPS, 3L + i % 5);
    values.put(Hyperparameter.BATCH_SIZE, 100L);
    values.put(Hyperparameter.NUM_EPOCHS, epochs);
    return values;
  }
}
