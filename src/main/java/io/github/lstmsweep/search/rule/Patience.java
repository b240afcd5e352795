package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.plan.EarlyStop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Stops each trial early, and trains all others to their ends.
 *
 * @param stop decides for each trial by its own scores
 */
public record Patience(EarlyStop stop) implements Rule {
  @Override
  public String name() {
    return String.format(
        Locale.ROOT, "patience (%d epochs, %.1f%%)", stop.patience(), 100 * stop.minDelta());
  }

  @Override
  public boolean stopsByOwnScores() {
    return true;
  }

  @Override
  public void train(Trainees trainees) {
    List<EarlyStop.Watch> watches = new ArrayList<>();
    List<Integer> left = Order.all(trainees.size());
    left.forEach(trial -> watches.add(stop.watch()));
    for (int epoch = 1; epoch <= trainees.epochs() && !left.isEmpty(); epoch++) {
      double[] scores = trainees.train(left, epoch);
      List<Integer> stays = new ArrayList<>();
      for (int i = 0; i < scores.length; i++) {
        boolean stops = watches.get(left.get(i)).stopsAfter(scores[i]);
        if (Double.isFinite(scores[i]) && !stops) {
          stays.add(left.get(i));
        }
      }
      left = stays;
    }
  }
}
