package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.Project;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.TextForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the messages for mistakes in a specification. */
class BadSpecTest {
  private static final String GOOD = "name: mine\ncorpus: harbour\n";

  @TempDir Path folder;

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.yaml");
    assertThat(problems(file))
        .containsExactly(
            "Cannot read specification "
                + file
                + ": no such file; conf/quickstart.yaml is an example");
    Path relative = Path.of("nowhere", "none.yaml");
    assertThat(problems(relative))
        .containsExactly(
            "Cannot read specification nowhere/none.yaml: no such file in "
                + Path.of("").toAbsolutePath()
                + "; conf/quickstart.yaml is an example");
  }

  @Test
  void aFileOfTheProjectIsFoundFromAnotherFolder() throws IOException {
    Path example = Files.createDirectories(folder.resolve("conf")).resolve("quickstart.yaml");
    Files.writeString(example, GOOD);
    System.setProperty(Project.PROPERTY, folder.toString());
    try {
      assertThat(problems(Path.of("conf", "quickstart.yaml.gone")).get(0))
          .endsWith("; " + example + " is an example");
      Files.copy(example, folder.resolve("conf/mine.yaml"));
      assertThat(problems(Path.of("conf", "mine.yaml")).get(0))
          .endsWith("; did you mean " + folder.resolve("conf/mine.yaml") + "?");
    } finally {
      System.clearProperty(Project.PROPERTY);
    }
  }

  @Test
  void aFolderIsNoSpecification() {
    assertThat(problems(folder))
        .containsExactly(
            "Cannot read specification " + folder + ": must be a file, but is a folder");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertThat(problemsOf("# nothing\n"))
        .containsExactly(cannotRead("it is empty; conf/quickstart.yaml is an example"));
  }

  @Test
  void textThatIsNoMappingIsRefused() throws IOException {
    assertThat(problemsOf("just words\n"))
        .containsExactly(
            cannotRead(
                "must be a mapping of keys to values as in conf/quickstart.yaml, but is just words"));
  }

  @Test
  void aForgottenColonIsToldWhereItIsMissing() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus harbour\nmethod: grid\n"))
        .containsExactly(
            cannotRead("not plain YAML: line 2, column 1: must have a ':' after the key"));
  }

  @Test
  void aSecondDocumentIsRefused() throws IOException {
    assertThat(problemsOf("name: mine\n---\nname: yours\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 2, column 1: expected a single document in the stream, but found another document"));
  }

  @Test
  void whatIsNotYamlIsRefusedWithItsPlace() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus: [harbour\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 3, column 1: expected ',' or ']', but got <stream end>"));
  }

  @Test
  void anEscapeThatIsCutOffIsToldWithItsLine() throws IOException {
    assertThat(problemsOf("name: mine\ncorpus: \"n\\u"))
        .containsExactly(
            cannotRead("not plain YAML: line 2: must not end inside an escape such as \\u00e9"));
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = Files.write(folder.resolve("spec.yaml"), new byte[] {'a', (byte) 0xff});
    assertThat(problems(file)).containsExactly(cannotRead("must be UTF-8"));
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    assertThat(problemsOf("name: a\nname: b\n"))
        .containsExactly(cannotRead("not plain YAML: line 2, column 1: found duplicate key name"));
  }

  @Test
  void classesAndTagsAreRefused() throws IOException {
    assertThat(problemsOf("name: !!java.io.File [/etc/passwd]\n"))
        .containsExactly(
            cannotRead(
                "not plain YAML: line 1, column 7: must be plain data without tags, but has tag:yaml.org,2002:java.io.File"));
  }

  @Test
  void aBombOfAliasesIsRefused() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(problemsOf(bomb.toString()))
        .containsExactly(
            cannotRead(
                "not plain YAML: Number of aliases for non-scalar nodes exceeds the specified max=20"));
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertThat(problemsOf("name: " + "[".repeat(10_000) + "]".repeat(10_000)))
        .containsExactly(cannotRead("not plain YAML: Nesting Depth exceeded max 20"));
  }

  @Test
  void aFileOfTenMegabytesIsRefusedBeforeItIsParsed() throws IOException {
    assertThat(problemsOf("name: " + "[".repeat(10_000_000)))
        .containsExactly(cannotRead("must be at most 1048576 bytes"));
  }

  @Test
  void aListThatHoldsItselfIsRefusedLikeAnyOtherWrongType() throws IOException {
    assertThat(problemsOf(GOOD + "exclude: &a [*a]\ntie: &b [{x: *b}]\n"))
        .containsExactly(
            "Cannot set tie to [{x: [{…}]}]: must be a list of lists of hyperparameters, such as [[num_steps, batch_size]]",
            "Cannot set exclude to [[[[…]]]]: must be a list of combinations, such as [{num_steps: 128, lr: 10}]");
  }

  @Test
  void anUnknownKeyNamesTheNearest() throws IOException {
    assertThat(problemsOf(GOOD + "parmeters: {}\n"))
        .containsExactly(
            "Cannot set parmeters: must be one of name, task, corpus, tokens, min_freq, text, sample, column, scale, windows, method, metric, parameters, tie, exclude, timeout; did you mean parameters?");
    assertThat(problemsOf(GOOD + "timeout: {trail: 5m}\n"))
        .containsExactly(
            "Cannot set timeout.trail: must be one of trial, sweep; did you mean trial?");
    assertThat(problemsOf(GOOD + "zebra: 1\n"))
        .containsExactly(
            "Cannot set zebra: must be one of name, task, corpus, tokens, min_freq, text, sample, column, scale, windows, method, metric, parameters, tie, exclude, timeout");
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
            "Cannot set parameters.num_heads: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, seed",
            "Cannot set parameters.num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, seed; did you mean num_steps?");
  }

  @Test
  void wrongTypesAreRefused() throws IOException {
    assertThat(
            problemsOf(
                "name: [a]\ncorpus: {}\nparameters: 3\ntie: lr\nexclude: [lr]\ntimeout: 5m\nmin_freq: 0\nwindows: {train: [1], test: -1}\n"))
        .containsExactly(
            "Cannot set name to [a]: must be text, such as my-first-sweep",
            "Cannot set corpus to {}: must be the name of a built-in corpus, a path or a URI, such as harbour",
            "Cannot set min_freq to 0: must be a whole number from 1 to 1000000000",
            "Cannot set windows.train to [1]: must be a whole number from 1 to 1000000000",
            "Cannot set windows.test to -1: must be a whole number from 0 to 1000000000",
            "Cannot set parameters to 3: must be a mapping of hyperparameters, each a value, a list of values, {values: [...]} or {value: ...}",
            "Cannot set tie to lr: must be a list of lists of hyperparameters, such as [[num_steps, batch_size]]",
            "Cannot set exclude to [lr]: must be a list of combinations, such as [{num_steps: 128, lr: 10}]",
            "Cannot set timeout to 5m: must be a mapping of trial, sweep");
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
  void aRangeIsNoGrid() throws IOException {
    assertThat(parameters("lr: {min: 0.1, max: 1}, seed: [], num_steps: {value: 1, values: [1]}"))
        .containsExactly(
            "Cannot set lr to {min: 0.1, max: 1}: must be a value, a list of values, {values: [...]} or {value: ...}; method grid takes no min and max",
            "Cannot set seed to []: must be a value, a list of values, {values: [...]} or {value: ...}",
            "Cannot set num_steps to {value: 1, values: [1]}: must be a value, a list of values, {values: [...]} or {value: ...}");
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
                    + "task: translation\ntokens: syllable\nmethod: random\nmetric: {name: loss, goal: maximize}\n"))
        .containsExactly(
            "Cannot set task to translation: must be language-model or time-series",
            "Cannot set tokens to syllable: must be char, word or word-punct",
            "Cannot set method to random: must be grid (random, successive halving and TPE are not there yet)",
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
  void ofATaskThatIsNoneTheCorpusIsNotJudged() throws IOException {
    assertThat(
            problems(
                file("name: ab\ncorpus: noisy-sine\ntask: timeseries\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set task to timeseries: must be language-model or time-series; did you mean time-series?");
  }

  @Test
  void tiesOfOneOfTheSameTwiceAndOfUnknownsAreRefused() throws IOException {
    assertThat(problemsOf(GOOD + "tie: [[lr], [seed, seed], [num_step, lr]]\n"))
        .containsExactly(
            "Cannot tie num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, seed; did you mean num_steps?",
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
            "Cannot exclude num_step: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, seed; did you mean num_steps?",
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
  void windowsLongerThanTheCorpusAllowsAreRefused() throws IOException {
    String spec = GOOD + "parameters: {num_steps: {values: [42, 43, 128]}}\n";
    assertThat(problems(file(spec), List.of(), (corpus, tokens, form) -> 15_042))
        .containsExactly(
            "Cannot set num_steps to 43: must be at most 42, as corpus harbour has 15042 tokens for 15000 windows",
            "Cannot set num_steps to 128: must be at most 42, as corpus harbour has 15042 tokens for 15000 windows");
    assertThat(problems(file(spec), List.of(), (corpus, tokens, form) -> 15_000))
        .containsExactly(
            "Cannot set corpus to harbour: must be a text of at least 15001 tokens for 10000 training and 5000 validation windows; it has 15000, so take a longer text or set windows");
    assertThat(
            problems(
                file(spec + "windows: {test: 7}\n"), List.of(), (corpus, tokens, form) -> 15_007))
        .containsExactly(
            "Cannot set corpus to harbour: must be a text of at least 15008 tokens for 10000 training, 5000 validation and 7 test windows; it has 15007, so take a longer text or set windows");
  }

  @Test
  void allProblemsOfAFileAreToldTogether() throws IOException {
    Path file =
        file(
            """
            name: a b
            nonsense: 1
            parameters: {lr: {values: [-1]}, num_steps: {values: [99]}}
            tie: [[lr, num_steps, seed]]
            timeout: {trial: soon}
            corpus: short.txt
            """);
    assertThat(
            problems(
                file,
                List.of("num_epoch=3", "windows.train=ten"),
                (corpus, tokens, form) -> 15_010))
        .containsExactly(
            "Cannot set num_epoch: must be one of num_steps, num_hiddens, lr, batch_size, num_epochs, gradient_clip, cell, num_layers, hidden_activation, dropout, optimizer, weight_decay, seed, tau, input, name, task, corpus, tokens, min_freq, text, sample, column, scale, windows, method, metric, parameters, tie, exclude, timeout; did you mean num_epochs?",
            "Cannot set nonsense: must be one of name, task, corpus, tokens, min_freq, text, sample, column, scale, windows, method, metric, parameters, tie, exclude, timeout",
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit",
            "Cannot set windows.train to ten: must be a whole number from 1 to 1000000000",
            "Cannot set lr to -1: must be a finite number above 0",
            "Cannot set timeout.trial to soon: must be a duration above 0 and at most 1000000h such as 30s, 30m, 8h or 1h30m, or none");
  }

  @Test
  void aCorpusIsDownloadedOnlyForAFileWithoutOtherProblems() throws IOException {
    List<String> asked = new ArrayList<>();
    CorpusSize remote =
        new CorpusSize() {
          @Override
          public long of(String corpus, String tokens, TextForm form) {
            asked.add(corpus);
            throw UserException.badInput("Cannot download " + corpus);
          }

          @Override
          public boolean needsDownload(String corpus) {
            return true;
          }
        };
    assertThat(problems(file("name: a b\ncorpus: far\n"), List.of(), remote))
        .containsExactly(
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit");
    assertThat(problems(file("name: ab\ncorpus: far\n"), List.of("lr=-1"), remote)).hasSize(1);
    assertThat(asked).isEmpty();
    assertThat(problems(file("name: ab\ncorpus: far\n"), List.of(), remote))
        .containsExactly("Cannot download far");
    assertThat(asked).containsExactly("far");
  }

  @Test
  void aCorpusThatCannotBeReadIsToldWithTokensThatAreNone() throws IOException {
    List<String> asked = new ArrayList<>();
    assertThat(
            problems(
                file("name: ab\ncorpus: gone.txt\ntokens: syllable\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  asked.add(tokens);
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set tokens to syllable: must be char, word or word-punct",
            "Cannot read corpus gone.txt");
    assertThat(asked).containsExactly("char");
  }

  @Test
  void whetherACorpusIsLongEnoughIsNotToldOfTokensThatAreNone() throws IOException {
    assertThat(
            problems(
                file("name: ab\ncorpus: short.txt\ntokens: syllable\n"),
                List.of(),
                (corpus, tokens, form) -> 3))
        .containsExactly("Cannot set tokens to syllable: must be char, word or word-punct");
  }

  @Test
  void aCorpusThatCannotBeReadIsToldWithTheRest() throws IOException {
    assertThat(
            problems(
                file("name: a b\ncorpus: gone.txt\n"),
                List.of(),
                (corpus, tokens, form) -> {
                  throw UserException.badInput("Cannot read corpus " + corpus);
                }))
        .containsExactly(
            "Cannot set name to a b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit",
            "Cannot read corpus gone.txt");
  }

  @Test
  void missingKeysAreNamed() throws IOException {
    assertThat(problemsOf("task: language-model\n"))
        .containsExactly(
            "Cannot leave out name: must be text, such as my-first-sweep",
            "Cannot leave out corpus: must be the name of a built-in corpus, a path or a URI, such as harbour");
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

  @Test
  void controlCharactersNeverReachTheTerminal() throws IOException {
    assertThat(problemsOf("name: \"a\\e[2J\\nb\"\ncorpus: harbour\n"))
        .containsExactly(
            "Cannot set name to a?[2J b: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit");
  }

  private List<String> parameters(String flow) throws IOException {
    return problemsOf(GOOD + "parameters: {" + flow + "}\n");
  }

  private List<String> problemsOf(String yaml) throws IOException {
    return problems(file(yaml));
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), yaml, StandardCharsets.UTF_8);
  }

  private static List<String> problems(Path file) {
    return problems(file, List.of(), (corpus, tokens, form) -> Long.MAX_VALUE);
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

  private static List<String> problems(Path file, List<String> overrides, CorpusSize size) {
    UserException e =
        catchThrowableOfType(UserException.class, () -> SpecReader.read(file, overrides, size));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    return e.problems().stream().map(BadSpecTest::withoutLine).toList();
  }

  /** Removes the line of the problem; {@link BadLineTest} tests the lines. */
  private static String withoutLine(String problem) {
    return problem.replaceFirst(" \\(line \\d+\\)$", "");
  }

  private String cannotRead(String reason) {
    return "Cannot read specification " + folder.resolve("spec.yaml") + ": " + reason;
  }
}
