package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.ParzenEstimator;
import java.util.ArrayList;
import java.util.List;

/**
 * Begins trials near those that were good and far from those that were bad (Bergstra and others
 * 2011, "Algorithms for hyper-parameter optimization": the tree-structured Parzen estimator), and
 * trains only the best part of them further, as {@link Asha} does.
 *
 * <p>The settings are the defaults of Optuna: 10 random trials, then the best tenth of the trials
 * against all others, over all dimensions together. Optuna draws 24 candidates from the density of
 * good places. Here the candidates are all trials that have not begun, so none is proposed twice.
 *
 * <p>Included trials begin first, and count among the random ones. They begin whatever they cost.
 *
 * <p>Trials begin in groups. While a group is chosen, its chosen trials count as bad (the constant
 * liar of Ginsbourger and others 2010), so that they are apart from one another.
 *
 * @param factor one of so many trials goes on, and its epochs grow by it; at least 2
 * @param first epochs before the first decision; at least 1
 * @param share of the tokens of all whole trials, after which no trial begins
 * @param width number of trials that begin together; at least 1
 * @param seed of the order of the first trials
 */
public record Tpe(int factor, int first, double share, int width, long seed) implements Rule {
  /**
   * The usual number of trials that begin together. It is one number for all clusters, so that they
   * make the same decisions.
   */
  public static final int GROUP = 4;

  private static final int STARTUP = 10;
  private static final double GOOD = 0.1;
  private static final int MOST_GOOD = 25;

  @Override
  public String name() {
    return "tpe (factor " + factor + ", from epoch " + first + Order.named(seed) + ")";
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public void train(Trainees trainees) {
    List<Integer> waiting = new ArrayList<>(Order.ofBeginning(trainees, seed));
    RungLadder ladder = new RungLadder(trainees, factor, first);
    double all = 0;
    for (int trial : waiting) {
      all += trainees.epochTokens(trial) * trainees.epochs();
    }
    int begun = 0;
    int included = trainees.included();
    int startup = Math.max(STARTUP, included);
    while (!waiting.isEmpty()
        && (begun == 0 || begun < included || ladder.tokens() < share * all)) {
      List<Integer> next =
          begun < startup
              ? waiting.subList(0, Math.min(Math.min(width, startup - begun), waiting.size()))
              : proposed(trainees, waiting, ladder.bestFirst());
      next = List.copyOf(next);
      waiting.removeAll(next);
      begun += next.size();
      ladder.begin(next);
      boolean isPromoting = true;
      while (isPromoting) {
        isPromoting = ladder.promote(width);
      }
    }
    ladder.finish();
  }

  private List<Integer> proposed(Trainees trainees, List<Integer> waiting, List<Integer> known) {
    List<double[]> candidates = waiting.stream().map(trainees::place).toList();
    List<double[]> places = known.stream().map(trainees::place).toList();
    int good = Math.min((int) Math.ceil(GOOD * known.size()), MOST_GOOD);
    ParzenEstimator below = new ParzenEstimator(places.subList(0, good), candidates);
    ParzenEstimator above = new ParzenEstimator(places.subList(good, places.size()), candidates);
    List<Integer> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(width, waiting.size())) {
      int best = -1;
      for (int i = 0; i < candidates.size(); i++) {
        if (!chosen.contains(waiting.get(i))
            && (best < 0 || below.at(i) / above.at(i) > below.at(best) / above.at(best))) {
          best = i;
        }
      }
      chosen.add(waiting.get(best));
      above.add(candidates.get(best));
    }
    return chosen;
  }
}
