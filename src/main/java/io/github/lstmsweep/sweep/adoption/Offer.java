package io.github.lstmsweep.sweep.adoption;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a table that another one lacks, according to the names of their files.
 *
 * @param ended trials that have ended there and not here
 * @param paused trials that are paused there, with more epochs than here
 * @param foreign number of trials that are not of the sweep
 * @param known number of trials that the other table does not lack
 */
record Offer(Set<TrialId> ended, Map<TrialId, Integer> paused, int foreign, int known) {
  /** Compares {@code table} with the table {@code into} of a sweep with these trials. */
  static Offer of(TrialTable table, TrialTable into, Map<TrialId, Trial> trials) {
    Set<TrialId> ended = new HashSet<>(table.finished());
    Map<TrialId, Integer> paused = new HashMap<>(table.pausedEpochs());
    int all = ended.size() + paused.size();
    ended.retainAll(trials.keySet());
    paused.keySet().retainAll(trials.keySet());
    int own = ended.size() + paused.size();
    Set<TrialId> endedHere = into.finished();
    Map<TrialId, Integer> pausedHere = into.pausedEpochs();
    ended.removeAll(endedHere);
    paused.keySet().removeAll(endedHere);
    paused
        .entrySet()
        .removeIf(pause -> pausedHere.getOrDefault(pause.getKey(), 0) >= pause.getValue());
    return new Offer(ended, paused, all - own, own - ended.size() - paused.size());
  }

  boolean isNothing() {
    return ended.isEmpty() && paused.isEmpty();
  }
}
