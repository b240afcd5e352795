package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Successive halving that never waits for the last trial of a rung (Li and others 2020, "A system
 * for massively parallel hyperparameter tuning"). A trial goes on as soon as it is among the best
 * part of those that have reached its rung. If no trial may go on, the next one begins.
 *
 * <p>The decisions follow one logical order, that of a single worker.
 *
 * @param factor one of so many trials goes on, and its epochs grow by it; at least 2
 * @param first epochs before the first decision; at least 1
 */
public record Asha(int factor, int first) implements Rule {
  @Override
  public String name() {
    return "asha (factor " + factor + ", from epoch " + first + ")";
  }

  @Override
  public void train(Trainees trainees) {
    List<Integer> epochs = Rungs.of(first, factor, trainees.epochs());
    List<Rung> rungs = new ArrayList<>();
    epochs.forEach(epoch -> rungs.add(new Rung()));
    int begun = 0;
    while (true) {
      Optional<Integer> rung = promoting(rungs);
      int place = rung.map(r -> r + 1).orElse(0);
      int trial;
      if (rung.isPresent()) {
        trial = rungs.get(rung.get()).promote();
      } else if (begun < trainees.size()) {
        trial = begun++;
      } else {
        return;
      }
      rungs.get(place).add(trial, trainees.train(List.of(trial), epochs.get(place))[0], factor);
    }
  }

  /** Returns the highest rung from which a trial may go on. */
  private static Optional<Integer> promoting(List<Rung> rungs) {
    for (int rung = rungs.size() - 2; rung >= 0; rung--) {
      if (rungs.get(rung).canPromote()) {
        return Optional.of(rung);
      }
    }
    return Optional.empty();
  }

  /** A trial that has reached a rung, with its place in the order of arrivals. */
  private record Arrival(int trial, double score, int number) {}

  /** The trials that have reached one epoch: the best part of them, and the rest. */
  private static final class Rung {
    private static final Comparator<Arrival> BEST_FIRST =
        Comparator.comparingDouble(Arrival::score).thenComparingInt(Arrival::number);

    private final TreeSet<Arrival> best = new TreeSet<>(BEST_FIRST);
    private final TreeSet<Arrival> rest = new TreeSet<>(BEST_FIRST);
    private final TreeSet<Arrival> ready = new TreeSet<>(BEST_FIRST);
    private final Set<Arrival> gone = new HashSet<>();

    void add(int trial, double score, int factor) {
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

    boolean canPromote() {
      return !ready.isEmpty();
    }

    int promote() {
      Arrival next = ready.pollFirst();
      gone.add(next);
      return next.trial();
    }
  }
}
