package io.github.lstmsweep.cli.output;

import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates when a sweep will be done. The estimate is the cost model's prediction for the trials
 * without a row, times the ratio of measured to predicted time. The time that running trials have
 * already taken is subtracted. Trials that stopped early do not count for the ratio. Not
 * thread-safe; the caller has the clock.
 */
final class RemainingTime {
  private final Map<TrialId, Double> unfinished = new LinkedHashMap<>();
  private final Map<TrialId, Double> startedAt = new HashMap<>();
  private final int cores;
  private double predictedSeconds;
  private double measuredSeconds;

  RemainingTime(Schedule schedule, int cores) {
    this.cores = cores;
    List<Trial> trials = schedule.trials();
    for (int i = 0; i < trials.size(); i++) {
      unfinished.put(trials.get(i).id(), schedule.seconds().get(i));
    }
  }

  /**
   * Records that a trial started at {@code now}, in seconds. It may start again if its executor was
   * lost.
   */
  void started(TrialId id, double now) {
    startedAt.put(id, now);
  }

  /**
   * Records that a trial has its row and took {@code seconds}. A trial outside the schedule is
   * ignored.
   */
  void finished(TrialId id, TrialStatus status, double seconds) {
    startedAt.remove(id);
    Double predicted = unfinished.remove(id);
    if (predicted != null && status == TrialStatus.OK) {
      predictedSeconds += predicted;
      measuredSeconds += seconds;
    }
  }

  /** Returns the seconds that remain at {@code now}. */
  double seconds(double now) {
    double ratio = predictedSeconds > 0 ? measuredSeconds / predictedSeconds : 1;
    List<Double> left =
        unfinished.entrySet().stream()
            .map(e -> left(e.getValue() * ratio, startedAt.getOrDefault(e.getKey(), now), now))
            .toList();
    return Schedule.elapsedSeconds(left, cores);
  }

  private static double left(double whole, double started, double now) {
    return Math.max(0, whole - (now - started));
  }
}
