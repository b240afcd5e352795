package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.StackText;
import io.github.lstmsweep.train.Deadline;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainedModel;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Optional;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;

/** Trains one trial again on an executor. It reports the outcome and publishes nothing. */
public final class RetrainTask implements VoidFunction<Trial> {
  private static final long serialVersionUID = 1L;

  private final TrialTrainer trainer;
  private final SentCorpusSet corpora;
  private final CollectionAccumulator<Retrained> retrained;

  /**
   * Makes a task that trains with {@code trainer} on {@code corpora} and adds to {@code retrained}.
   */
  public RetrainTask(
      TrialTrainer trainer, SentCorpusSet corpora, CollectionAccumulator<Retrained> retrained) {
    this.trainer = trainer;
    this.corpora = corpora;
    this.retrained = retrained;
  }

  @Override
  public void call(Trial trial) {
    retrained.add(train(trial));
  }

  private Retrained train(Trial trial) {
    try {
      TrainingOutcome outcome =
          trainer.train(
              trial, corpora.of(trial), Deadline.in(Optional.empty()), ExecutorCores.get());
      return of(trial, outcome);
    } catch (OutOfMemoryError e) {
      return failed(trial, TrialStatus.OUT_OF_MEMORY, e);
    } catch (RuntimeException | StackOverflowError e) {
      return failed(trial, TrialStatus.FAILED, e);
    }
  }

  private static Retrained of(Trial trial, TrainingOutcome outcome) {
    return new Retrained(
        trial.id().hex(),
        outcome.status(),
        outcome.detail(),
        outcome.model().map(TrainedModel::parametersSha256).orElse(""),
        outcome
            .keptEpoch(trial.hyperparameters().keep())
            .map(EpochPoint::validationScore)
            .orElse(Double.NaN));
  }

  private static Retrained failed(Trial trial, TrialStatus status, Throwable e) {
    return new Retrained(
        trial.id().hex(), status, StackText.of(e, RetrainTask.class), "", Double.NaN);
  }
}
