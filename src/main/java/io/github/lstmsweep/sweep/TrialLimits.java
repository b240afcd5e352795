package io.github.lstmsweep.sweep;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.nn.ModelMemory;
import io.github.lstmsweep.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/** Refuses trials that no Java can train. */
public final class TrialLimits {
  private static final int MOST_TOLD = 5;

  private TrialLimits() {}

  /**
   * Refuses trials whose arrays would be longer than the longest Java array.
   *
   * @throws UserException with one problem per combination, at most five
   */
  public static void check(List<Trial> trials) {
    List<String> problems =
        trials.stream().flatMap(t -> ModelMemory.problem(t).stream()).distinct().toList();
    if (!problems.isEmpty()) {
      List<String> told =
          new ArrayList<>(problems.subList(0, Math.min(MOST_TOLD, problems.size())));
      if (problems.size() > MOST_TOLD) {
        told.add("... and " + (problems.size() - MOST_TOLD) + " more combinations");
      }
      throw new UserException(ExitCode.BAD_INPUT, told);
    }
  }
}
