package io.github.lstmsweep.compare.failure;

import io.github.lstmsweep.compare.importance.Factor;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The trials of a table, as sets of numbers from 0.
 *
 * @param factors that the trials differ in
 * @param having for each factor and level the trials that have it
 * @param withStatus the trials that a rule has to explain
 * @param ok the trials that are OK
 * @param size number of all trials
 */
record LabelledTrials(
    List<Factor> factors, List<List<BitSet>> having, BitSet withStatus, BitSet ok, int size) {
  /** Sorts the trials into sets. */
  static LabelledTrials of(
      List<Factor> factors, List<int[]> positions, List<TrialStatus> statuses, TrialStatus status) {
    List<List<BitSet>> having = new ArrayList<>();
    for (int f = 0; f < factors.size(); f++) {
      List<BitSet> levels = new ArrayList<>();
      for (int level = 0; level < factors.get(f).size(); level++) {
        levels.add(new BitSet(positions.size()));
      }
      for (int t = 0; t < positions.size(); t++) {
        levels.get(positions.get(t)[f]).set(t);
      }
      having.add(levels);
    }
    BitSet withStatus = new BitSet();
    BitSet ok = new BitSet();
    for (int t = 0; t < statuses.size(); t++) {
      withStatus.set(t, statuses.get(t) == status);
      ok.set(t, !statuses.get(t).isFailure());
    }
    return new LabelledTrials(factors, having, withStatus, ok, positions.size());
  }

  /** Returns the number of trials that a rule has to explain. */
  int failed() {
    return withStatus.cardinality();
  }

  /** Returns the trials for which all conditions hold. */
  BitSet with(List<Condition> conditions) {
    BitSet trials = new BitSet();
    trials.set(0, size);
    conditions.forEach(condition -> trials.and(with(condition)));
    return trials;
  }

  /** Returns the trials for which a condition holds. */
  BitSet with(Condition condition) {
    BitSet trials = new BitSet(size);
    List<BitSet> levels = having.get(factors.indexOf(condition.factor()));
    condition.levels().forEach(level -> trials.or(levels.get(level)));
    return trials;
  }

  /** Returns conditions with the numbers of their trials. */
  Conjunction conjunction(List<Condition> conditions) {
    BitSet trials = with(conditions);
    return new Conjunction(
        conditions,
        intersection(trials, withStatus),
        intersection(trials, ok),
        trials.cardinality());
  }

  /** Returns the number of trials that two sets share. */
  static int intersection(BitSet one, BitSet other) {
    BitSet shared = (BitSet) one.clone();
    shared.and(other);
    return shared.cardinality();
  }
}
