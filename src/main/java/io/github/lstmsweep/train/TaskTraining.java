package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;

/** The parts of a training that depend on the task: the model, its score and its outcome. */
interface TaskTraining {
  /** Returns the task. */
  Task task();

  /** Returns the model in training. */
  TrainableModel model();

  /** Returns how many tokens or steps the network reads in one window. */
  int stepsOfWindow();

  /**
   * Returns the score of a pass; not finite if its loss was not.
   *
   * @param minibatchMean mean over its minibatches of their mean loss
   * @param windowMean mean loss of its windows
   */
  double score(double minibatchMean, double windowMean);

  /** Returns the outcome of a training that leaves no model. */
  TrainingOutcome outcome(TrialStatus status, String detail, List<EpochPoint> curve, Timing timing);

  /**
   * Returns the outcome of a training that has come to its end, or to an early one. It has the
   * model as it is now, with its sample or its forecasts.
   */
  TrainingOutcome outcomeWithModel(
      TrialStatus status, String detail, List<EpochPoint> curve, Timing timing);
}
