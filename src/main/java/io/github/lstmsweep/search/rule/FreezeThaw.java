package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.search.rule.model.Domain;

/**
 * Trains the trial whose forecast promises most for its time, for some epochs, and decides again
 * (Swersky, Snoek and Adams 2014, "Freeze-thaw Bayesian optimization", arXiv 1406.3896). A trial
 * that promises less than others is left where it is, and goes on if the others disappoint.
 *
 * <p>A Gaussian process over places and epochs forecasts the last score of every trial, begun or
 * not. A trial is worth its expected improvement over the best forecast, divided by the predicted
 * time of its remaining epochs. The epochs of a trial grow by half with each decision.
 *
 * <p>The course begins with the included trials and a few random ones. It ends with the tokens, or
 * if no trial is expected to improve the score by a thousandth. Before that, it trains the best
 * trial to its end.
 *
 * <p>Several trials are in training at a time, so that several cores have work. When the first of
 * them has its score, the next one is chosen. Those in training count as if their next scores were
 * the expected ones (the kriging believer of Ginsbourger, Le Riche and Carraro 2010, "Kriging is
 * well-suited to parallelize optimization"). Scores are used in the order in which they were asked
 * for, so their order of arrival decides nothing.
 *
 * @param share of the tokens of all whole trials; above 0, at most 1. In a small sweep the rule has
 *     at least the mean tokens of three trials. It takes more only to end one trial
 * @param width number of trials in training at a time; at least 1
 * @param seed of the order of the first trials
 */
public record FreezeThaw(double share, int width, long seed) implements Rule {
  /**
   * The usual number of trials in training at a time. It is one number for all clusters, so that
   * they make the same decisions.
   */
  public static final int WIDTH = 8;

  /** Number of trials that begin first: the included ones, and random ones if these are fewer. */
  static final int FIRST = 8;

  /** The least share, in mean whole trials. */
  static final double FEWEST_WHOLE = 3;

  /**
   * The factor of a forecast's deviation. All trials have one scale, so the model is too sure about
   * curves of a kind that it has not seen to their end.
   */
  static final double DOUBT = 2;

  /** The least expected improvement of a log score that is worth any time. */
  static final double LEAST = 1e-3;

  /** The model takes time in proportion to the cube of its scores, so it stops at so many. */
  static final int MOST_SCORES = 1500;

  private static final double GROWTH = 1.5;

  @Override
  public String name() {
    return "freeze-thaw (" + Math.round(100 * share) + "% of the tokens" + Order.named(seed) + ")";
  }

  @Override
  public boolean asksEarly() {
    return true;
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public void train(Trainees trainees) {
    new FreezeThawCourse(this, trainees).run();
  }

  static Domain domain(Trainees trainees) {
    double[][] places = new double[trainees.size()][];
    for (int trial = 0; trial < places.length; trial++) {
      places[trial] = trainees.place(trial);
    }
    return new Domain(places, trainees.epochs());
  }

  /** Returns the epoch of the next decision about a trial, or the last one. */
  static int next(int epoch, int last) {
    int next = Math.max(epoch + 1, (int) Math.round(GROWTH * epoch));
    // A last step that is much shorter than the one before it decides nothing.
    return next * Math.sqrt(GROWTH) > last ? last : next;
  }
}
