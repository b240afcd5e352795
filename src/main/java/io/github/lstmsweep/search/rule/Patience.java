package io.github.lstmsweep.search.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Stops a trial whose score has not improved for some epochs (Prechelt 1998, "Early stopping: but
 * when?").
 *
 * @param epochs without an improvement, after which a trial stops; at least 1
 * @param least share by which a score must be lower to count as an improvement, such as 0.001
 */
public record Patience(int epochs, double least) implements Rule {
  @Override
  public String name() {
    return String.format(Locale.ROOT, "patience (%d epochs, %.1f%%)", epochs, 100 * least);
  }

  @Override
  public void train(Trainees trainees) {
    double[] best = new double[trainees.size()];
    int[] since = new int[trainees.size()];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    List<Integer> left = Order.all(trainees.size());
    for (int epoch = 1; epoch <= trainees.epochs() && !left.isEmpty(); epoch++) {
      double[] scores = trainees.train(left, epoch);
      List<Integer> stays = new ArrayList<>();
      for (int i = 0; i < scores.length; i++) {
        int trial = left.get(i);
        if (scores[i] < best[trial] * (1 - least)) {
          best[trial] = scores[i];
          since[trial] = epoch;
        }
        if (Double.isFinite(scores[i]) && epoch - since[trial] < epochs) {
          stays.add(trial);
        }
      }
      left = stays;
    }
  }
}
