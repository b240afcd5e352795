package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Tests the messages for ranges of values. */
class BadRangeTest extends SpecProblems {
  private static final String RANDOM = GOOD + "method: random\nsearch: {max_trials: 3}\n";

  @Test
  void aGridHasLists() throws IOException {
    assertThat(problemsOf(GOOD + "parameters: {lr: {min: 0.1, max: 1}}\n"))
        .containsExactly(
            "Cannot draw lr from a range where method is grid: must have lists of values, or a"
                + " different method");
  }

  @Test
  void everyMethodNeedsANumberOfTrials() throws IOException {
    for (String method : new String[] {"successive-halving", "hyperband", "asha"}) {
      assertThat(
              problemsOf(GOOD + "method: " + method + "\nparameters: {lr: {min: 0.1, max: 1}}\n"))
          .containsExactly(
              "Cannot leave out search.max_trials where lr has a range: must be a whole number of"
                  + " trials, such as 20");
    }
  }

  @Test
  void rangesHaveBoundsAndADistribution() throws IOException {
    assertThat(
            problemsOf(
                RANDOM
                    + "parameters:\n"
                    + "  lr: {min: 1, max: 0.5}\n"
                    + "  num_hiddens: {min: 8, max: 9.5}\n"
                    + "  num_steps: {min: 8}\n"
                    + "  cell: {min: lstm, max: gru}\n"
                    + "  dropout: {min: 0, max: 0.5, distribution: log-uniform}\n"
                    + "  batch_size: {min: 8, max: 16, distribution: uniform}\n"
                    + "  weight_decay: {min: 0, max: 1, step: 0.5}\n"
                    + "  gradient_clip: {min: 1, max: .inf}\n"))
        .containsExactly(
            "Cannot set lr to {min: 1, max: 0.5}: must be a range whose min is below its max",
            "Cannot set num_hiddens to 9.5: must be a whole number from 1 to 4096",
            "Cannot set num_steps to {min: 8}: must be {min: ..., max: ..., distribution: ...} with"
                + " both bounds, and no other key",
            "Cannot set cell to {min: lstm, max: gru}: must be a value or a list of values, as it"
                + " has no order",
            "Cannot set dropout to {min: 0, max: 0.5, distribution: log-uniform}: must be a range"
                + " whose min is above 0, as it is log-uniform",
            "Cannot set batch_size.distribution to uniform: must be int-uniform or int-log-uniform",
            "Cannot set weight_decay to {min: 0, max: 1, step: 0.5}: must be {min: ..., max: ...,"
                + " distribution: ...} with both bounds, and no other key",
            "Cannot set gradient_clip to .inf: must be a number above 0 (.inf for none)");
  }

  @Test
  void aRangeIsNeitherTiedNorExcluded() throws IOException {
    assertThat(
            problemsOf(
                RANDOM
                    + "parameters: {lr: {min: 0.1, max: 1}, num_steps: [8, 16]}\n"
                    + "tie: [[lr, num_steps]]\nexclude: [{lr: 0.1}]\n"))
        .containsExactly(
            "Cannot tie lr: must have a list of values, but has a range",
            "Cannot exclude lr: must have a list of values, but has a range");
  }
}
