package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.nn.LanguageModel;
import io.github.lstmsweep.nn.kernel.KernelChoice;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.text.MinibatchMean;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;

/** Scores a trained model on windows of its text. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Computes the perplexity on consecutive windows as validation does. It is exp of the mean over
   * minibatches of their mean loss (nats per token). A smaller last minibatch is kept.
   *
   * @param parameters of the trial, in the order of {@code nn.Parameters}
   * @param first index of the first window
   * @param count number of windows
   */
  public static double perplexity(
      Trial trial, Corpus corpus, float[] parameters, int first, int count) {
    Hyperparameters h = trial.hyperparameters();
    Architecture architecture = Architecture.of(h, trial.dataset().vocabSize());
    LanguageModel model =
        new LanguageModel(
            KernelChoice.get().kernels(),
            Parameters.of(architecture, parameters),
            TrialWindows.of(corpus, h.numSteps(), Math.addExact(first, count)));
    MinibatchMean mean = new MinibatchMean(h.batchSize());
    mean.add(model, TrialWindows.range(first, count));
    return mean.perplexity();
  }
}
