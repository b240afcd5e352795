package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.attempt.TrialGroup;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.plan.Grouping;
import io.github.lstmsweep.plan.Packing;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups trials into tasks and orders the tasks. After the trials that a person wants first come
 * the longest, so that no long trial starts last. Trials with a marker come after all others, each
 * in its own task. If the process of the marker died of its trial, the next process loses as little
 * as possible. If it lives, the trial may have its row by then.
 */
public final class TaskOrder {
  private TaskOrder() {}

  /**
   * Returns the groups of trials, one per task, in the order in which the tasks start.
   *
   * @param markers number of markers of a trial without a row; absent if it has none
   * @param packs how trials of one shape share a task
   */
  public static List<TrialGroup> of(
      List<Trial> trials, Map<TrialId, Integer> markers, int cores, Packs packs) {
    return of(new SweepWork.Round(trials, Map.of()), markers, cores, packs);
  }

  /**
   * How trials of one shape share a task.
   *
   * @param most largest number of them in a task; 1 for trainers that do not pack
   * @param free the hyperparameters in which they may differ
   */
  public record Packs(int most, Set<Hyperparameter> free) {
    /** No packs. */
    public static final Packs NONE = new Packs(1, Set.of());

    /** The packs of a trainer. */
    public static Packs of(TrialTrainer trainer) {
      return new Packs(trainer.groupSize(), trainer.freeInPack());
    }
  }

  /**
   * Returns the groups of trials, one per task, in the order in which the tasks start.
   *
   * @param round the trials, the epochs to train, and the trials that start first
   * @param markers number of markers of a trial without a row; absent if it has none
   * @param packs how trials of one shape share a task
   */
  public static List<TrialGroup> of(
      SweepWork.Round round, Map<TrialId, Integer> markers, int cores, Packs packs) {
    List<Trial> fresh = round.trials().stream().filter(t -> !markers.containsKey(t.id())).toList();
    List<TrialGroup> groups = new ArrayList<>();
    Schedule schedule =
        Schedule.of(fresh, CostModel.DEFAULT, round.ranges()).startingWith(round.first());
    (packs.most() > 1
            ? Packing.of(schedule, packs.most(), packs.free())
            : Grouping.of(schedule, cores))
        .forEach(group -> groups.add(new TrialGroup(group)));
    Schedule.of(
            round.trials().stream().filter(t -> markers.containsKey(t.id())).toList(),
            CostModel.DEFAULT,
            round.ranges())
        .trials()
        .stream()
        .sorted(Comparator.comparingInt(t -> markers.get(t.id())))
        .forEach(trial -> groups.add(new TrialGroup(List.of(trial))));
    return groups;
  }
}
