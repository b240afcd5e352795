package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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
                + " min_epochs, seed, early_stop, median, race, include");
    assertThat(problemsOf(GOOD + "method: asha\nsearch: {eta: 3}\n"))
        .containsExactly(
            "Cannot set search.eta: must be one of max_trials, max_cost, reduction_factor,"
                + " min_epochs, seed, early_stop, median, race, include");
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

  private List<String> included(String flow) throws IOException {
    return problemsOf(
        GOOD + "parameters: {lr: [0.1, 1], num_layers: [1, 2]}\nsearch: {include: " + flow + "}\n");
  }

  @Test
  void includedPointsAreAList() throws IOException {
    for (String value : new String[] {"[]", "5", "{lr: 1}"}) {
      assertThat(included(value))
          .containsExactly(
              "Cannot set search.include to "
                  + value
                  + ": must be a list of 1 to 1000 points, such as [{num_hiddens: 32, lr: 1}]");
    }
    assertThat(included("[{lr: 1, num_layers: 1}, 5, {}]"))
        .containsExactly(
            "Cannot set search.include[2] to 5: must be a mapping of hyperparameters to values,"
                + " such as {num_hiddens: 32, lr: 1}",
            "Cannot set search.include[3] to {}: must be a mapping of hyperparameters to values,"
                + " such as {num_hiddens: 32, lr: 1}");
    assertThat(included("[" + "{lr: 1, num_layers: 1}, ".repeat(1001) + "]").get(0))
        .endsWith(": must be a list of 1 to 1000 points, such as [{num_hiddens: 32, lr: 1}]");
  }

  @Test
  void allProblemsOfIncludedPointsAreTold() throws IOException {
    assertThat(included("[{lr: -1, nun_layers: 1}, {tau: 4, lr: [1], cell: lstn, seed: 1.5}]"))
        .containsExactly(
            "Cannot set search.include[1].lr to -1: must be a finite number above 0",
            "Cannot set search.include[1].nun_layers: must be one of num_steps, num_hiddens, lr,"
                + " batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation,"
                + " dropout, optimizer, weight_decay, keep, seed; did you mean num_layers?",
            "Cannot set search.include[2].tau: must be left out where task is language-model, as"
                + " num_steps says how many tokens a window has, one a step",
            "Cannot set search.include[2].lr to [1]: must be a finite number above 0",
            "Cannot set search.include[2].cell to lstn: must be lstm, gru, mgu or rnn",
            "Cannot set search.include[2].seed to 1.5: must be a whole number from 0 to"
                + " 9223372036854775807");
  }

  @Test
  void includedPointsLeaveOutOnlyWhatDoesNotVary() throws IOException {
    assertThat(included("[{lr: 3, num_layers: 2}, {num_hiddens: 8}]"))
        .containsExactly(
            "Cannot leave out lr in search.include[2]: must be a finite number above 0, as"
                + " parameters has 2 values of it",
            "Cannot leave out num_layers in search.include[2]: must be a whole number from 1 to 64,"
                + " as parameters has 2 values of it");
    assertThat(
            problemsOf(
                GOOD
                    + "method: random\nparameters: {lr: {min: 0.1, max: 1}}\n"
                    + "search: {max_trials: 3, include: [{seed: 1}]}\n"))
        .containsExactly(
            "Cannot leave out lr in search.include[1]: must be a finite number above 0, as"
                + " parameters has a range of it");
  }

  @Test
  void includedPointsAreDistinctAndMakeSense() throws IOException {
    assertThat(
            included(
                "[{lr: 1, num_layers: 2}, {num_layers: 2, lr: 1.0, seed: 0},"
                    + " {lr: 1, num_layers: 1, dropout: 0.5}]"))
        .containsExactly(
            "Cannot set search.include[2] to {num_layers: 2, lr: 1.0, seed: 0}: must be distinct;"
                + " search.include[1] is an equal point",
            "Cannot set search.include[3].dropout to 0.5: must be 0 where num_layers is 1, as it is"
                + " between layers");
  }

  @Test
  void includedPointsFitIntoMaxTrials() throws IOException {
    assertThat(
            problemsOf(
                GOOD + "method: random\nsearch: {max_trials: 1, include: [{lr: 1}, {lr: 2}]}\n"))
        .containsExactly(
            "Cannot set search.max_trials to 1: must be at least 2, as search.include has 2"
                + " points");
  }

  @Test
  void windowsOfIncludedPointsLieWithinTheCorpus() throws IOException {
    String yaml =
        GOOD
            + "windows: {train: 60, validation: 30}\nparameters: {num_steps: [4, 20]}\n"
            + "search: {include: [{num_steps: 20}, {num_steps: 11}, {num_steps: 5}]}\n";
    assertThat(problems(file(yaml), List.of(), (corpus, tokens, form) -> 100))
        .containsExactly(
            "Cannot set num_steps to 20: must be at most 10, as corpus harbour has 100 tokens for"
                + " 90 windows",
            "Cannot set num_steps to 11: must be at most 10, as corpus harbour has 100 tokens for"
                + " 90 windows");
  }

  @Test
  void aRaceThatDrawsConfigurationsHasNoIncludedPoints() throws IOException {
    String seeds = "parameters: {lr: [1, 2], seed: [1, 2, 3, 4]}\n";
    String include = "include: [{lr: 3, seed: 1}]";
    assertThat(
            problemsOf(
                GOOD
                    + seeds
                    + "method: random\nsearch: {max_trials: 8, race: {}, "
                    + include
                    + "}\n"))
        .containsExactly(
            "Cannot set search.include where search.race and search.max_trials are set: must be"
                + " left out, because whole configurations are drawn");
  }
}
