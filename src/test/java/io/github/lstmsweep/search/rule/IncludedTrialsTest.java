package io.github.lstmsweep.search.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that rules begin with the included trials. */
class IncludedTrialsTest {
  private static final int TRIALS = 40;
  private static final int EPOCHS = 9;

  /** These rules draw the order of the trials, so they would begin with others. */
  static Stream<Rule> rules() {
    return Stream.of(
        new Asha(3, 1, 5),
        new Hyperband(3, 1, 5),
        new Tpe(3, 1, 0.001, 4, 5),
        new Tpe(3, 1, 0.5, 1, 5),
        new FreezeThaw(0.001, 8, 5),
        new FreezeThaw(0.5, 2, 5));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theyBeginBeforeAllOthersInTheirOrder(Rule rule) {
    for (int included : new int[] {1, 3, 15}) {
      Curves curves = curves().including(included);
      rule.train(curves);
      assertThat(begun(curves).subList(0, included)).isEqualTo(Order.all(included));
      assertThat(curves.whole()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void withoutThemTheOrderIsThatOfTheSeed(Rule rule) {
    Curves curves = curves();
    rule.train(curves);
    assertThat(begun(curves).subList(0, 4)).isEqualTo(Order.shuffled(TRIALS, 5).subList(0, 4));
  }

  @Test
  void theOthersFollowInTheOrderOfTheSeed() {
    List<Integer> order = Order.ofBeginning(curves().including(10), 5);
    assertThat(order).hasSize(TRIALS).containsAll(Order.all(TRIALS));
    assertThat(order.subList(10, TRIALS))
        .isEqualTo(Order.shuffled(TRIALS - 10, 5).stream().map(trial -> trial + 10).toList());
  }

  @Test
  void freezeThawHasNoMoreInTrainingThanItsFirstGroup() {
    Curves curves = curves().including(30);
    new FreezeThaw(0.5, 4, 5).train(curves);
    assertThat(curves.asked.subList(0, 8)).allMatch(asked -> asked.endsWith(" to 1"));
    assertThat(begun(curves).subList(0, 30)).isEqualTo(Order.all(30));
  }

  /** Returns the trials in the order in which the rule asked for them first. */
  private static List<Integer> begun(Curves curves) {
    return curves.asked.stream()
        .flatMap(asked -> Stream.of(asked.substring(1, asked.indexOf(']')).split(", ", -1)))
        .map(Integer::valueOf)
        .distinct()
        .toList();
  }

  private static Curves curves() {
    Random random = new Random(1);
    double[][] scores = new double[TRIALS][];
    double[][] places = new double[TRIALS][];
    for (int trial = 0; trial < TRIALS; trial++) {
      double last = 2 + random.nextDouble();
      scores[trial] = new double[EPOCHS];
      Arrays.setAll(scores[trial], epoch -> last + 3.0 / (epoch + 1));
      places[trial] = new double[] {random.nextDouble()};
    }
    return new Curves(scores).at(places);
  }
}
