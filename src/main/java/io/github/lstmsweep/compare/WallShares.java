package io.github.lstmsweep.compare;

import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The use of the time of a table, as its rows tell it. The first four sums are in seconds of
 * places, where a place holds one trial at a time. There are as many places as trials ever ran at
 * once. The four add up to {@code places * busySeconds}.
 *
 * @param trials number of rows that have their times
 * @param trainingSeconds in training minibatches, over all trials
 * @param validationSeconds in validation minibatches, over all trials
 * @param otherSeconds of trials between start and end in neither: first weights, baselines, samples
 * @param idleSeconds of places without a trial while a different place had one
 * @param places the largest number of trials that ran at the same time
 * @param busySeconds during which at least one trial ran
 * @param pausedSeconds between the first start and the last end without any trial
 */
public record WallShares(
    int trials,
    double trainingSeconds,
    double validationSeconds,
    double otherSeconds,
    double idleSeconds,
    int places,
    double busySeconds,
    double pausedSeconds) {

  /** A start or an end of a trial, in microseconds since 1970. */
  private record Event(long micros, int change) {}

  /** Adds up the times of all rows that have a start and an end, with any status. */
  public static WallShares of(List<TrialRow> rows) {
    int trials = 0;
    double training = 0;
    double validation = 0;
    double inTrials = 0;
    List<Event> events = new ArrayList<>();
    for (TrialRow row : rows) {
      OptionalDouble started = row.number("started_at");
      OptionalDouble finished = row.number("finished_at");
      if (started.isEmpty()
          || finished.isEmpty()
          || finished.getAsDouble() < started.getAsDouble()) {
        continue;
      }
      double seconds = (finished.getAsDouble() - started.getAsDouble()) / 1e6;
      // Two clocks measured these, so rounding may put the parts above the whole.
      double trained = Math.min(seconds, row.trainSeconds().orElse(0));
      trials++;
      inTrials += seconds;
      training += trained;
      validation += Math.min(seconds - trained, row.number("validation_seconds").orElse(0));
      events.add(new Event((long) started.getAsDouble(), 1));
      events.add(new Event((long) finished.getAsDouble(), -1));
    }
    // An end comes before a start at the same moment: the place is free again.
    events.sort(Comparator.comparingLong(Event::micros).thenComparingInt(Event::change));
    int running = 0;
    int places = 0;
    double busy = 0;
    double paused = 0;
    for (int e = 0; e < events.size(); e++) {
      if (e > 0) {
        double seconds = (events.get(e).micros() - events.get(e - 1).micros()) / 1e6;
        busy += running > 0 ? seconds : 0;
        paused += running > 0 ? 0 : seconds;
      }
      running += events.get(e).change();
      places = Math.max(places, running);
    }
    return new WallShares(
        trials,
        training,
        validation,
        inTrials - training - validation,
        Math.max(0, places * busy - inTrials),
        places,
        busy,
        paused);
  }
}
