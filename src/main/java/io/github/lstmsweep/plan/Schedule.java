package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Trial;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The order in which trials start, longest first, and how long all of them take: each core takes
 * the next trial when it is done with its last (list scheduling; Graham 1969, "Bounds on
 * multiprocessing timing anomalies", gives 4/3 of the best possible for this order).
 *
 * @param trials longest predicted first; equal ones by id, so that the order is the same everywhere
 * @param seconds the prediction for each of {@code trials}
 */
public record Schedule(List<Trial> trials, List<Double> seconds) {
  /** Keeps its own copies. */
  public Schedule {
    trials = List.copyOf(trials);
    seconds = List.copyOf(seconds);
  }

  /** Orders {@code trials} by what {@code model} predicts. */
  public static Schedule of(List<Trial> trials, CostModel model) {
    record Timed(Trial trial, double seconds) {}
    List<Timed> timed =
        trials.stream()
            .map(t -> new Timed(t, model.seconds(t)))
            .sorted(
                Comparator.comparingDouble(Timed::seconds)
                    .reversed()
                    .thenComparing(t -> t.trial().id().hex()))
            .toList();
    return new Schedule(
        timed.stream().map(Timed::trial).toList(), timed.stream().map(Timed::seconds).toList());
  }

  /** Predicted seconds from the first start to the last end on {@code cores} cores. */
  public double elapsedSeconds(int cores) {
    return elapsedSeconds(seconds, cores);
  }

  /** The same for trials that take {@code seconds}, in the order of the list. */
  public static double elapsedSeconds(List<Double> seconds, int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("Cannot set cores to " + cores + ": must be >= 1");
    }
    PriorityQueue<Double> freeAt = new PriorityQueue<>();
    double last = 0;
    for (double each : seconds) {
      double start = freeAt.size() < cores ? 0 : freeAt.remove();
      freeAt.add(start + each);
      last = Math.max(last, start + each);
    }
    return last;
  }

  /** Predicted seconds on one core. */
  public double totalSeconds() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }
}
