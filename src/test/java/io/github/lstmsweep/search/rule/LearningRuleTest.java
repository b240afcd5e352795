package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that learn from some trials about others. {@link Curves} refuses to train a trial twice.
 */
class LearningRuleTest {
  private static final int EPOCHS = 20;

  static List<LongFunction<Rule>> rules() {
    return List.of(
        seed -> new FreezeThaw(0.2, 4, seed),
        seed -> new FreezeThaw(1, 1, seed),
        seed -> new Tpe(3, 1, 0.2, 4, seed),
        seed -> new Tpe(2, 2, 1, 1, seed),
        seed -> new Asha(2, 1, seed),
        seed -> new Hyperband(3, 1, seed));
  }

  /** Trials on a line, whose scores fall faster the nearer they are to 0.7. */
  private static Curves line(int trials, Random noise) {
    double[][] scores = new double[trials][EPOCHS];
    double[][] places = new double[trials][];
    for (int trial = 0; trial < trials; trial++) {
      double place = (trial + 0.5) / trials;
      places[trial] = new double[] {place};
      double rate = 0.5 - Math.abs(place - 0.7);
      Arrays.setAll(
          scores[trial],
          epoch -> 20 * Math.pow(epoch + 2, -rate) * (1 + 0.01 * noise.nextGaussian()));
    }
    return new Curves(scores).at(places);
  }

  private static double last(Curves curves, int trial) {
    return curves.scores()[trial][EPOCHS - 1];
  }

  private static int best(Curves curves) {
    int best = 0;
    for (int trial = 1; trial < curves.size(); trial++) {
      best = last(curves, trial) < last(curves, best) ? trial : best;
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aCourseEndsWithAWholeTrialThatIsGood(LongFunction<Rule> rule) {
    for (long seed = 0; seed < 5; seed++) {
      Curves curves = line(40, new Random(seed));
      rule.apply(seed).train(curves);
      double least = last(curves, best(curves));
      assertThat(curves.whole())
          .as("%s", rule.apply(seed).name())
          .isNotEmpty()
          .anyMatch(trial -> last(curves, trial) < 1.1 * least);
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void equalScoresLeadToEqualCourses(LongFunction<Rule> rule) {
    Curves one = line(30, new Random(1));
    Curves other = line(30, new Random(1));
    Curves third = line(30, new Random(1));
    rule.apply(1).train(one);
    rule.apply(1).train(other);
    rule.apply(2).train(third);
    assertThat(one.asked).isEqualTo(other.asked).isNotEqualTo(third.asked);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aCourseEndsIfScoresAreUnknown(LongFunction<Rule> rule) {
    Random random = new Random(5);
    for (int round = 0; round < 30; round++) {
      double[][] scores = new double[1 + random.nextInt(20)][];
      double[][] places = new double[scores.length][];
      for (int trial = 0; trial < scores.length; trial++) {
        scores[trial] = random.doubles(random.nextInt(EPOCHS + 1), 1, 9).toArray();
        places[trial] = random.doubles(2).map(Math::round).toArray();
      }
      Curves curves = new Curves(scores).of(EPOCHS).at(places);
      rule.apply(round).train(curves);
      assertThat(curves.asked).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void oneTrialIsTrainedToItsEnd(LongFunction<Rule> rule) {
    Curves curves = line(1, new Random(1));
    rule.apply(0).train(curves);
    assertThat(curves.reached).containsExactly(EPOCHS);
    Curves shortest = new Curves(new double[] {3});
    rule.apply(0).train(shortest);
    assertThat(shortest.asked).containsExactly("[0] to 1");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ofEqualTrialsOneIsTrainedToItsEnd(LongFunction<Rule> rule) {
    double[][] scores = new double[12][EPOCHS];
    Arrays.stream(scores).forEach(curve -> Arrays.fill(curve, 7));
    Curves curves = new Curves(scores);
    rule.apply(3).train(curves);
    assertThat(curves.whole()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aCourseEndsIfAllTrialsFail(LongFunction<Rule> rule) {
    Curves curves = new Curves(new double[15][0]).of(EPOCHS);
    rule.apply(0).train(curves);
    assertThat(curves.whole()).isEmpty();
    Curves none = new Curves();
    rule.apply(0).train(none);
    assertThat(none.reached).isEmpty();
  }

  @Test
  void theEpochsOfAFrozenTrialGrowByHalf() {
    int epoch = 0;
    StringBuilder epochs = new StringBuilder();
    while (epoch < 100) {
      epoch = FreezeThaw.next(epoch, 100);
      epochs.append(epoch).append(' ');
    }
    assertThat(epochs.toString().trim()).isEqualTo("1 2 3 5 8 12 18 27 41 62 100");
  }

  @Test
  void freezeThawLeavesATrialThatPromisesLess() {
    double[] good = Stream.iterate(1, e -> e + 1).limit(10).mapToDouble(e -> 20.0 / e).toArray();
    double[] bad = new double[10];
    Arrays.fill(bad, 20);
    Curves curves = new Curves(good, bad).at(new double[] {0}, new double[] {1}).shuffled(0);
    new FreezeThaw(0.75, 1, 0).train(curves);
    assertThat(curves.asked)
        .startsWith("[0] to 1", "[1] to 1")
        .contains("[0] to 10")
        .doesNotContain("[1] to 10");
  }

  @Test
  void freezeThawKeepsToItsTokens() {
    for (long seed = 0; seed < 10; seed++) {
      Curves many = line(60, new Random(seed));
      new FreezeThaw(0.1, 4, seed).train(many);
      assertThat(Arrays.stream(many.reached).sum()).isBetween(EPOCHS, 60 * EPOCHS / 10);
      // A tenth of eight trials would end none, so it has the tokens of three.
      Curves few = line(8, new Random(seed));
      new FreezeThaw(0.1, 4, seed).train(few);
      assertThat(Arrays.stream(few.reached).sum()).isBetween(EPOCHS, 3 * EPOCHS);
    }
  }

  @Test
  void freezeThawDoesNotWaitForATrialThatItCannotPay() {
    // Trial 0 is best at first, and its end would take more than all the tokens.
    double[][] scores = new double[40][EPOCHS];
    double[][] places = new double[40][];
    double[] seconds = new double[40];
    for (int trial = 0; trial < 40; trial++) {
      double start = trial == 0 ? 5 : 10;
      Arrays.setAll(scores[trial], epoch -> start + 10.0 / (epoch + 1));
      places[trial] = new double[] {trial == 0 ? 1 : trial / 80.0};
      seconds[trial] = trial == 0 ? 1000 : 1;
    }
    Curves curves = new Curves(scores).at(places).shuffled(0).taking(seconds);
    new FreezeThaw(0.1, 1, 0).train(curves);
    assertThat(curves.whole()).isNotEmpty().doesNotContain(0);
  }

  @Test
  void tpeBeginsNearTheBestOfTheFirstTen() {
    double[][] scores = new double[20][];
    double[][] places = new double[20][];
    for (int trial = 0; trial < 20; trial++) {
      // Trial 4 of the first ten is best, and it is alone at its end of the line.
      places[trial] = new double[] {trial == 4 || trial == 13 ? 0.95 : 0.02 * trial};
      double score = trial == 4 ? 1 : 5;
      scores[trial] = new double[] {score, score};
    }
    Curves curves = new Curves(scores).at(places).shuffled(9);
    new Tpe(2, 1, 1, 1, 9).train(curves);
    List<String> begun = curves.asked.stream().filter(asked -> asked.endsWith("to 1")).toList();
    assertThat(begun.subList(0, 10))
        .isEqualTo(Order.all(10).stream().map(trial -> "[" + trial + "] to 1").toList());
    assertThat(begun.get(10)).isEqualTo("[13] to 1");
    assertThat(begun).hasSize(20);
  }

  @Test
  void tpeBeginsNoTrialAfterItsShareOfTheTokens() {
    Curves curves = line(50, new Random(1));
    new Tpe(3, 1, 0.05, 5, 0).train(curves);
    // The share is 50 epochs. A group of five is begun with at most 49, and promotes few.
    int total = Arrays.stream(curves.reached).sum();
    assertThat(Arrays.stream(curves.reached).filter(epoch -> epoch > 0).count()).isLessThan(50);
    assertThat(total).isBetween(50, 100);
  }
}
