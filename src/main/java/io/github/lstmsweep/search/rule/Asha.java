package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** The trials that have reached one epoch. */
  private static final class Rung {
    private final List<Integer> trials = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private final List<Boolean> gone = new ArrayList<>();
    private int most;

    /** Adds a trial, sorted by its score; equal ones in the order of their arrival. */
    void add(int trial, double score, int factor) {
      int place = 0;
      while (place < scores.size() && scores.get(place) <= score) {
        place++;
      }
      trials.add(place, trial);
      scores.add(place, score);
      gone.add(place, false);
      most = trials.size() / factor;
    }

    boolean canPromote() {
      return next() >= 0;
    }

    int promote() {
      int place = next();
      gone.set(place, true);
      return trials.get(place);
    }

    /** Returns the place of the best trial that may go on and has not; -1 if there is none. */
    private int next() {
      for (int place = 0; place < most; place++) {
        if (!gone.get(place) && Double.isFinite(scores.get(place))) {
          return place;
        }
      }
      return -1;
    }
  }
}
