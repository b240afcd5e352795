package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Tests the messages for settings that a search method does not take. */
class BadSearchTest extends SpecProblems {
  @Test
  void aGridHasNoSettings() throws IOException {
    assertThat(problemsOf(GOOD + "search: {max_trials: 3, min_epochs: 2}\n"))
        .containsExactly(
            "Cannot set search.max_trials to 3: must be left out where method is grid"
                + " (random, sobol, successive-halving, hyperband, asha, tpe, freeze-thaw have it)",
            "Cannot set search.min_epochs to 2: must be left out where method is grid"
                + " (successive-halving, hyperband, asha, tpe have it)");
  }

  @Test
  void randomNeedsANumberOfTrialsAndPausesNone() throws IOException {
    assertThat(problemsOf(GOOD + "method: random\nsearch: {reduction_factor: 3}\n"))
        .containsExactly(
            "Cannot set search.reduction_factor to 3: must be left out where method is random"
                + " (successive-halving, hyperband, asha, tpe have it)",
            "Cannot leave out search.max_trials where method is random: must be a whole number of"
                + " trials, such as 20");
  }

  @Test
  void numbersHaveBounds() throws IOException {
    for (String method : new String[] {"successive-halving", "hyperband", "asha"}) {
      assertThat(
              problemsOf(
                  GOOD
                      + "method: "
                      + method
                      + "\n"
                      + "search: {max_trials: 0, reduction_factor: 1, min_epochs: 1.5, seed:"
                      + " -1}\n"))
          .containsExactly(
              "Cannot set search.max_trials to 0: must be a whole number from 1 to 1000000",
              "Cannot set search.reduction_factor to 1: must be a whole number from 2 to 1000000",
              "Cannot set search.min_epochs to 1.5: must be a whole number from 1 to 1000000",
              "Cannot set search.seed to -1: must be a whole number from 0 to 1000000");
    }
  }

  @Test
  void wordsAreCorrected() throws IOException {
    assertThat(problemsOf(GOOD + "method: hyperbnad\nsearch: 5\n"))
        .containsExactly(
            "Cannot set method to hyperbnad: must be grid, random, sobol, successive-halving,"
                + " hyperband, asha, tpe or freeze-thaw; did you mean hyperband?",
            "Cannot set search to 5: must be a mapping of max_trials, max_cost, reduction_factor,"
                + " min_epochs, seed, early_stop, median, race");
    assertThat(problemsOf(GOOD + "method: asha\nsearch: {eta: 3}\n"))
        .containsExactly(
            "Cannot set search.eta: must be one of max_trials, max_cost, reduction_factor,"
                + " min_epochs, seed, early_stop, median, race");
  }

  @Test
  void aCostIsAPercentageOrANumberOfTokens() throws IOException {
    for (String cost : new String[] {"0%", "101%", "-5%", "ten", "0.5", "[1]", ".inf"}) {
      assertThat(problemsOf(GOOD + "method: tpe\nsearch: {max_cost: " + cost + "}\n"))
          .containsExactly(
              "Cannot set search.max_cost to "
                  + cost
                  + ": must be a percentage above 0% and at most 100% such as 10%, or a number of"
                  + " tokens such as 5e7");
    }
  }

  @Test
  void earlyStoppingNeedsAPatience() throws IOException {
    assertThat(problemsOf(GOOD + "search: {early_stop: {min_delta: 1}}\n"))
        .containsExactly(
            "Cannot leave out search.early_stop.patience: must be a whole number from 1 to 1000000,"
                + " such as 10",
            "Cannot set search.early_stop.min_delta to 1: must be a number from 0 to below 1, such"
                + " as 0.001");
    assertThat(problemsOf(GOOD + "search: {early_stop: 10}\n"))
        .containsExactly(
            "Cannot set search.early_stop to 10: must be a mapping of patience, min_delta");
    assertThat(problemsOf(GOOD + "search: {early_stop: {patience: 0, min_epochs: 2}}\n"))
        .containsExactly(
            "Cannot set search.early_stop.min_epochs: must be one of patience, min_delta",
            "Cannot set search.early_stop.patience to 0: must be a whole number from 1 to 1000000");
  }

  @Test
  void aRaceNeedsSeedsOfItsOwn() throws IOException {
    String lack =
        ": must be left out, or seed a list of at least 4 values that is in no tie, such as"
            + " [0, 1, 2, 3, 4]";
    assertThat(problemsOf(GOOD + "search: {race: {alpha: 0.05}}\n"))
        .containsExactly("Cannot set search.race where seed has 1 value" + lack);
    assertThat(problemsOf(GOOD + "search: {race: {}}\nparameters: {lr: [1, 2], seed: [1, 2, 3]}\n"))
        .containsExactly("Cannot set search.race where seed has 3 values" + lack);
    assertThat(
            problemsOf(
                GOOD
                    + "search: {race: {}}\nparameters: {lr: [1, 2, 3, 4], seed: [1, 2, 3, 4]}\n"
                    + "tie: [[lr, seed]]\n"))
        .containsExactly("Cannot set search.race where seed is tied" + lack);
    assertThat(
            problemsOf(
                GOOD
                    + "method: random\nsearch: {max_trials: 9, race: {}}\n"
                    + "parameters: {seed: {min: 0, max: 9, distribution: int-uniform}}\n"))
        .containsExactly("Cannot set search.race where seed has a range" + lack);
  }

  @Test
  void aRaceHasAProbabilityAndAMethodThatTrainsToTheEnd() throws IOException {
    String seeds = "parameters: {seed: [1, 2, 3, 4]}\n";
    for (String alpha : new String[] {"0", "0.51", "-1", "1", "small", ".nan", "[0.1]"}) {
      assertThat(problemsOf(GOOD + seeds + "search: {race: {alpha: " + alpha + "}}\n"))
          .containsExactly(
              "Cannot set search.race.alpha to "
                  + alpha
                  + ": must be a number above 0 and at most 0.5, such as 0.05");
    }
    assertThat(problemsOf(GOOD + seeds + "search: {race: 0.05}\n"))
        .containsExactly("Cannot set search.race to 0.05: must be a mapping of alpha");
    assertThat(problemsOf(GOOD + seeds + "method: asha\nsearch: {race: {alpha: 0.1}}\n"))
        .containsExactly(
            "Cannot set search.race to {alpha: 0.1}: must be left out where method is asha"
                + " (grid, random, sobol have it)");
  }

  @Test
  void aMedianHasWholeNumbersAndNoRace() throws IOException {
    assertThat(problemsOf(GOOD + "search: {median: {min_epochs: 0, interval: 1.5, rate: 2}}\n"))
        .containsExactly(
            "Cannot set search.median.rate: must be one of min_epochs, interval",
            "Cannot set search.median.min_epochs to 0: must be a whole number from 1 to 1000000",
            "Cannot set search.median.interval to 1.5: must be a whole number from 1 to 1000000");
    assertThat(problemsOf(GOOD + "search: {median: 5}\n"))
        .containsExactly(
            "Cannot set search.median to 5: must be a mapping of min_epochs, interval");
    assertThat(
            problemsOf(
                GOOD
                    + "search: {median: {}, race: {alpha: 0.05}}\n"
                    + "parameters: {seed: [1, 2, 3, 4]}\n"))
        .containsExactly(
            "Cannot set search.race to {alpha: 0.05}: must be left out where search.median is set,"
                + " because a race is among trials that end independently");
  }
}
