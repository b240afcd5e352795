package io.github.lstmsweep.attempt;

import io.github.lstmsweep.trial.Trial;
import java.util.List;

/**
 * The trials of one task, trained one after the other, or as one computation where they are a pack.
 *
 * @param trials in their order
 */
public record TrialGroup(List<Trial> trials) {
  /** Keeps its own copy. */
  public TrialGroup {
    trials = List.copyOf(trials);
  }
}
