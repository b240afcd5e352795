package io.github.lstmsweep.sweep.export.onnx;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.ColumnTrials;
import io.github.lstmsweep.train.SeriesTrials;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.train.series.TrialSeries;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.random.RandomStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes trials of every kind of model, and the ONNX files of their models, for the tests. */
public final class OnnxModels {
  private static final long[] HIDDENS = {8, 13, 32, 5};

  private OnnxModels() {}

  /** A trial with its text. */
  public record Text(Trial trial, Corpus corpus) {
    /** Returns the ONNX file of a model of this trial. */
    public byte[] file(float[] canonical) {
      return OnnxFile.ofText(architecture(), canonical, Map.of("trial_id", trial.id().hex()));
    }

    /** Returns its network. */
    public Architecture architecture() {
      return Architecture.of(trial.hyperparameters(), trial.dataset().vocabSize());
    }
  }

  /** A trial with its series. */
  public record Series(Trial trial, TimeSeries series) {
    /** Returns the ONNX file of a model of this trial. */
    public byte[] file(float[] canonical) {
      Hyperparameters h = trial.hyperparameters();
      return OnnxFile.ofSeries(
          architecture(),
          h.input(),
          h.tau(),
          SeriesScale.all(trial, series),
          canonical,
          Map.of("trial_id", trial.id().hex()));
    }

    /** Returns its network. */
    public Architecture architecture() {
      return TrialSeries.architecture(trial);
    }
  }

  /** Returns parameters to begin with, for tests that need no trained ones. */
  static float[] drawn(Architecture architecture, Trial trial) {
    return Parameters.initial(architecture, RandomStream.of(trial.id(), RandomStream.Purpose.INIT))
        .canonical();
  }

  /** Returns 24 language models: every cell and activation, one and two layers, and words. */
  public static List<Text> texts() {
    Corpus chars = load("char");
    Corpus words = load("word");
    List<Text> texts = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (HiddenActivation activation : HiddenActivation.values()) {
        for (int kind = 0; kind < 3; kind++) {
          Corpus corpus = kind == 2 ? words : chars;
          Map<Hyperparameter, Object> values = values(cell, activation, texts.size());
          values.put(Hyperparameter.NUM_LAYERS, kind == 1 ? 2L : 1L);
          values.put(Hyperparameter.NUM_STEPS, 7L);
          values.put(Hyperparameter.BATCH_SIZE, 50L);
          texts.add(
              new Text(
                  Trial.of(
                      Hyperparameters.of(values),
                      new Dataset(
                          corpus.name(),
                          corpus.sha256(),
                          corpus.tokens(),
                          corpus.vocabulary().size(),
                          230,
                          70)),
                  corpus));
        }
      }
    }
    return texts;
  }

  /** Returns 16 models of a series: every cell, activation and form of the input. */
  public static List<Series> series() {
    TimeSeries waves = SeriesTrials.series(5_000, 10);
    List<Series> series = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (HiddenActivation activation : HiddenActivation.values()) {
        for (SeriesInput input : SeriesInput.values()) {
          Map<Hyperparameter, Object> values = values(cell, activation, series.size());
          values.put(Hyperparameter.INPUT, input.key());
          values.put(Hyperparameter.NUM_LAYERS, 1L + series.size() % 3 % 2);
          values.put(Hyperparameter.TAU, 3L + series.size() % 2);
          values.put(Hyperparameter.LR, 0.05);
          series.add(
              new Series(SeriesTrials.trial(waves, SeriesForm.Scale.STANDARD, values), waves));
        }
      }
    }
    return series;
  }

  /**
   * Returns 16 models that read further columns beside a series: every cell, every form of the
   * input, one and two layers.
   */
  public static List<Series> columns() {
    TimeSeries demand = ColumnTrials.demand();
    List<Series> columns = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (SeriesInput input : SeriesInput.values()) {
        for (long layers = 1; layers <= 2; layers++) {
          Map<Hyperparameter, Object> values = values(cell, HiddenActivation.TANH, columns.size());
          values.put(Hyperparameter.INPUT, input.key());
          values.put(Hyperparameter.NUM_LAYERS, layers);
          values.put(Hyperparameter.TAU, 3L + columns.size() % 3);
          values.put(Hyperparameter.LR, 0.05);
          columns.add(new Series(ColumnTrials.trial(demand, values), demand));
        }
      }
    }
    return columns;
  }

  private static Map<Hyperparameter, Object> values(
      Cell cell, HiddenActivation activation, int place) {
    Map<Hyperparameter, Object> values = new EnumMap<>(Hyperparameter.class);
    values.put(Hyperparameter.CELL, cell.key());
    values.put(Hyperparameter.HIDDEN_ACTIVATION, activation.key());
    values.put(Hyperparameter.NUM_HIDDENS, HIDDENS[place % HIDDENS.length]);
    values.put(Hyperparameter.LR, 0.5);
    values.put(Hyperparameter.NUM_EPOCHS, 3L);
    return values;
  }

  private static Corpus load(String tokens) {
    return new CorpusLoader(
            Optional.empty(), Map.of(), (uri, most) -> InputStream.nullInputStream())
        .load(CorpusLoader.HARBOUR, tokens);
  }
}
