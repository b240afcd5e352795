package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.search.rule.around.MedianStopping;
import io.github.lstmsweep.search.rule.around.RunnersUp;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compares the runners-up that are trained further with those that were worked out by hand. */
class RunnersUpTest {
  private static final Rule HALVING = new SuccessiveHalving(3, 1);

  private static Curves nine() {
    double[][] curves = new double[9][];
    Arrays.setAll(curves, trial -> Curves.falling(20 + (trial * 4) % 9, 9));
    return new Curves(curves);
  }

  @Test
  void theyGoOnWithTheTokensThatAreLeft() {
    Curves curves = nine();
    new RunnersUp(HALVING, 0.5).train(curves);
    // The course takes 9 + 3 * 2 + 6 = 21 of 81 epochs. Two more trials of 6 epochs fit into 40.5.
    assertThat(curves.asked)
        .containsExactly(
            "[0, 1, 2, 3, 4, 5, 6, 7, 8] to 1", "[0, 7, 5] to 3", "[0] to 9", "[7, 5] to 9");
  }

  @Test
  void aCourseThatTakesAllTokensHasNone() {
    Curves curves = nine();
    new RunnersUp(HALVING, 0.3).train(curves);
    // 30% are 24.3 epochs, so 3.3 are left.
    assertThat(curves.asked).hasSize(3);
    // A course that takes more than the tokens is not cut short.
    Curves dear = nine();
    new RunnersUp(HALVING, 0.01).train(dear);
    assertThat(dear.asked).isEqualTo(curves.asked);
  }

  @Test
  void theCheapOnesOfTheGoodOnesAreFirst() {
    // After epoch 3 the scores of trials 7 and 5 are 19 and 20. Trial 7 costs twice as much.
    Curves curves = nine().taking(new double[] {1, 1, 1, 1, 1, 1, 1, 2, 1});
    new RunnersUp(HALVING, 0.38).train(curves);
    // The course takes 10 + 4 * 2 + 6 = 24 of 90 epochs of usual cost. 10.2 are left.
    assertThat(curves.asked).last().isEqualTo("[5] to 9");
    assertThat(curves.explained.toString())
        .isEqualTo("{7=cheaper runners-up took the tokens that were left, at epoch 3 of 9}");
    Curves rich = nine();
    new RunnersUp(HALVING, 0.9).train(rich);
    // 72.9 - 21 - 12 = 39.9 are left for the trials that came to epoch 1, so four of them go on.
    assertThat(rich.asked).last().isEqualTo("[7, 5, 3, 1, 8, 6] to 9");
  }

  @Test
  void aTrialThatFailedOrStoppedDoesNotGoOn() {
    Curves failed =
        new Curves(
            Curves.falling(9, 4), Curves.falling(8, 4), new double[] {}, Curves.falling(7, 4));
    new RunnersUp(new SuccessiveHalving(2, 1), 1).train(failed);
    assertThat(failed.reached).containsExactly(4, 4, 1, 4);
    double[] bad = new double[4];
    Arrays.fill(bad, 50);
    Curves stopped =
        new Curves(Curves.falling(9, 4), Curves.falling(8, 4), bad, Curves.falling(7, 4));
    new MedianStopping(new RunnersUp(new SuccessiveHalving(2, 1), 1), 1, 1).train(stopped);
    assertThat(stopped.explained).containsOnlyKeys(0, 2);
    assertThat(stopped.reached).containsExactly(1, 4, 1, 4);
  }

  @Test
  void theyWaitUntilAllScoresOfTheCourseAreKnown() {
    Curves curves =
        new Curves(Curves.falling(9, 4), new double[] {Double.NaN, 1, 1, 1}, Curves.falling(8, 4));
    Rule asha = new RunnersUp(new Asha(2, 1, 0), 1);
    assertThat(asha.decidesWithoutAll()).isTrue();
    asha.train(curves);
    assertThat(curves.reached).containsExactly(1, 1, 1);
  }

  @Test
  void theNameSaysHowMuchTheyMayTake() {
    assertThat(new RunnersUp(HALVING, 0.15).name())
        .isEqualTo("successive-halving (factor 3, from epoch 1), runners-up to 15% of the tokens");
  }
}
