package io.github.lstmsweep.cli.progress;

import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates when a sweep will be done. A trial in training that has told its progress takes the
 * rest of its own pace. The estimate for a different trial is the cost model's prediction, times
 * the ratio of measured to predicted time. The time that running trials have already taken is
 * subtracted. Trials that stopped early do not count for the ratio. Not thread-safe; the caller has
 * the clock.
 */
final class RemainingTime {
  /** The part of a trial that must be trained before its pace counts, as its start is slow. */
  private static final double LEAST_FRACTION = 0.02;

  private final Map<TrialId, Double> unfinished = new LinkedHashMap<>();
  private final Map<TrialId, Double> startedAt = new HashMap<>();
  private final Map<TrialId, Heard> inTraining = new HashMap<>();
  private final int cores;
  private double predictedSeconds;
  private double measuredSeconds;

  private record Heard(TrialProgress progress, double at) {}

  RemainingTime(Schedule schedule, int cores) {
    this.cores = cores;
    add(schedule);
  }

  /**
   * Returns the estimate for further trials, and for those that are still in training. The pace of
   * the trials that have ended says little about a search's further ones.
   */
  RemainingTime followedBy(Schedule schedule) {
    RemainingTime next = new RemainingTime(schedule, cores);
    unfinished.forEach(next.unfinished::putIfAbsent);
    startedAt.keySet().stream()
        .filter(unfinished::containsKey)
        .forEach(id -> next.startedAt.put(id, startedAt.get(id)));
    next.inTraining.putAll(inTraining);
    return next;
  }

  private void add(Schedule schedule) {
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
    inTraining.remove(id);
  }

  /** Records how far a trial has come at {@code now}. */
  void progressed(TrialProgress progress, double now) {
    if (unfinished.containsKey(progress.id()) && progress.fraction() >= LEAST_FRACTION) {
      inTraining.put(progress.id(), new Heard(progress, now));
    }
  }

  /**
   * Records that a trial has its row and took {@code seconds}. A trial outside the schedule is
   * ignored.
   */
  void finished(TrialId id, TrialStatus status, double seconds) {
    startedAt.remove(id);
    inTraining.remove(id);
    Double predicted = unfinished.remove(id);
    if (predicted != null && status == TrialStatus.OK) {
      predictedSeconds += predicted;
      measuredSeconds += seconds;
    }
  }

  /** Returns the seconds that remain at {@code now}. */
  double seconds(double now) {
    double ratio = ratio();
    List<Double> left =
        unfinished.entrySet().stream()
            .map(e -> left(e.getKey(), e.getValue() * ratio, now))
            .toList();
    return Schedule.elapsedSeconds(left, cores);
  }

  private double ratio() {
    double predicted = predictedSeconds;
    double measured = measuredSeconds;
    for (Map.Entry<TrialId, Heard> each : inTraining.entrySet()) {
      TrialProgress progress = each.getValue().progress();
      predicted += unfinished.get(each.getKey()) * progress.fraction();
      measured += progress.seconds();
    }
    return predicted > 0 ? measured / predicted : 1;
  }

  private double left(TrialId id, double whole, double now) {
    Heard heard = inTraining.get(id);
    if (heard == null) {
      return Math.max(0, whole - (now - startedAt.getOrDefault(id, now)));
    }
    double fraction = heard.progress().fraction();
    double then = heard.progress().seconds() * (1 - fraction) / fraction;
    return Math.max(0, then - (now - heard.at()));
  }
}
