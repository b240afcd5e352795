package io.github.lstmsweep.cli;

import io.github.lstmsweep.trial.Schedule;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a sweep will be done: the cost model's prediction for the trials without a row, times how
 * much longer than predicted the finished ones took. Not thread-safe.
 */
final class RemainingTime {
  private final Map<TrialId, Double> unfinished = new LinkedHashMap<>();
  private final int cores;
  private double predictedSeconds;
  private double measuredSeconds;
  private double spentSeconds;

  RemainingTime(Schedule schedule, int cores) {
    this.cores = cores;
    List<Trial> trials = schedule.trials();
    for (int i = 0; i < trials.size(); i++) {
      unfinished.put(trials.get(i).id(), schedule.seconds().get(i));
    }
  }

  /**
   * A trial has its row and took {@code seconds}; one that is none of the schedule's is ignored.
   */
  void finished(TrialId id, TrialStatus status, double seconds) {
    Double predicted = unfinished.remove(id);
    spentSeconds += seconds;
    if (predicted != null && status == TrialStatus.OK) {
      predictedSeconds += predicted;
      measuredSeconds += seconds;
    }
  }

  /**
   * Seconds from now, {@code elapsedSeconds} after the start. What the cores have done of their
   * running trials is the time that the finished trials do not account for.
   */
  double seconds(double elapsedSeconds) {
    double ratio = predictedSeconds > 0 ? measuredSeconds / predictedSeconds : 1;
    List<Double> left = unfinished.values().stream().map(s -> s * ratio).toList();
    double begun = Math.max(0, elapsedSeconds - spentSeconds / cores);
    return Math.max(0, Schedule.elapsedSeconds(left, cores) - begun);
  }
}
