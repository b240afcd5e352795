package io.github.lstmsweep.specification;

import static io.github.lstmsweep.trial.Hyperparameter.BATCH_SIZE;
import static io.github.lstmsweep.trial.Hyperparameter.GRADIENT_CLIP;
import static io.github.lstmsweep.trial.Hyperparameter.LR;
import static io.github.lstmsweep.trial.Hyperparameter.NUM_EPOCHS;
import static io.github.lstmsweep.trial.Hyperparameter.NUM_HIDDENS;
import static io.github.lstmsweep.trial.Hyperparameter.NUM_STEPS;
import static io.github.lstmsweep.trial.Hyperparameter.SEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.SeriesForm;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {
  @TempDir Path folder;

  @Test
  void whatTheFileLeavesOutHasItsDefault() throws IOException {
    SweepSpec spec = read("name: mine\ncorpus: harbour\n");
    assertThat(spec.name()).isEqualTo("mine");
    assertThat(spec.task()).isEqualTo(Task.LANGUAGE_MODEL);
    assertThat(spec.corpus()).isEqualTo("harbour");
    assertThat(spec.tokens()).isEqualTo(Tokens.CHAR);
    assertThat(spec.windows()).isEqualTo(new WindowCounts(10_000, 5_000));
    assertThat(spec.search()).isEqualTo(SearchSettings.GRID);
    assertThat(spec.metric()).isEqualTo(new Metric("validation_perplexity", "minimize"));
    assertThat(spec.space().tie()).isEmpty();
    assertThat(spec.space().exclude()).isEmpty();
    assertThat(spec.timeout()).isEqualTo(new Timeouts(Optional.empty(), Optional.empty()));
    assertThat(spec.space().parameters().keySet())
        .containsExactlyElementsOf(Task.LANGUAGE_MODEL.hyperparameters())
        .contains(NUM_STEPS)
        .doesNotContain(Hyperparameter.TAU, Hyperparameter.INPUT);
    for (Hyperparameter h : Task.LANGUAGE_MODEL.hyperparameters()) {
      assertThat(spec.space().parameters().get(h)).containsExactly(h.defaultValue());
    }
  }

  @Test
  void whatATimeSeriesLeavesOutHasItsOwnDefault() throws IOException {
    SweepSpec spec = read("name: mine\ntask: time-series\ncorpus: noisy-sine\n");
    assertThat(spec.task()).isEqualTo(Task.TIME_SERIES);
    assertThat(spec.column()).isEmpty();
    assertThat(spec.scale()).isEqualTo(SeriesForm.Scale.NONE);
    assertThat(spec.windows()).isEqualTo(new WindowCounts(600, 396));
    assertThat(spec.metric()).isEqualTo(new Metric("validation_rmse", "minimize"));
    assertThat(spec.space().parameters())
        .containsEntry(Hyperparameter.TAU, List.of(4L))
        .containsEntry(Hyperparameter.INPUT, List.of("window"))
        .containsEntry(BATCH_SIZE, List.of(16L))
        .containsEntry(LR, List.of(0.01))
        .doesNotContainKey(NUM_STEPS);
  }

  @Test
  void aTimeSeriesIsWrittenAndReadBackAndSaysWhatAnotherTaskHas() throws IOException {
    SweepSpec spec =
        read(
            """
            name: mine
            task: time-series
            corpus: prices.csv
            column: Close, "adjusted"
            parameters:
              tau: {values: [4, 8]}
              input: {values: [sequence, window]}
            """);
    assertThat(spec.column()).isEqualTo("Close, \"adjusted\"");
    assertThat(spec.scale()).isEqualTo(SeriesForm.Scale.STANDARD);
    String yaml = SpecWriter.toYaml(spec);
    assertThat(yaml)
        .contains("column: \"Close, \\\"adjusted\\\"\"\nscale: standard\n")
        .doesNotContain("tokens", "min_freq", "num_steps");
    assertThat(SpecReader.readStored(yaml)).isEqualTo(spec);
    SweepSpec text = read("name: mine\ncorpus: prices.csv\n");
    assertThat(SpecDifference.decisive(spec, text))
        .extracting(Difference::shown)
        .contains(
            "task: time-series -> language-model",
            "tokens: (left out) -> char",
            "scale: standard -> (left out)",
            "parameters.tau: [4, 8] -> (left out)");
  }

  @Test
  void everyKeyOfTheFileIsRead() throws IOException {
    SweepSpec spec =
        read(
            """
            name: d2l-lstm
            task: language-model
            corpus: timemachine
            tokens: word-punct
            min_freq: 3
            text: {letters: unicode, case: keep, punctuation: keep, digits: keep, lines: drop}
            sample: {prefix: "The sea\\n", length: 40, temperature: 0.5}
            method: grid
            metric: {name: validation_perplexity, goal: minimize}
            parameters:
              lr: {values: [0.01, 10]}
              num_steps: {values: [8, 16]}
              batch_size: {values: [64, 128]}
              gradient_clip: {value: .inf}
            exclude: [{num_steps: 16, lr: 10}]
            tie: [[num_steps, batch_size]]
            timeout: {trial: 30m, sweep: 1h30m}
            windows: {train: 10_0, validation: 50, test: 25}
            """);
    assertThat(spec.tokens()).isEqualTo(Tokens.WORD_PUNCT);
    assertThat(spec.minFreq()).isEqualTo(3);
    assertThat(spec.text().lines()).isEqualTo(TextForm.Choice.DROP);
    assertThat(spec.text().words()).containsEntry("case", "keep").containsEntry("digits", "keep");
    assertThat(spec.sample()).isEqualTo(new SampleForm("The sea\n", 40, 0.5));
    assertThat(spec.windows()).isEqualTo(new WindowCounts(100, 50, 25));
    assertThat(spec.space().parameters().keySet())
        .startsWith(LR, NUM_STEPS, BATCH_SIZE, GRADIENT_CLIP, NUM_HIDDENS, NUM_EPOCHS)
        .endsWith(SEED)
        .hasSameElementsAs(Task.LANGUAGE_MODEL.hyperparameters());
    assertThat(spec.space().parameters().get(LR)).containsExactly(0.01, 10.0);
    assertThat(spec.space().parameters().get(NUM_STEPS)).containsExactly(8L, 16L);
    assertThat(spec.space().parameters().get(GRADIENT_CLIP))
        .containsExactly(Double.POSITIVE_INFINITY);
    assertThat(spec.space().exclude()).containsExactly(Map.of(NUM_STEPS, 16L, LR, 10.0));
    assertThat(spec.space().tie()).containsExactly(List.of(NUM_STEPS, BATCH_SIZE));
    assertThat(spec.timeout())
        .isEqualTo(
            new Timeouts(Optional.of(Duration.ofMinutes(30)), Optional.of(Duration.ofMinutes(90))));
  }

  @Test
  void numbersAreReadAsPeopleSpellThem() throws IOException {
    SweepSpec spec =
        read(
            """
            name: 2024-01-01
            corpus: no
            parameters:
              lr: {values: [1e-3, 1E-2, "0.5", .25, 4., 1_0, +2, 010.5]}
              seed: {values: [010, 0, 1_000]}
            """);
    assertThat(spec.name()).isEqualTo("2024-01-01");
    assertThat(spec.corpus()).isEqualTo("no");
    assertThat(spec.space().parameters().get(LR))
        .containsExactly(0.001, 0.01, 0.5, 0.25, 4.0, 10.0, 2.0, 10.5);
    assertThat(spec.space().parameters().get(SEED)).containsExactly(10L, 0L, 1000L);
  }

  @Test
  void aliasesMaySayTheSameListTwice() throws IOException {
    SweepSpec spec =
        read(
            "name: a\ncorpus: harbour\nparameters: {num_steps: {values: &s [8, 16]}, num_hiddens: {values: *s}}\n");
    assertThat(spec.space().parameters().get(NUM_HIDDENS)).containsExactly(8L, 16L);
  }

  @Test
  void theCommandLineGoesOverTheFileAndTheFileOverTheDefaults() throws IOException {
    SweepSpec spec =
        read(
            "name: a\ncorpus: harbour\nparameters: {lr: {values: [1, 2]}, seed: {value: 7}}\ntimeout: {trial: 1m, sweep: 2h}\n",
            "corpus=timemachine",
            "lr=[0.1, 1, 1e1]",
            "num_epochs=5",
            "parameters.num_steps={values: [4, 8]}",
            "timeout.trial=10m",
            "windows={train: 3}",
            "exclude=[{lr: 1}]");
    assertThat(spec.corpus()).isEqualTo("timemachine");
    assertThat(spec.space().parameters().keySet()).startsWith(LR, SEED, NUM_EPOCHS, NUM_STEPS);
    assertThat(spec.space().parameters().get(LR)).containsExactly(0.1, 1.0, 10.0);
    assertThat(spec.space().parameters().get(SEED)).containsExactly(7L);
    assertThat(spec.space().parameters().get(NUM_EPOCHS)).containsExactly(5L);
    assertThat(spec.space().parameters().get(NUM_STEPS)).containsExactly(4L, 8L);
    assertThat(spec.timeout())
        .isEqualTo(
            new Timeouts(Optional.of(Duration.ofMinutes(10)), Optional.of(Duration.ofHours(2))));
    assertThat(spec.windows()).isEqualTo(new WindowCounts(3, 5_000));
    assertThat(spec.space().exclude()).containsExactly(Map.of(LR, 1.0));
  }

  @Test
  void aRelativeCorpusIsLookedForBesideTheFileToo() throws IOException {
    Files.writeString(folder.resolve("beside.txt"), "text");
    assertThat(read("name: a\ncorpus: beside.txt\n").corpus())
        .isEqualTo(folder.resolve("beside.txt").toString());
    assertThat(read("name: a\ncorpus: nowhere.txt\n").corpus()).isEqualTo("nowhere.txt");
    assertThat(read("name: a\ncorpus: \"hdfs://host/a.txt\"\n").corpus())
        .isEqualTo("hdfs://host/a.txt");
  }

  @Test
  void theResolvedSpecificationReadsBackAsAnEqualSweep() throws IOException {
    SweepSpec spec =
        read(
            """
            name: "42"
            corpus: 'C:\\texts\\"odd" name.txt'
            parameters:
              lr: {values: [1e-7, 1e22, 0.1, 3, 123456.789]}
              cell: {values: [rnn, lstm]}
              gradient_clip: {values: [.inf, 1]}
              num_steps: {values: [8, 16]}
              batch_size: {values: [64, 128]}
            exclude: [{num_steps: 16, lr: 3}, {gradient_clip: .inf, lr: 1e22}]
            tie: [[num_steps, batch_size]]
            timeout: {trial: 90s}
            """);
    String yaml = SpecWriter.toYaml(spec);
    SweepSpec again = read(yaml);
    assertThat(again).isEqualTo(spec);
    assertThat(SpecWriter.toYaml(again)).isEqualTo(yaml);
    assertThat(SpecDifference.between(spec, again)).isEmpty();
  }

  @Test
  void theResolvedSpecificationHasEveryKey() throws IOException {
    assertThat(SpecWriter.toYaml(read("name: a\ncorpus: harbour\nparameters: {lr: {value: 4}}\n")))
        .isEqualTo(
            """
            name: "a"
            task: language-model
            corpus: "harbour"
            tokens: char
            min_freq: 1
            text:
              letters: latin
              case: lower
              punctuation: drop
              digits: drop
              lines: drop
            sample:
              prefix: "it has"
              length: 20
              temperature: 0
            windows:
              train: 10000
              validation: 5000
              test: 0
            method: grid
            metric:
              name: validation_perplexity
              goal: minimize
            parameters:
              lr: {values: [4]}
              num_steps: {values: [32]}
              num_hiddens: {values: [32]}
              batch_size: {values: [1024]}
              num_epochs: {values: [100]}
              gradient_clip: {values: [1]}
              cell: {values: [lstm]}
              num_layers: {values: [1]}
              hidden_activation: {values: [tanh]}
              dropout: {values: [0]}
              optimizer: {values: [sgd]}
              weight_decay: {values: [0]}
              keep: {values: [last]}
              seed: {values: [0]}
            tie: []
            exclude: []
            timeout:
              trial: none
              sweep: none
            checkpoint: 5m
            """);
  }

  @Test
  void theFormOfATextThatIsBuiltInIsD2lsAndAPersonsOwnTextIsWhole() throws IOException {
    for (String builtIn : List.of("harbour", "timemachine")) {
      SweepSpec spec = read("name: a\ncorpus: " + builtIn + "\n");
      assertThat(spec.text()).isEqualTo(TextForm.D2L);
      assertThat(spec.sample()).isEqualTo(SampleForm.D2L);
      assertThat(read("name: a\ncorpus: " + builtIn + "\ntext: {case: keep}\n").sample())
          .isEqualTo(SampleForm.D2L);
    }
    for (String own : List.of("a.txt", "http://host/timemachine", "file:///harbour")) {
      SweepSpec spec = read("name: a\ncorpus: \"" + own + "\"\n");
      assertThat(spec.text()).isEqualTo(TextForm.WHOLE);
      assertThat(spec.sample()).isEqualTo(SampleForm.OWN);
    }
  }

  @Test
  void aKeyOfTheTextThatIsLeftOutIsThatOfTheCorpus() throws IOException {
    assertThat(read("name: a\ncorpus: harbour\n", "text.case=keep", "text.digits=keep").text())
        .hasToString("{letters: latin, case: keep, punctuation: drop, digits: keep, lines: drop}");
    assertThat(read("name: a\ncorpus: a.txt\ntext: {lines: drop}\n", "text.case=lower").text())
        .hasToString(
            "{letters: unicode, case: lower, punctuation: keep, digits: keep, lines: drop}");
    SweepSpec d2l =
        read(
            "name: a\ncorpus: a.txt\ntext: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}\n");
    assertThat(d2l.text()).isEqualTo(TextForm.D2L);
    assertThat(d2l.sample()).as("as before there were other forms").isEqualTo(SampleForm.D2L);
    assertThat(read("name: a\ncorpus: a.txt\nsample: {length: 5}\n").sample())
        .isEqualTo(new SampleForm("", 5, 0));
  }

  @Test
  void aStoredSpecificationThatSaysNothingOfTheTextIsOfD2lsForm() {
    SweepSpec old = SpecReader.readStored("name: a\ncorpus: a.txt\n");
    assertThat(old.text()).isEqualTo(TextForm.D2L);
    assertThat(old.sample()).isEqualTo(SampleForm.D2L);
  }

  @Test
  void whereNothingIsSaidOfTheTextTheTableDecides() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "name: mine\ncorpus: a.txt\n");
    List<String> asked = new ArrayList<>();
    TableForm table =
        name -> {
          asked.add(name);
          return Optional.of(TextForm.D2L);
        };
    CorpusSize size = (corpus, tokens, form) -> Long.MAX_VALUE;
    assertThat(SpecReader.read(file, List.of(), size, table).text()).isEqualTo(TextForm.D2L);
    assertThat(asked).containsExactly("mine");
    assertThat(SpecReader.read(file, List.of("text.case=lower"), size, table).text())
        .hasToString(
            "{letters: unicode, case: lower, punctuation: keep, digits: keep, lines: keep}");
    assertThat(asked).hasSize(1);
  }

  @Test
  void aDifferenceHasOneLineForEveryKeyThatChanged() throws IOException {
    SweepSpec before = read("name: a\ncorpus: harbour\nparameters: {lr: {values: [0.1, 1]}}\n");
    SweepSpec after =
        read(
            "name: a\ncorpus: harbour\nparameters: {seed: {value: 0}, lr: {values: [0.1, 1, 10]}}\n",
            "timeout.trial=90s",
            "exclude=[{lr: 10}]");
    assertThat(SpecDifference.between(before, after))
        .extracting(Difference::shown)
        .containsExactly(
            "parameters.lr: [0.1, 1] -> [0.1, 1, 10]",
            "exclude: [] -> [{lr: 10}]",
            "timeout.trial: none -> 1m30s");
  }

  @Test
  void everySpecificationThatComesWithTheSoftwareIsRead() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("basedir", ".")).resolve("conf"))) {
      List<Path> specs = files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
      assertThat(specs.stream().map(f -> f.getFileName().toString()))
          .contains(
              "d2l-lstm-small.yaml", "d2l-lstm.yaml", "d2l-timeseries.yaml", "quickstart.yaml");
      for (Path spec : specs) {
        assertThat(SpecReader.read(spec, List.of()).name() + ".yaml")
            .isEqualTo(spec.getFileName().toString());
      }
    }
  }

  private SweepSpec read(String yaml, String... overrides) throws IOException {
    assertThat(SchemaCheck.problems(yaml)).as("problems of the schema").isEmpty();
    return SpecReader.read(
        Files.writeString(folder.resolve("spec.yaml"), yaml), Arrays.asList(overrides));
  }
}
