package io.github.lstmsweep.attempt;

import io.github.lstmsweep.trial.Trial;
import java.util.List;

/**
 * The trials of one task. They are trained one after the other, or as one computation if they form
 * a pack.
 *
 * @param trials in the order of training
 */
public record TrialGroup(List<Trial> trials) {
  /** Copies the list. */
  public TrialGroup {
    trials = List.copyOf(trials);
  }
}
