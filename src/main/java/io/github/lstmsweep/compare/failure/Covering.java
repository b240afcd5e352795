package io.github.lstmsweep.compare.failure;

import io.github.lstmsweep.compare.importance.Factor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;

/**
 * Searches conjunctions of up to three conditions. A condition is one level, or all levels from one
 * end of a numeric factor. All of them are tried, shortest first, unless there are more than {@link
 * #MOST_WORK} allows. The seed is in none.
 */
final class Covering {
  private static final int MOST_CONDITIONS = 3;
  private static final int MOST_CONJUNCTIONS = 3;

  /** A conjunction of its own for one trial would describe it, not explain it. */
  private static final int FEWEST_COVERED = 2;

  /** The most conjunctions times trials of one length that are tried; about 0.1 s. */
  private static final double MOST_WORK = 2e9;

  /** The largest probability of a rule that chance has made. */
  private static final double CHANCE = 0.05;

  /** A condition and its trials. */
  private record Candidate(Condition condition, BitSet failed, BitSet others) {}

  private final LabelledTrials trials;
  private final List<List<Candidate>> byFactor = new ArrayList<>();

  private List<Condition> found = List.of();
  private double value;

  /** Prepares the search. */
  Covering(LabelledTrials trials) {
    this.trials = trials;
    for (Factor factor : trials.factors()) {
      if (!factor.isSeed()) {
        byFactor.add(candidates(factor));
      }
    }
  }

  private List<Candidate> candidates(Factor factor) {
    int size = factor.size();
    List<Condition> conditions = new ArrayList<>();
    for (int level = 0; level < size; level++) {
      conditions.add(new Condition(factor, List.of(level)));
    }
    for (int level = 1; level < size - 1 && factor.isNumeric(); level++) {
      conditions.add(new Condition(factor, IntStream.rangeClosed(0, level).boxed().toList()));
      conditions.add(new Condition(factor, IntStream.range(level, size).boxed().toList()));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Condition condition : conditions) {
      BitSet failed = trials.with(condition);
      BitSet others = (BitSet) failed.clone();
      failed.and(trials.withStatus());
      others.andNot(trials.withStatus());
      candidates.add(new Candidate(condition, failed, others));
    }
    return candidates;
  }

  /**
   * Returns conjunctions that together hold for all failed trials, each for no other trial. It is
   * empty if three of them do not suffice, or if they have more than half as many conditions as
   * there are failed trials. Such a list would describe the trials, and explain nothing.
   */
  List<List<Condition>> pure() {
    List<List<Condition>> cover = new ArrayList<>();
    BitSet rest = (BitSet) trials.withStatus().clone();
    while (!rest.isEmpty()) {
      search(rest, Aim.PURE, FEWEST_COVERED - 1);
      if (found.isEmpty() || cover.size() == MOST_CONJUNCTIONS) {
        return List.of();
      }
      cover.add(found);
      rest.andNot(trials.with(found));
    }
    return cover.stream().mapToInt(List::size).sum() * 2 <= trials.failed() ? cover : List.of();
  }

  /**
   * Returns the conjunction with the largest F1. It is empty if chance alone may have made it: if
   * Fisher's exact test, times the number of conjunctions that were possible (Bonferroni), is above
   * 5%.
   *
   * @param known a conjunction that competes too, though it may have other conditions
   */
  Optional<List<Condition>> best(Optional<List<Condition>> known) {
    // A rule that holds for every trial has this F1.
    double ofAll = f1(trials.failed(), trials.size() - trials.failed());
    search(trials.withStatus(), Aim.F1, ofAll);
    if (known.isPresent()) {
      Conjunction conjunction = trials.conjunction(known.get());
      if (f1(conjunction.failed(), conjunction.trials() - conjunction.failed()) > value) {
        found = known.get();
      }
    }
    return Optional.of(found).filter(conditions -> !conditions.isEmpty() && !isChance(conditions));
  }

  /** Returns the number of conjunctions among which this one was chosen. */
  private double rivals(List<Condition> conditions) {
    boolean isFromAnEnd =
        byFactor.stream()
            .flatMap(List::stream)
            .map(Candidate::condition)
            .toList()
            .containsAll(conditions);
    return isFromAnEnd
        ? conjunctions(conditions.size())
        : conditions.stream()
            // Any set of levels was possible.
            .mapToDouble(condition -> Math.pow(2, condition.factor().size()))
            .reduce(1, (a, b) -> a * b);
  }

  /** Fisher's exact test: the chance of as many failed trials among as many drawn ones. */
  private boolean isChance(List<Condition> conditions) {
    Conjunction conjunction = trials.conjunction(conditions);
    double chance =
        new HypergeometricDistribution(null, trials.size(), trials.failed(), conjunction.trials())
            .upperCumulativeProbability(conjunction.failed());
    return chance * rivals(conditions) > CHANCE;
  }

  /** The number that a conjunction should have as large as possible. */
  private enum Aim {
    /** The failed trials that it covers, if it covers no other trial. */
    PURE,
    /** Its F1. */
    F1
  }

  private void search(BitSet failed, Aim aim, double toExceed) {
    found = List.of();
    value = toExceed;
    for (int length = 1; length <= MOST_CONDITIONS; length++) {
      if (conjunctions(length) * trials.size() > MOST_WORK) {
        return;
      }
      extend(0, length, List.of(), failed, null, aim);
    }
  }

  private double conjunctions(int length) {
    double[] counts = new double[length + 1];
    counts[0] = 1;
    for (List<Candidate> candidates : byFactor) {
      for (int l = length; l > 0; l--) {
        counts[l] += counts[l - 1] * candidates.size();
      }
    }
    return counts[length];
  }

  private void extend(
      int factor, int missing, List<Condition> conditions, BitSet failed, BitSet others, Aim aim) {
    if (missing == 0) {
      int wrong = others.cardinality();
      double itsValue =
          aim == Aim.F1 ? f1(failed.cardinality(), wrong) : wrong > 0 ? 0 : failed.cardinality();
      if (itsValue > value) {
        value = itsValue;
        found = conditions;
      }
      return;
    }
    for (int f = factor; f <= byFactor.size() - missing; f++) {
      for (Candidate candidate : byFactor.get(f)) {
        BitSet stillFailed = (BitSet) failed.clone();
        stillFailed.and(candidate.failed());
        int covered = stillFailed.cardinality();
        if ((aim == Aim.F1 ? f1(covered, 0) : covered) <= value) {
          // No further condition can raise the number of failed trials.
          continue;
        }
        BitSet stillOthers = (BitSet) candidate.others().clone();
        if (others != null) {
          stillOthers.and(others);
        }
        List<Condition> longer = new ArrayList<>(conditions);
        longer.add(candidate.condition());
        extend(f + 1, missing - 1, longer, stillFailed, stillOthers, aim);
      }
    }
  }

  /** Returns the harmonic mean of precision and recall, as 2 tp / (2 tp + fp + fn). */
  private double f1(int failed, int others) {
    return 2.0 * failed / (failed + others + trials.failed());
  }
}
