package io.github.lstmsweep.sweep.model;

import static io.github.lstmsweep.sweep.model.StoredModel.unusable;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.TimeSeries;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.result.NamedTrial;
import io.github.lstmsweep.result.model.ModelMetadata;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.train.series.SeriesForecaster;
import io.github.lstmsweep.train.series.SeriesScale;
import io.github.lstmsweep.train.series.TrialSeries;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A trained model of a time series, with the series that it learned from. The model file has
 * neither the scale of the values nor the errors of the forecasts, so both come from the series.
 *
 * @param row of the trial
 * @param trial its configuration
 * @param model parameters
 * @param series the series that the trial learned from
 */
public record TrainedSeries(TrialRow row, Trial trial, PublishedModel model, TimeSeries series)
    implements TrainedNetwork {
  /**
   * Reads the trial that a person names: {@code best}, an id, or the beginning of an id.
   *
   * @param data reads the table's series
   * @throws UserException if there is no such trial, if it is not of a time series, or if its model
   *     or its series cannot be read
   */
  public static TrainedSeries read(
      StoredSweep stored, String trial, Function<Dataset, TimeSeries> data) {
    return of(stored, NamedTrial.find(stored.table(), trial), data);
  }

  static TrainedSeries of(StoredSweep stored, TrialRow row, Function<Dataset, TimeSeries> data) {
    StoredModel model = StoredModel.read(stored, row, Task.TIME_SERIES, "series");
    Dataset dataset = model.dataset();
    String needed = "Cannot use trial " + row.id() + ": ";
    TimeSeries series;
    try {
      series = data.apply(dataset);
    } catch (UserException e) {
      throw e.after(needed + "the series that it learned from is not here: ");
    }
    if (!series.sha256().equals(dataset.corpusSha256())) {
      throw UserException.badInput(
          needed
              + "the values of "
              + series.name()
              + " must have the SHA-256 "
              + dataset.corpusSha256()
              + ", as its row says, but have "
              + series.sha256());
    }
    Trial trial = Trial.of(model.hyperparameters(), dataset);
    long last =
        (long) dataset.trainWindows() + dataset.validationWindows() + model.hyperparameters().tau();
    if (last > series.length()) {
      throw unusable(
          row,
          "its windows must end within the "
              + series.length()
              + " values of its series, but its row has "
              + last);
    }
    return new TrainedSeries(row, trial, model.file(), series);
  }

  @Override
  public Hyperparameters hyperparameters() {
    return trial.hyperparameters();
  }

  @Override
  public Architecture architecture() {
    return TrialSeries.architecture(trial);
  }

  /**
   * Returns the scales by which the network sees the columns: the series first, then its further
   * columns in their order.
   */
  public List<SeriesScale> scales() {
    return SeriesScale.all(trial, series);
  }

  @Override
  public Map<String, String> metadata() {
    return ModelMetadata.of(row, scales());
  }

  /** Returns a forecaster with this model. */
  public SeriesForecaster forecaster() {
    return new SeriesForecaster(trial, series, parameters());
  }
}
