package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Grouping;
import io.github.lstmsweep.plan.Packing;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which trials make a task, and in which order tasks start: longest first, so that no long trial
 * starts last; but trials whose process died come after all others, each in a task of its own, so
 * that one which kills its process again takes as little as possible with it.
 */
public final class TaskOrder {
  private TaskOrder() {}

  /**
   * The groups.
   *
   * @param begun how often a trial without a row was begun; absent where never
   * @param packSize how many trials of one shape are trained as one computation
   */
  public static List<TrialGroup> of(
      List<Trial> trials, Map<TrialId, Integer> begun, int cores, int packSize) {
    List<Trial> fresh = trials.stream().filter(t -> !begun.containsKey(t.id())).toList();
    List<TrialGroup> groups = new ArrayList<>();
    Schedule schedule = Schedule.of(fresh, CostModel.DEFAULT);
    (packSize > 1 ? Packing.of(schedule, packSize) : Grouping.of(schedule, cores))
        .forEach(group -> groups.add(new TrialGroup(group)));
    Schedule.of(trials.stream().filter(t -> begun.containsKey(t.id())).toList(), CostModel.DEFAULT)
        .trials()
        .stream()
        .sorted(Comparator.comparingInt(t -> begun.get(t.id())))
        .forEach(trial -> groups.add(new TrialGroup(List.of(trial))));
    return groups;
  }
}
