package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests the messages for combinations of hyperparameters that make no grid. */
class BadSpaceTest extends SpecProblems {
  @Test
  void dropoutWithOneLayerIsRefusedUnlessItIsExcluded() throws IOException {
    String grid = "parameters: {num_layers: {values: [1, 2]}, dropout: {values: [0, 0.5]}}\n";
    assertThat(problemsOf(GOOD + grid))
        .containsExactly(
            "Cannot set dropout to 0.5 where num_layers is 1: must be 0, as it is between layers; exclude {num_layers: 1, dropout: 0.5} or take more layers");
    SweepSpec spec =
        SpecReader.read(
            file(GOOD + grid + "exclude: [{num_layers: 1, dropout: 0.5}]\n"), List.of());
    assertThat(spec.space().exclude()).hasSize(1);
  }

  @Test
  void aTieOfUnequalLengthsIsRefused() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + "parameters: {num_steps: {values: [8, 16, 32]}, batch_size: {values: [64, 128]}}\ntie: [[num_steps, batch_size]]\n"))
        .containsExactly(
            "Cannot tie num_steps and batch_size: must have as many values each, but have 3 and 2");
  }

  @Test
  void aTieThatIsNoListOfListsIsToldOnce() throws IOException {
    assertThat(problemsOf(GOOD + "tie: [num_steps, batch_size]\nexclude: [lr, seed]\n"))
        .containsExactly(
            "Cannot set tie to [num_steps, batch_size]: must be a list of lists of hyperparameters, such as [[num_steps, batch_size]]",
            "Cannot set exclude to [lr, seed]: must be a list of combinations, such as [{num_steps: 128, lr: 10}]");
  }

  @Test
  void tiesOfOneOfTheSameTwiceAndOfUnknownsAreRefused() throws IOException {
    assertThat(problemsOf(GOOD + "tie: [[lr], [seed, seed], [num_step, lr]]\n"))
        .containsExactly(
            "Cannot tie num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, keep, seed; did you mean num_steps?",
            "Cannot tie lr: must be at least two hyperparameters",
            "Cannot tie seed twice: must be in one tie, once");
  }

  @Test
  void anExclusionThatRemovesEverythingIsRefused() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + "parameters: {lr: {values: [1, 2]}, seed: {values: [0, 1]}}\nexclude: [{lr: 1}, {lr: 2, seed: 0}, {seed: 1}]\n"))
        .containsExactly("Cannot exclude all 4 combinations: must leave at least one");
  }

  @Test
  void anExclusionOfWhatIsNotInTheGridIsRefused() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + "parameters: {lr: {values: [1, 2]}}\nexclude: [{lr: 3}, {num_step: 4}, {lr: -1}, {}]\n"))
        .containsExactly(
            "Cannot exclude num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, keep, seed; did you mean num_steps?",
            "Cannot exclude lr -1: must be a finite number above 0",
            "Cannot exclude lr 3: must be one of its values [1, 2]",
            "Cannot exclude {}: must name at least one hyperparameter");
  }

  @Test
  void anExclusionOfValuesThatATieKeepsApartIsRefused() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + "parameters: {num_steps: {values: [8, 16]}, batch_size: {values: [64, 128]}}\ntie: [[num_steps, batch_size]]\nexclude: [{num_steps: 8, batch_size: 128}]\n"))
        .containsExactly(
            "Cannot exclude {num_steps: 8, batch_size: 128}: must be a combination of the grid, and tie never pairs these values");
  }

  @Test
  void aGridBeyondMemoryIsRefused() throws IOException {
    String values = IntStream.range(1, 1_002).boxed().toList().toString();
    assertThat(parameters("seed: {values: " + values + "}, num_hiddens: {values: " + values + "}"))
        .containsExactly(
            "Cannot run a grid of 1002001 combinations: must be at most 1000000; take fewer values or make several sweeps");
  }
}
