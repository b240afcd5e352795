package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.plan.EarlyStop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compares the epochs that each rule trains with those that were worked out by hand. */
class RuleTest {
  private static Curves nine() {
    double[][] curves = new double[9][];
    Arrays.setAll(curves, trial -> Curves.falling(20 + (trial * 4) % 9, 9));
    return new Curves(curves);
  }

  @Test
  void halvingKeepsTheBestThirdOfEachRung() {
    Curves curves = nine();
    new SuccessiveHalving(3, 1).train(curves);
    // First scores are 20, 24, 28, 23, 27, 22, 26, 21, 25.
    assertThat(curves.asked)
        .containsExactly("[0, 1, 2, 3, 4, 5, 6, 7, 8] to 1", "[0, 7, 5] to 3", "[0] to 9");
    assertThat(curves.reached).containsExactly(9, 1, 1, 1, 1, 3, 1, 3, 1);
  }

  @Test
  void halvingNeverKeepsNone() {
    Curves curves = new Curves(Curves.falling(5, 8), Curves.falling(4, 8));
    new SuccessiveHalving(4, 1).train(curves);
    assertThat(curves.reached).containsExactly(1, 8);
  }

  @Test
  void aTrialThatFailedIsLast() {
    Curves curves =
        new Curves(
            new double[] {1}, Curves.falling(9, 4), Curves.falling(8, 4), Curves.falling(7, 4));
    new SuccessiveHalving(2, 2).train(curves);
    assertThat(curves.reached).containsExactly(2, 2, 4, 4);
  }

  @Test
  void hyperbandBeginsGroupsAtDifferentEpochs() {
    Curves curves = nine().shuffled(5);
    new Hyperband(3, 1, 5).train(curves);
    // The paper's sizes for three groups are 9, 4.5 and 3, so 5, 2 and 2 of nine trials.
    // First scores are 20, 24, 28, 23, 27, 22, 26, 21, 25 in the order of the seed.
    assertThat(curves.asked)
        .containsExactly(
            "[0, 1, 2, 3, 4] to 1",
            "[5, 6] to 3",
            "[7, 8] to 9",
            "[0] to 3",
            "[5] to 9",
            "[0] to 9");
  }

  @Test
  void ashaPromotesAsSoonAsATrialIsInTheBestPart() {
    Curves curves =
        new Curves(
                Curves.falling(30, 4),
                Curves.falling(20, 4),
                Curves.falling(10, 4),
                Curves.falling(40, 4))
            .shuffled(3);
    new Asha(2, 1, 3).train(curves);
    assertThat(curves.asked)
        .containsExactly(
            "[0] to 1",
            "[1] to 1",
            // The better one of two trials goes on.
            "[1] to 2",
            "[2] to 1",
            // Only one of three may: now it is trial 2.
            "[2] to 2",
            "[2] to 4",
            "[3] to 1");
  }

  @Test
  void ashaPromotesTheBestPartOfEveryMomentInAnyOrder() {
    // A rung by the paper's words: the best n / factor of those that are here, not yet promoted.
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      double[][] scores = new double[1 + random.nextInt(30)][];
      for (int trial = 0; trial < scores.length; trial++) {
        // Few different scores, so that some are equal.
        scores[trial] = random.doubles(1 + random.nextInt(9), 0, 6).map(Math::floor).toArray();
      }
      int factor = 2 + random.nextInt(2);
      Curves one = new Curves(scores).shuffled(round);
      Curves other = new Curves(scores);
      new Asha(factor, 1, round).train(one);
      byWords(factor, other);
      assertThat(one.asked).isEqualTo(other.asked);
    }
  }

  private static void byWords(int factor, Curves curves) {
    List<Integer> epochs = Rungs.of(1, factor, curves.epochs());
    List<List<Integer>> arrived = new ArrayList<>();
    List<List<Double>> scores = new ArrayList<>();
    List<Set<Integer>> gone = new ArrayList<>();
    epochs.forEach(
        epoch -> {
          arrived.add(new ArrayList<>());
          scores.add(new ArrayList<>());
          gone.add(new HashSet<>());
        });
    int begun = 0;
    while (true) {
      int to = -1;
      int trial = -1;
      for (int rung = epochs.size() - 2; rung >= 0 && to < 0; rung--) {
        double[] here = scores.get(rung).stream().mapToDouble(score -> score).toArray();
        for (int next : Order.best(arrived.get(rung), here, here.length / factor)) {
          boolean failed = Double.isInfinite(here[arrived.get(rung).indexOf(next)]);
          if (to < 0 && !failed && !gone.get(rung).contains(next)) {
            gone.get(rung).add(next);
            to = rung + 1;
            trial = next;
          }
        }
      }
      // No further trial can arrive, so a rung lets one go on even if it is smaller than the
      // factor.
      for (int rung = 0; rung < epochs.size() - 1 && to < 0 && begun == curves.size(); rung++) {
        double[] here = scores.get(rung).stream().mapToDouble(score -> score).toArray();
        List<Integer> best = Order.best(arrived.get(rung), here, 1);
        if (gone.get(rung).isEmpty() && !best.isEmpty() && least(here) < Double.POSITIVE_INFINITY) {
          gone.get(rung).addAll(best);
          to = rung + 1;
          trial = best.get(0);
        }
      }
      if (to < 0 && begun == curves.size()) {
        return;
      }
      if (to < 0) {
        to = 0;
        trial = begun++;
      }
      arrived.get(to).add(trial);
      scores.get(to).add(curves.train(List.of(trial), epochs.get(to))[0]);
    }
  }

  private static double least(double[] scores) {
    return Arrays.stream(scores).min().orElse(Double.POSITIVE_INFINITY);
  }

  @Test
  void ashaNeverPromotesATrialThatFailed() {
    Curves curves =
        new Curves(new double[0], new double[0], new double[0], Curves.falling(3, 4)).shuffled(0);
    new Asha(2, 1, 0).train(curves);
    assertThat(curves.asked)
        .containsExactly("[0] to 1", "[1] to 1", "[2] to 1", "[3] to 1", "[3] to 2", "[3] to 4");
  }

  @Test
  void ashaEndsWithATrialOfAllEpochs() {
    Curves curves = new Curves(Curves.falling(20, 9), Curves.falling(10, 9)).shuffled(0);
    new Asha(3, 1, 0).train(curves);
    // Two trials are fewer than the factor.
    assertThat(curves.asked).containsExactly("[0] to 1", "[1] to 1", "[1] to 3", "[1] to 9");
  }

  @Test
  void noLowerDecisionOfAshaDependsOnAHigherRung() {
    double[][] firsts = {{30}, {20}, {10}, {40}, {5}};
    Curves known =
        new Curves(
            Curves.falling(30, 8),
            Curves.falling(20, 8),
            Curves.falling(10, 8),
            Curves.falling(40, 8),
            Curves.falling(5, 8));
    Curves unknown = new Curves(firsts).of(8);
    new Asha(2, 1, 0).train(known);
    new Asha(2, 1, 0).train(unknown);
    assertThat(lowest(unknown)).hasSize(8).isEqualTo(lowest(known));
  }

  /** Returns what decisions at the lowest rung asked for. */
  private static List<String> lowest(Curves curves) {
    return curves.asked.stream().filter(asked -> asked.matches(".* to [12]")).toList();
  }

  @Test
  void aSeedIsAnOrder() {
    assertThat(Order.shuffled(50, 1))
        .containsExactlyInAnyOrderElementsOf(Order.all(50))
        .isEqualTo(Order.shuffled(50, 1))
        .isNotEqualTo(Order.shuffled(50, 2));
    assertThat(Order.shuffled(0, 1)).isEmpty();
    assertThat(new Asha(3, 1, 7).name()).isEqualTo("asha (factor 3, from epoch 1, seed 7)");
  }

  @Test
  void patienceEndsAfterSoManyEpochsWithoutAnImprovement() {
    Curves curves =
        new Curves(
            new double[] {5, 4, 4, 4, 3, 2},
            new double[] {5, 4, 3.999, 3, 2, 1},
            Curves.falling(9, 6));
    new Patience(new EarlyStop(2, 0.01)).train(curves);
    assertThat(curves.reached).containsExactly(4, 6, 6);
    assertThat(new Patience(new EarlyStop(2, 0.01)).name()).isEqualTo("patience (2 epochs, 1.0%)");
  }

  @Test
  void afterAnEpochOnlyTheBestGoOn() {
    Curves curves = nine();
    new AfterEpoch(2, 2).train(curves);
    assertThat(curves.reached).containsExactly(9, 2, 2, 2, 2, 2, 2, 9, 2);
  }
}
