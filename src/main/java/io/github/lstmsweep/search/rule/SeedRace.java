package io.github.lstmsweep.search.rule;

import io.github.lstmsweep.plan.Race;

/**
 * Races configurations over their seeds, and drops those that are worse than the best (Maron and
 * Moore 1994, "Hoeffding races: accelerating model selection search for classification and function
 * approximation"; López-Ibáñez and others 2016, "The irace package: iterated racing for automatic
 * algorithm configuration").
 *
 * <p>Every configuration trains its first seeds. Then all that are left train their next seed, and
 * so on. After each round, the best one has the fewest failed trials and then the lowest mean of
 * its log scores. A different one is dropped if it is significantly worse. The best trains all its
 * seeds.
 *
 * <p>The test is irace's paired t-test, one-sided, on the log scores of equal seeds. Wilcoxon's
 * signed-rank test needs no normal differences, but its least p-value of n pairs is 2<sup>-n</sup>.
 * So with few seeds it could drop nothing at the corrected level.
 *
 * <p>The level is alpha / (k - 1) / looks, for k configurations and as many looks as rounds that
 * can save a seed (Bonferroni). At each look the truly best one is compared with one of k - 1
 * others. So it is dropped with a probability of at most alpha, whichever is the best one at a look
 * (the union bound), if the differences are normal.
 *
 * <p>A failed trial has an infinite score, so no pair of it enters a test. A configuration all of
 * whose trials failed is dropped if those of the best have not.
 *
 * @param race the probability of an error
 */
public record SeedRace(Race race) implements Rule {
  @Override
  public String name() {
    return "race (" + race.shown() + ")";
  }

  @Override
  public boolean comparesSeeds() {
    return true;
  }

  @Override
  public void train(Trainees trainees) {
    new SeedRaceCourse(race, trainees).run();
  }
}
