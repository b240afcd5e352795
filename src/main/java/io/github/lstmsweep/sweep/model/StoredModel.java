package io.github.lstmsweep.sweep.model;

import io.github.lstmsweep.Reason;
import io.github.lstmsweep.Remedy;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.result.model.PublishedModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.sweep.StoredSweep;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;

/**
 * A model file with the facts of its row that its use depends on.
 *
 * @param dataset the trial's data
 * @param hyperparameters of the trial
 * @param file parameters, as many as the row says, and tokens
 */
record StoredModel(Dataset dataset, Hyperparameters hyperparameters, PublishedModel file) {
  /**
   * Reads the model of a row that is OK.
   *
   * @param task that the model must have
   * @param data for messages: the kind of data that such a model learns from
   */
  static StoredModel read(StoredSweep stored, TrialRow row, Task task, String data) {
    String wanted = "must be a " + task.key().replace('-', ' ');
    if (row.task() != task) {
      throw unusable(row, wanted + ", but its task is " + row.task().key());
    }
    Dataset dataset =
        row.dataset().orElseThrow(() -> unusable(row, wanted + ", and its row names no " + data));
    Hyperparameters h = hyperparameters(row);
    PublishedModel model = model(stored, row);
    long count = TrialCost.of(h, dataset).parameterCount();
    if (model.parameters().length != count) {
      throw UserException.storage(
          "Cannot use trial "
              + row.id()
              + ": its model must have "
              + count
              + " parameters, as its row says, but has "
              + model.parameters().length);
    }
    return new StoredModel(dataset, h, model);
  }

  private static Hyperparameters hyperparameters(TrialRow row) {
    try {
      return row.hyperparameters();
    } catch (IllegalArgumentException e) {
      throw unusable(row, "a newer lstm-sweep wrote its row (" + e.getMessage() + ")");
    }
  }

  private static PublishedModel model(StoredSweep stored, TrialRow row) {
    try {
      return stored.table().model(row);
    } catch (IOException e) {
      throw UserException.storage(
          "Cannot read the model of trial " + row.id() + ": " + Reason.of(e),
          Remedy.of(Remedy.Kind.MODEL_AGAIN));
    }
  }

  static UserException unusable(TrialRow row, String why) {
    return UserException.badInput("Cannot use trial " + row.id() + ": " + why);
  }
}
