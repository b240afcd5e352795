package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.plan.Race;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Races over invented scores. A trial has one epoch here. */
class SeedRaceTest {
  private static final int RACES = 1000;
  private static final SeedRace RACE = new SeedRace(Race.DEFAULT);
  private static final double FAILS = Double.POSITIVE_INFINITY;

  /** Returns trials by the scores of each configuration's seeds. A trial without a score fails. */
  private static Curves trials(double[]... scores) {
    int seeds = scores[0].length;
    double[][] curves = new double[scores.length * seeds][];
    double[][] places = new double[curves.length][];
    long[] numbers = new long[curves.length];
    for (int trial = 0; trial < curves.length; trial++) {
      double score = scores[trial / seeds][trial % seeds];
      curves[trial] = Double.isFinite(score) ? new double[] {score} : new double[0];
      int configuration = trial / seeds;
      places[trial] = new double[] {configuration};
      // The highest seed comes last, in whatever order the trials are.
      numbers[trial] = 10L * (trial % seeds);
    }
    return new Curves(curves).of(1).at(places).seeded(numbers);
  }

  /** Returns the number of seeds that each configuration has trained. */
  private static int[] trained(double[]... scores) {
    Curves curves = trials(scores);
    RACE.train(curves);
    int[] trained = new int[scores.length];
    for (int trial = 0; trial < curves.reached.length; trial++) {
      trained[trial / scores[0].length] += curves.reached[trial];
    }
    return trained;
  }

  @Test
  void aWorseConfigurationTrainsNoFurtherSeed() {
    Curves curves =
        trials(
            new double[] {2.00, 2.02, 2.01, 2.00, 2.01},
            new double[] {9.00, 9.02, 9.01, 9.00, 9.01},
            new double[] {2.01, 2.00, 2.02, 2.01, 2.00});
    RACE.train(curves);
    assertThat(curves.asked)
        .containsExactly("[0, 1, 2, 5, 6, 7, 10, 11, 12] to 1", "[3, 13] to 1", "[4, 14] to 1");
  }

  @Test
  void theLevelIsSharedByAllComparisonsAndLooks() {
    // Log differences 1, 2, 3 have t = 3.464 with 2 degrees of freedom: p = 0.037.
    double[] best = {1, 1, 1, 1};
    double[] worse = {Math.exp(1), Math.exp(2), Math.exp(3), Math.exp(2)};
    double[] other = {Math.exp(0.5), Math.exp(-1), Math.exp(1), 1};
    // Two configurations and one look have the whole alpha.
    assertThat(trained(best, worse)).containsExactly(4, 3);
    // A third configuration halves it.
    assertThat(trained(best, worse, other)).containsExactly(4, 4, 4);
    // A fifth seed, so a second look, halves it too.
    assertThat(trained(Arrays.copyOf(best, 5), Arrays.copyOf(worse, 5))[1]).isGreaterThan(3);
  }

  @Test
  void oneSeedOrFewDecideNothing() {
    assertThat(trained(new double[] {1, 1, 1}, new double[] {9, 9, 9})).containsExactly(3, 3);
    assertThat(trained(new double[] {1}, new double[] {9})).containsExactly(1, 1);
    assertThat(trained(new double[][] {{1, 1, 1, 1, 1}})).containsExactly(5);
  }

  @Test
  void aConfigurationThatAlwaysFailsIsDropped() {
    double[] good = {2, 2.1, 2.2, 2.1, 2};
    double[] bad = {FAILS, FAILS, FAILS, FAILS, FAILS};
    assertThat(trained(bad, good)).containsExactly(3, 5);
    // If every configuration fails, none is the best.
    assertThat(trained(bad, bad)).containsExactly(5, 5);
  }

  @Test
  void aConfigurationThatFailsOnceIsComparedOverItsOtherSeeds() {
    double[] good = {2, 2.1, 2.2, 2.1, 2, 2.1, 2.2, 2.1};
    double[] alike = {FAILS, 2.0, 2.2, 2.2, 2, 2.1, 2.1, 2.1};
    double[] worse = {FAILS, 9.0, 9.2, 9.2, 9, 9.1, 9.1, 9.1};
    int[] trained = trained(good, alike, worse);
    assertThat(trained[0]).isEqualTo(8);
    assertThat(trained[1]).isEqualTo(8);
    // Three pairs are there after the fourth seed.
    assertThat(trained[2]).isBetween(4, 5);
    // A lower mean does not make up for a failed seed: the reliable one is the best.
    double[] lucky = {FAILS, 1.0, 1.1, 1.1, 1.1, 1.0, 1.1, 1.0};
    assertThat(trained(good, lucky)).containsExactly(8, 8);
  }

  @Test
  void aConfigurationMayLackSeeds() {
    Curves curves =
        new Curves(new double[][] {{1}, {1.1}, {1}, {1.1}, {1}, {5}, {5.1}})
            .at(new double[][] {{0}, {0}, {0}, {0}, {0}, {1}, {1}})
            .seeded(0, 1, 2, 3, 4, 1, 4);
    RACE.train(curves);
    assertThat(curves.reached).containsOnly(1);
  }

  @Test
  void trialsOfOnePlaceAndSeedAreAllTrained() {
    Curves curves =
        new Curves(new double[][] {{1}, {1}, {1}, {1}, {1}})
            .at(new double[5][0])
            .seeded(0, 0, 1, 2, 3);
    RACE.train(curves);
    assertThat(curves.reached).containsOnly(1);
  }

  /** Seed noise in units of its deviation: light tails, heavy tails, and one heavy side. */
  private static double[][] noisy(Random random, double[] means, int seeds, DoubleUnaryOperator f) {
    double[][] scores = new double[means.length][seeds];
    for (int c = 0; c < means.length; c++) {
      for (int s = 0; s < seeds; s++) {
        scores[c][s] = Math.exp(2 + 0.02 * (means[c] + f.applyAsDouble(random.nextGaussian())));
      }
    }
    return scores;
  }

  /** Returns the share of races of five equal configurations that drop the first one. */
  private static double wronglyDropped(DoubleUnaryOperator noise) {
    Random random = new Random(17);
    int dropped = 0;
    for (int race = 0; race < RACES; race++) {
      dropped += trained(noisy(random, new double[5], 10, noise))[0] < 10 ? 1 : 0;
    }
    return 1.0 * dropped / RACES;
  }

  @Test
  void theTrulyBestIsDroppedWithAtMostTheProbabilityAlpha() {
    // docs/search.md has these numbers.
    assertThat(wronglyDropped(noise -> noise)).isEqualTo(0.027);
    assertThat(wronglyDropped(noise -> noise * noise * noise)).isEqualTo(0.002);
    assertThat(wronglyDropped(Math::exp)).isEqualTo(0.008);
  }

  /** Returns the share of seeds that races train if four of five are worse by such a gap. */
  private static double trainedShare(double gap) {
    Random random = new Random(19);
    double[] means = {0, gap, gap, gap, gap};
    int trained = 0;
    for (int race = 0; race < RACES; race++) {
      int[] seeds = trained(noisy(random, means, 10, z -> z));
      assertThat(seeds[0]).isEqualTo(10);
      trained += Arrays.stream(seeds).sum();
    }
    return trained / (50.0 * RACES);
  }

  @Test
  void aClearGapSavesMostSeeds() {
    // docs/search.md has these numbers, too. No race can train less than 22 of 50 trials.
    assertThat(trainedShare(3)).isCloseTo(0.69, within(0.005));
    assertThat(trainedShare(10)).isCloseTo(0.49, within(0.005));
    assertThat(trainedShare(40)).isEqualTo(0.44);
  }
}
