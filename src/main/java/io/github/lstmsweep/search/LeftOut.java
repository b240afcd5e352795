package io.github.lstmsweep.search;

import io.github.lstmsweep.trial.TrialId;
import java.util.List;

/**
 * The seeds that a race has not trained, once it is over.
 *
 * @param rule the race with its settings
 * @param trials that were left out, in the order of their ids; none if all were trained
 * @param all number of trials of the search
 * @param dropped number of configurations that lack seeds
 * @param configurations number of all configurations
 */
public record LeftOut(String rule, List<TrialId> trials, int all, int dropped, int configurations) {
  /** Copies the list. */
  public LeftOut {
    trials = List.copyOf(trials);
  }

  /** Returns the line for a person. */
  public String line() {
    return "The "
        + rule
        + " is over: it trained "
        + (trials.isEmpty() ? "all seeds of all " : "no further seed of " + dropped + " of ")
        + configurations
        + " configurations"
        + (trials.isEmpty() ? "" : ", which left out " + trials.size() + " of " + all + " trials");
  }
}
