package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The order in which trials start, longest first, and their predicted times. Each core takes the
 * next trial when it has finished its last one (list scheduling). For this order Graham 1969,
 * "Bounds on multiprocessing timing anomalies", proves at most 4/3 of the best possible time.
 *
 * @param trials longest prediction first, after those that a person wants first; equal predictions
 *     by id, so that the order is the same everywhere
 * @param seconds the prediction for each of {@code trials}
 */
public record Schedule(List<Trial> trials, List<Double> seconds) {
  /** Copies both lists. */
  public Schedule {
    trials = List.copyOf(trials);
    seconds = List.copyOf(seconds);
  }

  /** Orders {@code trials} by the predictions of {@code model}. */
  public static Schedule of(List<Trial> trials, CostModel model) {
    return of(trials, model, Map.of());
  }

  /**
   * Orders {@code trials} by the predictions of {@code model}.
   *
   * @param ranges the epochs to train; a trial without a range is trained as a whole
   */
  public static Schedule of(List<Trial> trials, CostModel model, Map<TrialId, EpochRange> ranges) {
    record Timed(Trial trial, double seconds) {}
    List<Timed> timed =
        trials.stream()
            .map(t -> new Timed(t, model.seconds(t) * share(t, ranges.get(t.id()))))
            .sorted(
                Comparator.comparingDouble(Timed::seconds)
                    .reversed()
                    .thenComparing(t -> t.trial().id().hex()))
            .toList();
    return new Schedule(
        timed.stream().map(Timed::trial).toList(), timed.stream().map(Timed::seconds).toList());
  }

  /** Returns this schedule with some trials before all others, in the order of {@code ids}. */
  public Schedule startingWith(List<TrialId> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    Map<TrialId, Integer> places = new HashMap<>();
    ids.forEach(id -> places.put(id, places.size()));
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < trials.size(); place++) {
      order.add(place);
    }
    // The sort is stable, so the others keep their order.
    order.sort(
        Comparator.comparingInt(
            place -> places.getOrDefault(trials.get(place).id(), Integer.MAX_VALUE)));
    return new Schedule(
        order.stream().map(trials::get).toList(), order.stream().map(seconds::get).toList());
  }

  /** Returns the share of a training that is done at a time. */
  private static double share(Trial trial, EpochRange range) {
    return range == null
        ? 1
        : (double) (range.until() - range.after()) / trial.hyperparameters().numEpochs();
  }

  /** Returns the predicted seconds from the first start to the last end on {@code cores} cores. */
  public double elapsedSeconds(int cores) {
    return elapsedSeconds(seconds, cores);
  }

  /**
   * Returns the seconds from the first start to the last end on {@code cores} cores. The trials
   * take {@code seconds} each and start in the order of the list.
   *
   * @throws IllegalArgumentException if {@code cores} is below 1
   */
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

  /** Returns the predicted seconds on one core. */
  public double totalSeconds() {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }
}
