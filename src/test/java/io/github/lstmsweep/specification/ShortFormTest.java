package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that a value or a list of a hyperparameter means the same as its long form. */
class ShortFormTest {
  private static final String GOOD = "name: mine\ncorpus: harbour\n";

  @TempDir Path folder;

  @Test
  void theShortFormIsStoredInTheLongOne() throws IOException {
    SweepSpec brief = read("parameters: {lr: [1, 4], num_steps: 16, cell: gru, seed: [3]}\n");
    SweepSpec full =
        read(
            """
            parameters:
              lr: {values: [1, 4]}
              num_steps: {value: 16}
              cell: {values: [gru]}
              seed: {values: [3]}
            """);
    assertThat(brief).isEqualTo(full);
    assertThat(SpecWriter.toYaml(brief))
        .isEqualTo(SpecWriter.toYaml(full))
        .contains(
            "  lr: {values: [1, 4]}\n",
            "  num_steps: {values: [16]}\n",
            "  cell: {values: [gru]}\n",
            "  seed: {values: [3]}\n");
    assertThat(SpecDifference.between(brief, full)).isEmpty();
  }

  @Test
  void everyHyperparameterHasBothForms() throws IOException {
    for (Task task : Task.values()) {
      for (Hyperparameter h : task.hyperparameters()) {
        Object value = h.defaultValue(task);
        String corpus = "task: " + task.key() + "\nparameters: {" + h.key() + ": ";
        assertThat(read(corpus + "[" + value + "]}\n"))
            .as(h.key())
            .isEqualTo(read(corpus + value + "}\n"))
            .isEqualTo(read(corpus + "{values: [" + value + "]}}\n"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lr        | -1         | -1         | Cannot set lr to -1: must be a finite number above 0 (line 3)
          lr        | [1, fast]  | [1, fast]  | Cannot set lr to fast: must be a finite number above 0 (line 3)
          lr        | [1, 1.0]   | [1, 1.0]   | Cannot set lr to [1, 1.0]: must be distinct; 1 and 1.0 are the same value (line 3)
          lr        | [[1, 2]]   | [[1, 2]]   | Cannot set lr to [1, 2]: must be a finite number above 0 (line 3)
          lr        | '1, 4'     | '1, 4'     | Cannot set lr to 1, 4: must be a finite number above 0; several values are a list, [1, 4] (line 3)
          dropout   | '0,5'      | ['0,5']    | Cannot set dropout to 0,5: must be a number from 0 to below 1; did you mean 0.5? (line 3)
          num_steps | 1.5        | [1.5]      | Cannot set num_steps to 1.5: must be a whole number from 1 to 65536 (line 3)
          cell      | LSTM       | [LSTM]     | Cannot set cell to LSTM: must be lstm, gru, mgu or rnn (line 3)
          seed      | ``         | ['']       | Cannot set seed to '': must be a whole number from 0 to 9223372036854775807 (line 3)
          """)
  void aWrongValueHasTheMessageOfTheLongForm(
      String key, String brief, String full, String message) {
    assertThat(problems("parameters: {" + key + ": " + brief + "}\n")).containsExactly(message);
    String longForm = full.startsWith("[") ? "{values: " + full + "}" : "{value: " + full + "}";
    assertThat(problems("parameters: {" + key + ": " + longForm + "}\n")).containsExactly(message);
  }

  @Test
  void anEmptyListHasNoShortForm() {
    assertThat(problems("parameters: {lr: []}\n"))
        .containsExactly(
            "Cannot set lr to []: must be a value, a list of values, {values: [...]}, {value: ...}"
                + " or {min: ..., max: ...} (line 3)");
  }

  private SweepSpec read(String yaml) throws IOException {
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), GOOD + yaml), List.of());
  }

  private List<String> problems(String yaml) {
    return catchThrowableOfType(UserException.class, () -> read(yaml)).problems();
  }
}
