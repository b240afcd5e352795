package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;

/** What the task decides of a training: the model, its score, and what is kept of it. */
interface TaskTraining {
  /** Which task. */
  Task task();

  /** What is trained. */
  TrainableModel model();

  /** Tokens or steps that a window goes through the network with. */
  int stepsOfWindow();

  /**
   * The score of a pass; not finite where its loss was not.
   *
   * @param minibatchMean mean over its minibatches of their mean loss
   * @param windowMean mean loss of its windows
   */
  double score(double minibatchMean, double windowMean);

  /**
   * What came out.
   *
   * @param status OK where the model is trained to its end, and kept
   */
  TrainingOutcome outcome(TrialStatus status, String detail, List<EpochPoint> curve, Timing timing);
}
