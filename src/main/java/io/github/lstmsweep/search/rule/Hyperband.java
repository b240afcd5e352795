package io.github.lstmsweep.search.rule;

import java.util.List;

/**
 * Halves several groups of trials that begin with different numbers of epochs (Li and others 2018,
 * "Hyperband: a novel bandit-based approach to hyperparameter optimization"). So a trial that
 * learns slowly has a chance in a group that decides late.
 *
 * <p>The paper draws the trials of a group at random. Here the groups share the trials of the sweep
 * in the paper's proportions, each trial in one group, so that a finite space is walked once.
 *
 * @param factor of the epochs between two decisions; at least 2
 * @param first epochs before the first decision of the first group; at least 1
 * @param seed of the order in which the groups share the trials
 */
public record Hyperband(int factor, int first, long seed) implements Rule {
  @Override
  public String name() {
    return "hyperband (factor " + factor + ", from epoch " + first + Order.named(seed) + ")";
  }

  @Override
  public void train(Trainees trainees) {
    List<Integer> starts = Rungs.of(first, factor, trainees.epochs());
    double[] sizes = new double[starts.size()];
    double sum = 0;
    for (int group = 0; group < sizes.length; group++) {
      int rungs = sizes.length - group;
      sizes[group] = (double) sizes.length / rungs * Math.pow(factor, rungs - 1.0);
      sum += sizes[group];
    }
    double begun = 0;
    int from = 0;
    List<Integer> order = Order.ofBeginning(trainees, seed);
    HalvingGroups groups = new HalvingGroups(trainees, factor);
    for (int group = 0; group < sizes.length; group++) {
      begun += sizes[group];
      int to = (int) Math.round(trainees.size() * begun / sum);
      if (to > from) {
        groups.add(order.subList(from, to), starts.get(group));
      }
      from = to;
    }
    groups.train();
  }
}
