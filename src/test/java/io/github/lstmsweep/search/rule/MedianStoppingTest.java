package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.plan.MedianStop;
import io.github.lstmsweep.search.rule.around.MedianStopping;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Compares the epochs that a rule trains beside the median with those worked out by hand. */
class MedianStoppingTest {
  private static final Rule GRID = new ToTheEnd("grid");

  private static double[] constant(double score, int epochs) {
    double[] curve = new double[epochs];
    Arrays.fill(curve, score);
    return curve;
  }

  @Test
  void theWorseOnesStopAtALook() {
    Curves curves = new Curves(Curves.falling(10, 6), Curves.falling(20, 6), Curves.falling(30, 6));
    new MedianStopping(GRID, 2, 3).train(curves);
    // After epoch 2 the means are 9.5, 19.5 and 29.5, and the best scores 9, 19 and 29. After epoch
    // 5 they are 8, 18 and still 29.5, and the best 6 and 16.
    assertThat(curves.asked).containsExactly("[0, 1, 2] to 2", "[0, 1] to 5", "[0, 1] to 6");
    assertThat(curves.explained.toString())
        .isEqualTo("{2=its best score was worse than the median of 3 trials at epoch 2 of 6}");
  }

  @Test
  void aTrialThatWasStoppedStaysInTheMedian() {
    Curves curves =
        new Curves(constant(1, 9), constant(2, 9), constant(3, 9), constant(4, 9), constant(5, 9));
    new MedianStopping(GRID, 1, 1).train(curves);
    // The median stays 3. Without those that were stopped it would fall from look to look.
    assertThat(curves.reached).containsExactly(9, 9, 9, 1, 1);
  }

  @Test
  void theBestScoreDecidesAndNotTheLast() {
    double[] spiked = {1, 9, 9, 9, 9, 9};
    Curves curves = new Curves(spiked, constant(5, 6), constant(7, 6));
    new MedianStopping(GRID, 3, 1).train(curves);
    // At epoch 3 the means are 6.3, 5 and 7, and the last scores 9, 5 and 7.
    assertThat(curves.reached).containsExactly(6, 6, 3);
  }

  @Test
  void thereIsNoLookBeforeTheFirstOneOrAtTheEnd() {
    Curves late = new Curves(constant(1, 4), constant(2, 4), constant(3, 4));
    new MedianStopping(GRID, 4, 1).train(late);
    assertThat(late.asked).containsExactly("[0, 1, 2] to 4");
    Curves rare = new Curves(constant(1, 9), constant(2, 9), constant(3, 9));
    new MedianStopping(GRID, 8, 1_000_000).train(rare);
    assertThat(rare.asked).containsExactly("[0, 1, 2] to 8", "[0, 1] to 9");
  }

  @Test
  void aFailedTrialIsAmongTheWorse() {
    Curves curves = new Curves(new double[] {1}, constant(3, 4), constant(4, 4), constant(9, 4));
    new MedianStopping(GRID, 2, 1).train(curves);
    // The means are infinite, 3, 4 and 9, so the median is 6.5.
    assertThat(curves.reached[1]).isEqualTo(4);
    assertThat(curves.reached[2]).isEqualTo(4);
    assertThat(curves.reached[3]).isEqualTo(2);
  }

  @Test
  void aRuleTakesTheLastScoreOfAStoppedTrial() {
    // Trial 2 is stopped at epoch 2 with the score 10. It would have become the best by epoch 3.
    Curves curves =
        new Curves(constant(5, 9), constant(6, 9), new double[] {11, 10, 1, 1, 1, 1, 1, 1, 1});
    new MedianStopping(new SuccessiveHalving(3, 3), 2, 100).train(curves);
    assertThat(curves.asked).containsExactly("[0, 1, 2] to 2", "[0, 1] to 3", "[0] to 9");
  }

  @Test
  void earlierTrialsDoNotWaitForLaterOnes() {
    // ASHA begins one trial after the other, and each is compared with those before it.
    Curves curves =
        new Curves(constant(5, 4), constant(4, 4), constant(6, 4), constant(5, 4)).shuffled(3);
    new MedianStopping(new Asha(2, 2, 3), 1, 5).train(curves);
    assertThat(curves.asked)
        .containsExactly(
            "[0] to 1",
            "[0] to 2",
            "[1] to 1",
            "[1] to 2",
            "[1] to 4",
            // The median of 5, 4 and 6 is 5.
            "[2] to 1",
            "[3] to 1",
            "[3] to 2",
            "[0] to 4");
    assertThat(curves.explained.get(2)).contains("median of 3 trials at epoch 1 of 4");
  }

  @Test
  void trialsInTrainingAreLookedAtInTheOrderOfTheRequests() {
    double[][] scores = new double[12][20];
    double[][] places = new double[12][];
    for (int trial = 0; trial < 12; trial++) {
      Arrays.fill(scores[trial], 2 + trial);
      places[trial] = new double[] {trial / 12.0};
    }
    Curves curves = new Curves(scores).at(places).shuffled(0);
    new MedianStopping(new FreezeThaw(1, 4, 0), 1, 1).train(curves);
    // The first trial is alone at its look, and the second one is worse than half the way to it.
    assertThat(curves.explained).containsKey(1).doesNotContainKey(0);
    assertThat(curves.explained.get(1)).contains("median of 2 trials at epoch 1 of 20");
    curves.explained.forEach(
        (trial, why) -> assertThat(why).contains("epoch " + curves.reached[trial]));
  }

  @Test
  void theDefaultsAreTenths() {
    assertThat(MedianStop.DEFAULT.first(100)).isEqualTo(10);
    assertThat(MedianStop.DEFAULT.every(100)).isEqualTo(10);
    assertThat(MedianStop.DEFAULT.first(5)).isEqualTo(1);
    MedianStop own = new MedianStop(OptionalInt.of(7), OptionalInt.of(2));
    assertThat(own.first(100)).isEqualTo(7);
    assertThat(own.every(100)).isEqualTo(2);
    assertThat(new MedianStopping(GRID, 7, 2).name())
        .isEqualTo("grid, median (from epoch 7, every 2)");
  }
}
