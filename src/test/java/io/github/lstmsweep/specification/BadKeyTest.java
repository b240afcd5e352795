package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the messages for keys that are missing, unknown or of a different task. */
class BadKeyTest extends SpecProblems {
  @Test
  void missingKeysAreNamed() throws IOException {
    assertThat(problemsOf("task: language-model\n"))
        .containsExactly(
            "Cannot leave out name: must be text, such as my-first-sweep",
            "Cannot leave out corpus: must be the name of a built-in corpus, a path or a URI, such as harbour");
  }

  @Test
  void anUnknownKeyNamesTheNearest() throws IOException {
    assertThat(problemsOf(GOOD + "parmeters: {}\n"))
        .containsExactly(
            "Cannot set parmeters: must be one of name, task, corpus, tokens, min_freq, text, sample, column, target, columns, scale, windows, method, search, metric, parameters, tie, exclude, timeout, checkpoint; did you mean parameters?");
    assertThat(problemsOf(GOOD + "timeout: {trail: 5m}\n"))
        .containsExactly(
            "Cannot set timeout.trail: must be one of trial, sweep; did you mean trial?");
    assertThat(problemsOf(GOOD + "zebra: 1\n"))
        .containsExactly(
            "Cannot set zebra: must be one of name, task, corpus, tokens, min_freq, text, sample, column, target, columns, scale, windows, method, search, metric, parameters, tie, exclude, timeout, checkpoint");
  }

  @Test
  void aHyperparameterOutsideParametersIsSentThere() throws IOException {
    assertThat(problemsOf(GOOD + "lr: 0.1\n"))
        .containsExactly("Cannot set lr here: must be under parameters");
  }

  @Test
  void aParameterThatTheTaskDoesNotHaveNamesThoseItHas() throws IOException {
    assertThat(parameters("num_heads: {value: 4}, num_step: {value: 4}"))
        .containsExactly(
            "Cannot set parameters.num_heads: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, keep, seed",
            "Cannot set parameters.num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, keep, seed; did you mean num_steps?");
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rate, lr",
    "hidden_size, num_hiddens",
    "hiddenSize, num_hiddens",
    "units, num_hiddens",
    "num_train_epochs, num_epochs",
    "epochs, num_epochs",
    "batch, batch_size",
    "layers, num_layers",
    "optim, optimizer",
    "max_grad_norm, gradient_clip",
    "seq_len, num_steps",
    "rnn_type, cell",
    "random_state, seed",
    "weight-decay, weight_decay"
  })
  void theNamesOfOtherToolsAreKnown(String theirs, String ours) throws IOException {
    assertThat(parameters(theirs + ": 1"))
        .singleElement()
        .asString()
        .endsWith("mean " + ours + "?");
    assertThat(problems(file(GOOD), List.of(theirs + "=1"), (c, t, f) -> Long.MAX_VALUE))
        .singleElement()
        .asString()
        .endsWith("mean " + ours + "?");
    assertThat(problemsOf(GOOD + theirs + ": 1\n"))
        .containsExactly("Cannot set " + theirs + " here: must be " + ours + ", under parameters");
  }

  @Test
  void theNamesOfOtherToolsForTheFilesKeysAreKnown() throws IOException {
    assertThat(problemsOf("name: mine\ndataset: harbour\n").get(0))
        .endsWith("did you mean corpus?");
    assertThat(problemsOf(GOOD + "search_space: {}\n").get(0)).endsWith("did you mean parameters?");
    assertThat(problemsOf(GOOD + "windows: {val: 3}\n").get(0))
        .endsWith("did you mean validation?");
    assertThat(
            problemsOf(
                "name: mine\ntask: time-series\ncorpus: noisy-sine\nparameters: {lookback: 1}\n"))
        .singleElement()
        .asString()
        .endsWith("did you mean tau?");
  }

  @Test
  void whatOnlyAnotherTaskReadsIsToldTogether() throws IOException {
    assertThat(
            problemsOf(
                """
                name: mine
                task: time-series
                corpus: prices.csv
                tokens: word
                min_freq: 3
                text: {letters: unicode}
                sample: {length: 5}
                windows: {test: 5}
                metric: {name: validation_perplexity}
                parameters:
                  num_steps: {value: 8}
                  tau: {values: [4, 0]}
                tie: [[num_steps, tau]]
                exclude: [{num_steps: 8}]
                """))
        .containsExactly(
            "Cannot set tokens to word: must be left out where task is time-series",
            "Cannot set min_freq to 3: must be left out where task is time-series",
            "Cannot set text to {letters: unicode}: must be left out where task is time-series",
            "Cannot set sample to {length: 5}: must be left out where task is time-series",
            "Cannot set windows.test to 5: must be 0 where task is time-series (only a language-model is tested yet)",
            "Cannot set metric.name to validation_perplexity: must be validation_rmse where task is time-series (no other ranks trials yet)",
            "Cannot set parameters.num_steps: must be left out where task is time-series, as tau says how many values a window has",
            "Cannot set tau to 0: must be a whole number from 1 to 65536",
            "Cannot tie num_steps: must be left out where task is time-series, as tau says how many values a window has",
            "Cannot exclude num_steps: must be left out where task is time-series, as tau says how many values a window has");
    assertThat(
            problemsOf(
                GOOD
                    + "column: price\nscale: none\nparameters: {tau: {value: 8}, input: {value: window}}\n"))
        .containsExactly(
            "Cannot set column to price: must be left out where task is language-model",
            "Cannot set scale to none: must be left out where task is language-model",
            "Cannot set parameters.tau: must be left out where task is language-model, as num_steps says how many tokens a window has, one a step",
            "Cannot set parameters.input: must be left out where task is language-model, as num_steps says how many tokens a window has, one a step");
    assertThat(problemsOf("name: mine\ntask: time-series\n"))
        .containsExactly(
            "Cannot leave out corpus: must be noisy-sine, or the path or the URI of a CSV file");
  }

  @Test
  void overridesThatAreNoneAreNamed() throws IOException {
    assertThat(problems(file(GOOD), List.of("lr", "lr=[1", "=3"), (c, t, form) -> Long.MAX_VALUE))
        .containsExactly(
            "Cannot set lr: must be KEY=VALUE, such as num_epochs=5 or lr=[0.1, 1]",
            "Cannot set lr=[1: must have a value in YAML, but line 1, column 3: expected ',' or ']', but got <stream end>",
            "Cannot set =3: must be KEY=VALUE, such as num_epochs=5 or lr=[0.1, 1]");
  }
}
