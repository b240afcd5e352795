package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.util.Optional;

/**
 * The facts about a sweep at one moment. All ways to show them begin here.
 *
 * @param task of all trials
 * @param counts of trials
 * @param fraction the part of all trials that is trained, from 0 to 1
 * @param tokensPerSecond trained tokens, or steps of a time series, per second; NaN if unknown
 * @param elapsedSeconds since the run began
 * @param remainingSeconds until its predicted end
 * @param best the best trial so far; empty if none has a score
 * @param nearest the trial in training that is nearest its end; empty if none has told
 */
record SweepView(
    Task task,
    Counts counts,
    double fraction,
    double tokensPerSecond,
    double elapsedSeconds,
    double remainingSeconds,
    Optional<Best> best,
    Optional<InTraining> nearest) {

  /**
   * Counts of trials. Rows of earlier runs count too.
   *
   * @param round of a search that trains in rounds, from 1; the other counts are those of the round
   *     and of the trials that were in training when it began
   * @param done trials that have a row
   * @param running trials in training, as far as is known
   * @param notOk trials with a row whose status is not OK
   * @param total trials of the specification
   */
  record Counts(int round, int done, int running, int notOk, int total) {
    /** Returns the words before the counts; empty in the first round. */
    String prefix() {
      return round > 1 ? "round " + round + ": " : "";
    }

    boolean areComplete() {
      return done == total;
    }
  }

  /**
   * The best trial so far.
   *
   * @param configuration the values that distinguish it; may be empty
   * @param curve empty if it was trained before this run
   */
  record Best(TrialId trial, double score, String configuration, CoarseCurve curve) {}

  /**
   * A trial in training.
   *
   * @param configuration the values that distinguish it; may be empty
   */
  record InTraining(TrialProgress progress, String configuration) {}
}
