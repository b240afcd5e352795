package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.train.baseline.ValidationText;
import io.github.lstmsweep.train.text.Sample;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.List;
import java.util.Optional;

/** The training of a language model. Its score is the perplexity (d2l.ai, chapter 10.1). */
final class LanguageTraining implements TaskTraining {
  private final Trial trial;
  private final Corpus corpus;
  private final Architecture architecture;
  private final TrainableModel model;
  private final ValidationText text;
  private final int numSteps;

  LanguageTraining(Trial trial, Corpus corpus, ModelMaker maker, Optional<Dropout> dropout) {
    this.trial = trial;
    this.corpus = corpus;
    Hyperparameters p = trial.hyperparameters();
    Dataset dataset = trial.dataset();
    this.numSteps = p.numSteps();
    this.architecture = Architecture.of(p, dataset.vocabSize());
    Parameters initial =
        Parameters.initial(
            architecture, RandomStream.of(trial.trainingId(), RandomStream.Purpose.INIT));
    this.model = maker.make(initial, TrialWindows.of(corpus, numSteps, dataset), dropout);
    this.text = ValidationText.of(trial, corpus);
  }

  @Override
  public Task task() {
    return Task.LANGUAGE_MODEL;
  }

  @Override
  public TrainableModel model() {
    return model;
  }

  @Override
  public int stepsOfWindow() {
    return numSteps;
  }

  /**
   * Scores as the notebook's {@code stat_val} does: a smaller last minibatch counts as much as a
   * whole one.
   */
  @Override
  public double score(double minibatchMean, double windowMean) {
    return StrictMath.exp(minibatchMean);
  }

  @Override
  public TrainingOutcome outcome(
      TrialStatus status, String detail, List<EpochPoint> curve, Timing timing) {
    return new TrainingOutcome(status, detail, curve, Optional.empty(), timing, Optional.of(text));
  }

  @Override
  public TrainingOutcome outcomeWithModel(
      TrialStatus status, String detail, List<EpochPoint> curve, Timing timing) {
    return new TrainingOutcome(
        status, detail, curve, Optional.of(trained()), timing, Optional.of(text));
  }

  private TrainedModel trained() {
    float[] parameters = model.canonicalParameters();
    return new TrainedModel(
        parameters,
        Sample.of(trial, corpus, architecture, parameters),
        Optional.of(corpus.vocabulary()));
  }
}
