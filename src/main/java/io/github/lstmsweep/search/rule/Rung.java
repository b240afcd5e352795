package io.github.lstmsweep.search.rule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The trials that have reached one epoch: the best part of them, and the rest. A trial of the best
 * part may go on, once.
 */
final class Rung {
  private static final Comparator<Arrival> BEST_FIRST =
      Comparator.comparingDouble(Arrival::score).thenComparingInt(Arrival::number);

  private final int factor;
  private final TreeSet<Arrival> best = new TreeSet<>(BEST_FIRST);
  private final TreeSet<Arrival> rest = new TreeSet<>(BEST_FIRST);
  private final TreeSet<Arrival> ready = new TreeSet<>(BEST_FIRST);
  private final Set<Arrival> gone = new HashSet<>();
  private boolean lacksScores;

  /** A trial that has reached the rung, with its place in the order of arrivals. */
  private record Arrival(int trial, double score, int number) {}

  /**
   * Makes an empty rung.
   *
   * @param factor one of so many trials is in the best part
   */
  Rung(int factor) {
    this.factor = factor;
  }

  /**
   * Adds a trial that was trained to the rung's epoch. An infinite score never goes on. A score
   * that is not known yet is NaN: no trial leaves the rung then.
   */
  void add(int trial, double score) {
    lacksScores |= Double.isNaN(score);
    int number = best.size() + rest.size();
    rest.add(new Arrival(trial, score, number));
    if (best.size() < (number + 1) / factor) {
      enter();
    } else if (!best.isEmpty() && BEST_FIRST.compare(rest.first(), best.last()) < 0) {
      Arrival out = best.pollLast();
      enter();
      ready.remove(out);
      rest.add(out);
    }
  }

  /** Moves the best of the rest into the best part. */
  private void enter() {
    Arrival in = rest.pollFirst();
    best.add(in);
    if (Double.isFinite(in.score()) && !gone.contains(in)) {
      ready.add(in);
    }
  }

  /** Returns whether a trial of the best part may go on. */
  boolean canPromote() {
    return !lacksScores && !ready.isEmpty();
  }

  /** Returns whether a score is not known yet. */
  boolean lacksScores() {
    return lacksScores;
  }

  /** Takes the best trial that may go on. */
  int promote() {
    Arrival next = ready.pollFirst();
    gone.add(next);
    return next.trial();
  }

  /** Takes the best trial, in the best part or not; empty if one has gone on or all failed. */
  Optional<Integer> promoteOne() {
    Arrival next = best.isEmpty() && !rest.isEmpty() ? rest.first() : null;
    if (next == null || !gone.isEmpty() || !Double.isFinite(next.score())) {
      return Optional.empty();
    }
    gone.add(next);
    return Optional.of(next.trial());
  }
}
