package io.github.lstmsweep.search;

import io.github.lstmsweep.trial.TrialId;
import java.util.Comparator;
import java.util.List;

/**
 * The seeds that a race has not trained, once it is over. A sweep of several corpora has a race in
 * each.
 *
 * @param rule the race with its settings
 * @param trials that were left out, in the order of their ids; none if all were trained
 * @param all number of trials of the search
 * @param dropped number of configurations that lack seeds
 * @param configurations number of all configurations, in all corpora
 * @param corpora number of races
 */
public record LeftOut(
    String rule, List<TrialId> trials, int all, int dropped, int configurations, int corpora) {
  /** Copies the list. */
  public LeftOut {
    trials = List.copyOf(trials);
  }

  /**
   * Returns what the races of several corpora have left out together.
   *
   * @param races of one rule, at least one
   */
  static LeftOut sum(List<LeftOut> races) {
    return new LeftOut(
        races.get(0).rule,
        races.stream()
            .flatMap(race -> race.trials.stream())
            .sorted(Comparator.comparing(TrialId::hex))
            .toList(),
        races.stream().mapToInt(LeftOut::all).sum(),
        races.stream().mapToInt(LeftOut::dropped).sum(),
        races.stream().mapToInt(LeftOut::configurations).sum(),
        races.stream().mapToInt(LeftOut::corpora).sum());
  }

  /** Returns the line for a person. */
  public String line() {
    return "The "
        + rule
        + " is over"
        + (corpora == 1 ? "" : " in each of " + corpora + " corpora")
        + ": it trained "
        + (trials.isEmpty() ? "all seeds of all " : "no further seed of " + dropped + " of ")
        + configurations
        + " configurations"
        + (trials.isEmpty() ? "" : ", which left out " + trials.size() + " of " + all + " trials");
  }
}
