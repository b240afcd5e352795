package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.Nearest;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the hyperparameters that a specification names. */
public final class HyperparameterNames {
  private static final Map<Task, String> REASONS =
      Map.of(
          Task.LANGUAGE_MODEL, "num_steps says how many tokens a window has, one a step",
          Task.TIME_SERIES, "tau says how many values a window has");

  private final Problems problems;
  private final Task task;

  /** Finds those of {@code task}; records what is wrong in {@code problems}. */
  public HyperparameterNames(Problems problems, Task task) {
    this.problems = problems;
    this.task = task;
  }

  /**
   * Returns the hyperparameter named {@code key}. An unknown name, or one that the task lacks, is
   * recorded as a problem.
   *
   * @param place the key of the file that has the name
   * @param act what the specification wants with it, such as {@code exclude lr}
   */
  public Optional<Hyperparameter> find(String place, String key, String act) {
    Optional<Hyperparameter> h = Hyperparameter.of(key);
    if (h.isEmpty()) {
      List<String> known = task.hyperparameters().stream().map(Hyperparameter::key).toList();
      problems.addAt(place, "Cannot " + Shown.line(act) + ": must be " + Nearest.bound(key, known));
    } else if (!h.get().isOf(task)) {
      problems.addAt(
          place,
          "Cannot %s: must be left out where task is %s, as %s"
              .formatted(Shown.line(act), task.key(), REASONS.get(task)));
    }
    return h.filter(known -> known.isOf(task));
  }
}
