package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the messages for values that a key does not take. */
class BadValueTest extends SpecProblems {
  @Test
  void wrongTypesAreRefused() throws IOException {
    assertThat(
            problemsOf(
                "name: [a]\ncorpus: {}\nparameters: 3\ntie: lr\nexclude: [lr]\ntimeout: 5m\nmin_freq: 0\nwindows: {train: [1], test: -1}\n"))
        .containsExactly(
            "Cannot set name to [a]: must be text, such as my-first-sweep",
            "Cannot set corpus.values or corpus.glob: must be exactly one of them",
            "Cannot set min_freq to 0: must be a whole number from 1 to 1000000000",
            "Cannot set windows.train to [1]: must be a whole number from 1 to 1000000000",
            "Cannot set windows.test to -1: must be a whole number from 0 to 1000000000",
            "Cannot set parameters to 3: must be a mapping of hyperparameters, each a value, a list of values, {values: [...]}, {value: ...} or {min: ..., max: ...}",
            "Cannot set tie to lr: must be a list of lists of hyperparameters, such as [[num_steps, batch_size]]",
            "Cannot set exclude to [lr]: must be a list of combinations, such as [{num_steps: 128, lr: 10}]",
            "Cannot set timeout to 5m: must be a mapping of trial, sweep");
  }

  @Test
  void aListThatHoldsItselfIsRefusedLikeAnyOtherWrongType() throws IOException {
    assertThat(problemsOf(GOOD + "exclude: &a [*a]\ntie: &b [{x: *b}]\n"))
        .containsExactly(
            "Cannot set tie to [{x: [{…}]}]: must be a list of lists of hyperparameters, such as [[num_steps, batch_size]]",
            "Cannot set exclude to [[[[…]]]]: must be a list of combinations, such as [{num_steps: 128, lr: 10}]");
  }

  @Test
  void valuesOfTheWrongTypeAreRefused() throws IOException {
    assertThat(
            parameters(
                "num_steps: {value: 32.5}, num_hiddens: {values: [many]}, lr: {values: [fast, [1]]}, seed: {value: ''}"))
        .containsExactly(
            "Cannot set num_steps to 32.5: must be a whole number from 1 to 65536",
            "Cannot set num_hiddens to many: must be a whole number from 1 to 4096",
            "Cannot set lr to fast: must be a finite number above 0",
            "Cannot set lr to [1]: must be a finite number above 0",
            "Cannot set seed to '': must be a whole number from 0 to 9223372036854775807");
  }

  @Test
  void emptyAndDuplicateValuesAreRefused() throws IOException {
    assertThat(
            parameters(
                "num_steps: {values: []}, num_hiddens: {values: 8}, lr: {values: [1, 0.5, 1.0]}, seed: {values: [3, 3]}"))
        .containsExactly(
            "Cannot set num_steps to []: must be a list of at least one value",
            "Cannot set num_hiddens to 8: must be a list of at least one value",
            "Cannot set lr to [1, 0.5, 1.0]: must be distinct; 1 and 1.0 are the same value",
            "Cannot set seed to [3, 3]: must be distinct; 3 is there twice");
  }

  @Test
  void negativeZeroInfiniteAndNotANumberAreNoLearningRates() throws IOException {
    assertThat(parameters("lr: {values: [-1, 0, .inf, .nan, 1e999]}"))
        .containsExactly(
            "Cannot set lr to -1: must be a finite number above 0",
            "Cannot set lr to 0: must be a finite number above 0",
            "Cannot set lr to .inf: must be a finite number above 0",
            "Cannot set lr to .nan: must be a finite number above 0",
            "Cannot set lr to 1e999: must be a finite number above 0");
    assertThat(parameters("gradient_clip: {value: .nan}"))
        .containsExactly(
            "Cannot set gradient_clip to .nan: must be a number above 0 (.inf for none)");
  }

  @Test
  void wholeNumbersThatALongCannotHoldAreRefused() throws IOException {
    assertThat(parameters("seed: {value: 18446744073709551616}"))
        .containsExactly(
            "Cannot set seed to 18446744073709551616: must be a whole number from 0 to 9223372036854775807");
  }

  @Test
  void aValueHasOneForm() throws IOException {
    assertThat(parameters("seed: [], num_steps: {value: 1, values: [1]}"))
        .containsExactly(
            "Cannot set seed to []: must be a value, a list of values, {values: [...]}, {value: ...} or {min: ..., max: ...}",
            "Cannot set num_steps to {value: 1, values: [1]}: must be a value, a list of values, {values: [...]}, {value: ...} or {min: ..., max: ...}");
  }

  @Test
  void commasThatMakeNoListAreExplained() throws IOException {
    assertThat(parameters("lr: '1, 4', seed: '0; 1 2', num_steps: {value: '8,x'}, dropout: '0,5'"))
        .containsExactly(
            "Cannot set lr to 1, 4: must be a finite number above 0; several values are a list, [1, 4]",
            "Cannot set seed to 0; 1 2: must be a whole number from 0 to 9223372036854775807; several values are a list, [0, 1, 2]",
            "Cannot set num_steps to 8,x: must be a whole number from 1 to 65536",
            "Cannot set dropout to 0,5: must be a number from 0 to below 1; did you mean 0.5?");
    assertThat(problems(file(GOOD), List.of("lr=1,4"), (c, t, f) -> Long.MAX_VALUE))
        .containsExactly(
            "Cannot set lr to 1,4: must be a finite number above 0; several values are a list, [1, 4]");
  }

  @Test
  void largeAndSmallNumbersAreShownAsAPersonWritesThem() throws IOException {
    assertThat(
            problemsOf(
                GOOD + "parameters: {lr: [1e30, 1e6, 0.5]}\nexclude: [{lr: 1e7}, {lr: 0.00001}]\n"))
        .containsExactly(
            "Cannot exclude lr 1e7: must be one of its values [1e30, 1e6, 0.5]",
            "Cannot exclude lr 1e-5: must be one of its values [1e30, 1e6, 0.5]");
  }

  @Test
  void namesOutsideTheBoundAreRefused() throws IOException {
    for (String name : List.of("../etc", "a b", ".hidden", "x".repeat(65), "ünïcode")) {
      assertThat(problemsOf("name: " + name + "\ncorpus: harbour\n"))
          .containsExactly(
              "Cannot set name to "
                  + name
                  + ": must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit");
    }
  }

  @Test
  void whatIsNotThereYetIsSaid() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + "task: translation\ntokens: syllable\nmetric: {name: loss, goal: maximize}\n"))
        .containsExactly(
            "Cannot set task to translation: must be language-model or time-series",
            "Cannot set tokens to syllable: must be char, word or word-punct",
            "Cannot set metric.name to loss: must be validation_perplexity where task is language-model (no other ranks trials yet)",
            "Cannot set metric.goal to maximize: must be minimize (the lowest is the best)");
  }

  @Test
  void aNameThatIsNoneOfTheChoicesIsRefusedWithThem() throws IOException {
    assertThat(
            parameters(
                "cell: {values: [lstm, LSTM]}, hidden_activation: {value: relu}, optimizer: {value: 1}, dropout: {value: 1}, weight_decay: {value: -1}"))
        .containsExactly(
            "Cannot set cell to LSTM: must be lstm, gru, mgu or rnn",
            "Cannot set hidden_activation to relu: must be tanh or identity",
            "Cannot set optimizer to 1: must be sgd, momentum or adam",
            "Cannot set dropout to 1: must be a number from 0 to below 1",
            "Cannot set weight_decay to -1: must be a finite number of at least 0");
  }

  @Test
  void durationsWithoutAUnitAreRefused() throws IOException {
    assertThat(problemsOf(GOOD + "timeout: {trial: 30, sweep: 0s}\n"))
        .containsExactly(
            "Cannot set timeout.trial to 30: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none",
            "Cannot set timeout.sweep to 0s: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none");
  }

  @Test
  void durationsThatAClockCannotCountAreRefused() throws IOException {
    assertThat(problemsOf(GOOD + "timeout: {trial: 9999999h, sweep: 1000000h1s}\n"))
        .containsExactly(
            "Cannot set timeout.trial to 9999999h: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none",
            "Cannot set timeout.sweep to 1000000h1s: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none");
    Optional<Duration> longest = Optional.of(Duration.ofHours(1_000_000));
    assertThat(
            SpecReader.read(
                    file(GOOD + "timeout: {trial: 1000000h, sweep: 60000000m}\n"), List.of())
                .timeout())
        .isEqualTo(new Timeouts(longest, longest));
    assertThatThrownBy(() -> new Timeouts(longest.map(d -> d.plusSeconds(1)), longest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot set timeout.trial to PT1000000H1S: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none");
  }

  @Test
  void whatIsWrongWithTheTextAndTheSampleIsToldTogether() throws IOException {
    assertThat(
            problemsOf(
                GOOD
                    + """
                    text: {letters: german, case: upper, punktuation: keep, digits: 5, lines: [keep]}
                    sample: {prefix: [a], length: 0, temperature: -1, seed: 3}
                    """))
        .containsExactly(
            "Cannot set text.punktuation: must be one of letters, case, punctuation, digits, lines; did you mean punctuation?",
            "Cannot set text.letters to german: must be latin or unicode",
            "Cannot set text.case to upper: must be lower or keep",
            "Cannot set text.digits to 5: must be drop or keep",
            "Cannot set text.lines to [keep]: must be drop or keep",
            "Cannot set sample.seed: must be one of prefix, length, temperature",
            "Cannot set sample.prefix to [a]: must be text of at most 1000 characters, such as it has",
            "Cannot set sample.length to 0: must be a whole number of tokens from 1 to 1000",
            "Cannot set sample.temperature to -1: must be a finite number from 0 on, 0 for the likeliest token each time");
    for (String length : List.of("1001", "1.5", "ten", "-1")) {
      assertThat(problemsOf(GOOD + "sample: {length: " + length + "}\n"))
          .containsExactly(
              "Cannot set sample.length to "
                  + length
                  + ": must be a whole number of tokens from 1 to 1000");
    }
    for (String temperature : List.of(".inf", ".nan", "hot")) {
      assertThat(problemsOf(GOOD + "sample: {temperature: " + temperature + "}\n")).hasSize(1);
    }
    assertThat(problemsOf(GOOD + "sample: {prefix: \"" + "x".repeat(1001) + "\"}\n"))
        .singleElement()
        .asString()
        .startsWith("Cannot set sample.prefix to xxx");
    assertThat(problemsOf(GOOD + "text: unicode\n"))
        .containsExactly(
            "Cannot set text to unicode: must be a mapping of letters, case, punctuation, digits, lines");
  }

  @Test
  void controlCharactersNeverReachTheTerminal() throws IOException {
    assertThat(problemsOf("name: \"a\\e[2J\\nb\"\ncorpus: harbour\n"))
        .containsExactly(
            "Cannot set name to a?[2J b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit");
  }
}
