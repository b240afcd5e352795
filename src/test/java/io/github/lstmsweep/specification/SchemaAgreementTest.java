package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.specification.search.SearchReader;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that the schema and the reader agree on whole specifications. {@link SpecReaderTest} checks
 * those that it reads in the same way.
 */
class SchemaAgreementTest {
  private static final String GOOD = "name: mine\ncorpus: harbour\n";
  private static final String SERIES = "name: mine\ntask: time-series\ncorpus: noisy-sine\n";

  @TempDir Path folder;

  static List<Path> specifications() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void specificationsOfTheSoftwareAreValid(Path spec) throws IOException {
    bothTake(Files.readString(spec));
    bothTake(SpecWriter.toYaml(SpecReader.read(spec, List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: 42\ncorpus: true\n",
        "name: 1e5\ncorpus: 7\n",
        GOOD + "parameters: {}\ntie: []\nexclude: []\n",
        GOOD + "windows: {}\nmetric: {}\ntimeout: {}\ntext: {}\nsample: {}\n",
        GOOD + "parameters: {lr: [1, 4], num_steps: 16, cell: [lstm, gru], gradient_clip: .inf}\n",
        GOOD + "parameters: {lr: {value: 1e-3}, seed: {values: [9223372036854775807]}}\n",
        GOOD + "parameters: {dropout: [0, 0.999], num_layers: 2, weight_decay: 0}\n",
        GOOD + "parameters: {lr: ['0.5', 1_0], gradient_clip: '.inf', batch_size: '1_024'}\n",
        GOOD + "sample: {prefix: , length: 1000, temperature: 0}\n",
        GOOD + "sample: {prefix: 7, length: '1_0', temperature: 1e300}\n",
        GOOD + "windows: {train: 1, validation: 1_000_000_000, test: 0}\n",
        GOOD + "timeout: {trial: 1h30m, sweep: 1000000h}\n",
        GOOD + "method: grid\nsearch: {}\n",
        GOOD + "method: random\nsearch: {max_trials: 1, seed: 0}\n",
        GOOD + "method: successive-halving\n",
        GOOD + "method: hyperband\nsearch: {reduction_factor: 2, min_epochs: 1_0}\n",
        GOOD + "method: freeze-thaw\nsearch: {max_cost: 12.5%}\n",
        GOOD + "method: tpe\nsearch: {max_cost: 5e7, min_epochs: 2}\n",
        GOOD + "search: {early_stop: {patience: 1}}\n",
        GOOD + "search: {early_stop: none}\n",
        GOOD + "search: {race: none}\n",
        GOOD + "search: {median: none}\n",
        GOOD + "search: {median: {}}\n",
        GOOD + "method: asha\nsearch: {median: {min_epochs: 3, interval: 1_0}}\n",
        GOOD + "search: {race: {alpha: 0.5}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {include: none}\n",
        GOOD + "search: {include: [{lr: 1e-3}, {cell: gru, gradient_clip: .inf}]}\n",
        GOOD + "method: asha\nsearch: {max_trials: 2, include: [{lr: 1, seed: 4}]}\n",
        SERIES + "search: {include: [{tau: 8, input: sequence}]}\n",
        GOOD + "method: asha\nsearch: {early_stop: {patience: 10, min_delta: 1e-3}}\n",
        GOOD + "method: asha\nsearch: {max_trials: 1_000_000, seed: '7'}\n",
        SERIES + "column:\nwindows: {test: 0}\nmetric: {name: validation_rmse}\nscale: standard\n",
        SERIES + "target: demand\ncolumns: [heat]\n",
        SERIES + "target: demand\ncolumns: [heat, '7']\n",
        SERIES + "parameters: {tau: [4, 8], seed: [0, 1]}\ntie: [[tau, seed]]\n",
        SERIES + "parameters: {tau: [4, 8], input: window}\nexclude: [{tau: 4, input: window}]\n"
      })
  void whatTheReaderTakesTheSchemaTakes(String yaml) {
    bothTake(yaml);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "just words\n",
        "corpus: harbour\n",
        "name: mine\n",
        "name: [a]\ncorpus: harbour\n",
        "name:\ncorpus: harbour\n",
        "name: a b\ncorpus: harbour\n",
        "name: ../etc\ncorpus: harbour\n",
        "name: .hidden\ncorpus: harbour\n",
        "name: -42\ncorpus: harbour\n",
        "name: mine\ncorpus: {}\n",
        "name: mine\ncorpus:\n",
        "name: mine\ncorpus: '  '\n",
        GOOD + "parmeters: {}\n",
        GOOD + "lr: 0.1\n",
        GOOD + "task: translation\n",
        GOOD + "tokens: syllable\n",
        GOOD + "method: random\n",
        GOOD + "search: {early_stop: {}}\n",
        GOOD + "search: {median: 5}\n",
        GOOD + "search: {median: {interval: 0}}\n",
        GOOD + "search: {median: {patience: 3}}\n",
        GOOD + "search: {median: {}, race: {}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {race: 0.05}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {race: {alpha: 0}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {race: {alpha: 0.6}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {race: {beta: 0.1}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "method: tpe\nsearch: {race: {}}\nparameters: {seed: [1, 2, 3, 4]}\n",
        GOOD + "search: {early_stop: 10}\n",
        GOOD + "search: {include: []}\n",
        GOOD + "search: {include: {lr: 1}}\n",
        GOOD + "search: {include: all}\n",
        GOOD + "search: {include: [{}]}\n",
        GOOD + "search: {include: [5]}\n",
        GOOD + "search: {include: [{lr: 1}, {lr: 1}]}\n",
        GOOD + "search: {include: [{lr: -1}]}\n",
        GOOD + "search: {include: [{lr: [1]}]}\n",
        GOOD + "search: {include: [{num_step: 4}]}\n",
        GOOD + "search: {include: [{tau: 4}]}\n",
        SERIES + "search: {include: [{num_steps: 4}]}\n",
        GOOD + "search: {early_stop: {min_delta: 0.1}}\n",
        GOOD + "search: {early_stop: {patience: 0}}\n",
        GOOD + "search: {early_stop: {patience: 3, min_delta: 1}}\n",
        GOOD + "search: {early_stop: {patience: 3, delta: 0}}\n",
        GOOD + "min_freq: 0\n",
        GOOD + "min_freq: many\n",
        GOOD + "metric: {name: loss}\n",
        GOOD + "metric: {name: validation_rmse}\n",
        GOOD + "metric: {goal: maximize}\n",
        GOOD + "windows: {train: [1]}\n",
        GOOD + "windows: {train: 0}\n",
        GOOD + "windows: {train: 1000000001}\n",
        GOOD + "windows: {train: 1.5}\n",
        GOOD + "windows: {test: -1}\n",
        GOOD + "windows: {val: 3}\n",
        GOOD + "timeout: 5m\n",
        GOOD + "timeout: {trail: 5m}\n",
        GOOD + "timeout: {trial: 30}\n",
        GOOD + "timeout: {sweep: 0s}\n",
        GOOD + "timeout: {sweep: ''}\n",
        GOOD + "timeout: {sweep: soon}\n",
        GOOD + "text: unicode\n",
        GOOD + "text: {letters: german}\n",
        GOOD + "text: {punktuation: keep}\n",
        GOOD + "text: {digits: 5}\n",
        GOOD + "sample: {prefix: [a]}\n",
        GOOD + "sample: {length: 0}\n",
        GOOD + "sample: {length: 1001}\n",
        GOOD + "sample: {length: ten}\n",
        GOOD + "sample: {temperature: -1}\n",
        GOOD + "sample: {temperature: .inf}\n",
        GOOD + "sample: {temperature: hot}\n",
        GOOD + "sample: {seed: 3}\n",
        GOOD + "parameters: 3\n",
        GOOD + "parameters:\n",
        GOOD + "parameters: {num_step: 4}\n",
        GOOD + "parameters: {learning_rate: 4}\n",
        GOOD + "parameters: {tau: 4}\n",
        GOOD + "parameters: {input: window}\n",
        GOOD + "parameters: {lr: }\n",
        GOOD + "parameters: {lr: []}\n",
        GOOD + "parameters: {lr: fast}\n",
        GOOD + "parameters: {lr: '1, 4'}\n",
        GOOD + "parameters: {lr: true}\n",
        GOOD + "parameters: {lr: -1}\n",
        GOOD + "parameters: {lr: [1, 0]}\n",
        GOOD + "parameters: {lr: .inf}\n",
        GOOD + "parameters: {lr: 1e999}\n",
        GOOD + "parameters: {lr: [[1]]}\n",
        GOOD + "parameters: {lr: {min: 0.1, max: 1}}\n",
        GOOD + "parameters: {lr: {value: 1, values: [1]}}\n",
        GOOD + "parameters: {lr: {values: 1}}\n",
        GOOD + "parameters: {lr: {values: []}}\n",
        GOOD + "parameters: {lr: {value: [1]}}\n",
        GOOD + "parameters: {lr: {}}\n",
        GOOD + "parameters: {seed: [3, 3]}\n",
        GOOD + "parameters: {seed: -1}\n",
        GOOD + "parameters: {seed: 18446744073709551616}\n",
        GOOD + "parameters: {num_steps: 32.5}\n",
        GOOD + "parameters: {num_steps: 65537}\n",
        GOOD + "parameters: {num_hiddens: 0}\n",
        GOOD + "parameters: {gradient_clip: 0}\n",
        GOOD + "parameters: {dropout: [0, 1]}\n",
        GOOD + "parameters: {weight_decay: -1}\n",
        GOOD + "parameters: {cell: LSTM}\n",
        GOOD + "parameters: {optimizer: 1}\n",
        GOOD + "parameters: {hidden_activation: relu}\n",
        GOOD + "tie: lr\n",
        GOOD + "tie: [num_steps, batch_size]\n",
        GOOD + "tie: [[lr]]\n",
        GOOD + "tie: [[seed, seed]]\n",
        GOOD + "tie: [[num_step, lr]]\n",
        GOOD + "tie: [[tau, lr]]\n",
        GOOD + "exclude: [lr]\n",
        GOOD + "exclude: [{}]\n",
        GOOD + "exclude: [{num_step: 4}]\n",
        GOOD + "exclude: [{lr: -1}]\n",
        GOOD + "exclude: [{lr: [1]}]\n",
        GOOD + "exclude: [{tau: 4}]\n",
        GOOD + "column: close\n",
        "name: a\ncorpus: {values: []}\n",
        "name: a\ncorpus: {values: [a, a]}\n",
        "name: a\ncorpus: {values: a}\n",
        "name: a\ncorpus: {value: [a]}\n",
        "name: a\ncorpus: {}\n",
        "name: a\ncorpus: {values: [a], glob: b*}\n",
        "name: a\ncorpus: {values: [a, b], sha256: [12]}\n",
        GOOD + "scale: none\n",
        SERIES + "tokens: word\n",
        SERIES + "min_freq: 3\n",
        SERIES + "text: {letters: unicode}\n",
        SERIES + "sample: {length: 5}\n",
        SERIES + "scale: minmax\n",
        SERIES + "column: [close]\n",
        SERIES + "target: demand\n",
        SERIES + "columns: [heat]\n",
        SERIES + "target: demand\ncolumns: []\n",
        SERIES + "target: demand\ncolumns: heat\n",
        SERIES + "target: demand\ncolumns: [heat, heat]\n",
        SERIES + "target: demand\ncolumns: [' ']\n",
        SERIES + "target: ''\ncolumns: [heat]\n",
        SERIES + "target: [demand]\ncolumns: [heat]\n",
        SERIES + "target: demand\ncolumns: [heat]\ncolumn: demand\n",
        SERIES + "target: demand\ncolumn: demand\n",
        SERIES + "target: demand\ncolumns: [heat]\ncolumn:\n",
        SERIES + "columns: [heat]\ncolumn: {values: [demand]}\n",
        GOOD + "target: demand\ncolumns: [heat]\n",
        SERIES + "windows: {test: 5}\n",
        SERIES + "metric: {name: validation_perplexity}\n",
        SERIES + "parameters: {num_steps: 8}\n",
        SERIES + "parameters: {tau: [4, 0]}\n",
        SERIES + "tie: [[num_steps, tau]]\n",
        SERIES + "exclude: [{num_steps: 8}]\n"
      })
  void whatTheSchemaRefusesTheReaderRefuses(String yaml) {
    assertThatThrownBy(() -> read(yaml)).as(yaml).isInstanceOf(UserException.class);
    assertThat(SchemaCheck.problems(yaml)).as(yaml).isNotEmpty();
  }

  /** These depend on several keys, on the corpus, or on a spelling that YAML does not keep. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        GOOD + "parameters: {num_layers: [1, 2], dropout: [0, 0.5]}\n",
        GOOD
            + "parameters: {num_steps: [8, 16, 32], batch_size: [64, 128]}\n"
            + "tie: [[num_steps, batch_size]]\n",
        SERIES + "target: demand\ncolumns: [demand]\n",
        GOOD + "exclude: [{lr: 3}]\n",
        GOOD + "parameters: {lr: [1, 2]}\nsearch: {include: [{seed: 1}]}\n",
        GOOD + "search: {include: [{dropout: 0.5}]}\n",
        GOOD + "search: {include: [{lr: 1}, {lr: 1, seed: 0}]}\n",
        GOOD + "method: asha\nsearch: {max_trials: 1, include: [{lr: 1}, {lr: 2}]}\n",
        GOOD + "parameters: {lr: [1, 2]}\nexclude: [{lr: 1}, {lr: 2}]\n",
        GOOD + "tie: [[lr, seed], [seed, num_steps]]\n",
        GOOD + "timeout: {trial: 9999999h}\n",
        GOOD + "parameters: {num_steps: 32.0}\n",
        GOOD + "parameters: {seed: '99999999999999999999'}\n",
        GOOD + "parameters: {lr: [1, '1']}\n"
      })
  void onlyTheReaderRefusesWhatASchemaCannotSay(String yaml) {
    assertThatThrownBy(() -> read(yaml)).as(yaml).isInstanceOf(UserException.class);
    assertThat(SchemaCheck.problems(yaml)).as(yaml).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void theDefaultAndEveryExampleOfAHyperparameterIsValid(Task task) {
    JsonNode schemas = SpecSchema.schema().at("/properties/parameters/properties");
    for (Hyperparameter h : task.hyperparameters()) {
      JsonNode schema = schemas.get(h.key());
      List<JsonNode> values = new ArrayList<>(List.of(schema.get("default")));
      schema.get("examples").forEach(values::add);
      assertThat(values).as(h.key()).hasSizeGreaterThan(2);
      for (JsonNode value : values) {
        // Several layers allow dropout.
        bothTake(
            "name: a\ncorpus: harbour\ntask: %s\nparameters: {%s: %s%s}\n"
                .formatted(
                    task.key(),
                    h.key(),
                    value,
                    h == Hyperparameter.NUM_LAYERS ? "" : ", num_layers: 2"));
      }
    }
  }

  @Test
  void everyExampleOfAnotherKeyIsValid() {
    Map<String, JsonNode> examples = new LinkedHashMap<>();
    collect("", SpecSchema.schema().get("properties"), examples);
    assertThat(examples).containsKeys("name", "windows.test", "sample.temperature", "exclude");
    examples.forEach(
        (key, values) -> {
          for (JsonNode value : values) {
            Map<String, Object> spec = new LinkedHashMap<>();
            spec.put("name", "mine");
            spec.put("corpus", "harbour");
            if (SpecReader.keysOfOtherTask(Task.LANGUAGE_MODEL).contains(key)) {
              spec.put("task", Task.TIME_SERIES.key());
            }
            spec.put("parameters", Map.of("num_hiddens", List.of(32, 64), "lr", List.of(1, 10)));
            if (key.startsWith(SearchReader.SECTION + ".")) {
              spec.put("method", "tpe");
            }
            if (key.equals("search.race")) {
              spec.put("method", "grid");
              spec.put("parameters", Map.of("seed", List.of(1, 2, 3, 4)));
            }
            if (key.equals(AxisReader.TARGET) || key.equals(AxisReader.COLUMNS)) {
              // Each needs the other one.
              spec.put(AxisReader.TARGET, "demand");
              spec.put(AxisReader.COLUMNS, List.of("heat"));
            }
            int dot = key.indexOf('.');
            if (dot < 0) {
              spec.put(key, value);
            } else {
              spec.put(key.substring(0, dot), Map.of(key.substring(dot + 1), value));
            }
            bothTake(new ObjectMapper().valueToTree(spec).toString());
          }
        });
  }

  private static void collect(String section, JsonNode keys, Map<String, JsonNode> examples) {
    for (Map.Entry<String, JsonNode> key : keys.properties()) {
      String path = section + key.getKey();
      if (key.getValue().has("examples")) {
        examples.put(path, key.getValue().get("examples"));
      } else if (!path.equals("parameters") && key.getValue().has("properties")) {
        collect(path + ".", key.getValue().get("properties"), examples);
      }
    }
  }

  private void bothTake(String yaml) {
    assertThatCode(() -> read(yaml)).as(yaml).doesNotThrowAnyException();
    assertThat(SchemaCheck.problems(yaml)).as(yaml).isEmpty();
  }

  private SweepSpec read(String yaml) throws IOException {
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
  }
}
