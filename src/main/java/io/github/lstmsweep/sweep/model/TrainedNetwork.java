package io.github.lstmsweep.sweep.model;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.TrainingData;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import java.util.Map;
import java.util.function.Function;

/** A trained model of a table, of either task. */
public sealed interface TrainedNetwork permits TrainedTrial, TrainedSeries {
  /** Returns the row of the trial. */
  TrialRow row();

  /** Returns the hyperparameters of the trial. */
  Hyperparameters hyperparameters();

  /** Returns the architecture of the network. */
  Architecture architecture();

  /** Returns the parameters, with the tokens of a language model. */
  PublishedModel model();

  /** Returns the parameters in the canonical order of {@code nn.Parameters}; not a copy. */
  default float[] parameters() {
    return model().parameters();
  }

  /** Returns the texts that go with a model that leaves its table, by name. */
  Map<String, String> metadata();

  /**
   * Reads the trial that a person names: {@code best}, an id, or the beginning of an id.
   *
   * @param data reads the text or series of a trial; not asked for if the model file has its tokens
   * @throws io.github.lstmsweep.UserException if there is no such trial, or its model cannot be
   *     used
   */
  static TrainedNetwork read(
      StoredSweep stored, String trial, Function<Dataset, TrainingData> data) {
    TrialRow row = NamedTrial.find(stored.table(), trial);
    return row.task() == Task.LANGUAGE_MODEL
        ? TrainedTrial.of(stored, row, dataset -> (Corpus) data.apply(dataset))
        : TrainedSeries.of(stored, row, dataset -> (TimeSeries) data.apply(dataset));
  }
}
