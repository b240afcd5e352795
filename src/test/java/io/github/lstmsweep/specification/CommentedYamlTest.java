package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommentedYamlTest {
  @TempDir Path folder;

  static List<String> specifications() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("conf"))) {
      Stream<String> own =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .map(file -> SpecWriter.toYaml(SpecReader.read(file, List.of())));
      return Stream.concat(
              own,
              Stream.of(
                  "name: \"42\"\ncorpus: 'C:\\odd \"name\".txt'\nparameters: {lr: [1e-7, 1e22]}\n",
                  "name: no\ncorpus: a.txt\ntokens: word\nmin_freq: 3\nsample: {length: 5}\n",
                  "name: a\ncorpus: a.txt\ntext: {case: lower}\ntimeout: {trial: 90s}\n",
                  """
                  name: null-1
                  corpus: 'null'
                  parameters: {num_steps: [8, 16], seed: [1, 2]}
                  tie: [[num_steps, seed]]
                  exclude: [{num_steps: 8}]
                  """,
                  """
                  name: a
                  task: time-series
                  corpus: a.csv
                  column: "x: #1\\n\\e[2J"
                  scale: none
                  """))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void anEqualSpecificationIsReadBack(String yaml) throws IOException {
    SweepSpec spec = read(yaml);
    String commented = CommentedYaml.of(spec, spec.corpus());
    assertThat(read(commented)).isEqualTo(spec);
    assertThat(SchemaCheck.problems(commented)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("specifications")
  void aDefaultCanBeUncommented(String yaml) throws IOException {
    SweepSpec spec = read(yaml);
    String commented = CommentedYaml.of(spec, spec.corpus());
    String uncommented = commented.replaceAll("(?m)^( *)#(?=\\w)", "$1");
    assertThat(uncommented).isNotEqualTo(commented).contains("\n  weight_decay: ");
    assertThat(read(uncommented)).isEqualTo(spec);
    assertThat(SchemaCheck.problems(uncommented)).isEmpty();
  }

  @Test
  void eachKeyHasItsDescriptionAndValuesAreInTheirShortForm() {
    SweepSpec spec = SweepSpec.ofDefaults("mine", Task.LANGUAGE_MODEL, "harbour", "");
    String commented =
        CommentedYaml.of(
            spec.varying(Map.of(Hyperparameter.LR, List.<Object>of(1.0, 4.0))), "harbour");
    assertThat(commented)
        .startsWith("# The name of the sweep. ")
        .contains(
            "\nname: mine\n",
            "\ncorpus: harbour\n",
            "\nwindows: {train: 10000, validation: 5000, test: 0}\n",
            "\n#text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}\n",
            "parameters:\n  # Learning rate.\n  lr: [1, 4]\n",
            "\n  # Recurrent cell. It is lstm, gru, mgu or rnn.\n  #cell: lstm\n")
        .doesNotContain("task:", "tie:", "exclude:", "timeout:", "method:", "metric:");
    assertThat(commented.lines().filter(line -> line.startsWith("# ")))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void aCommentIsWrappedAndHasNoCharacterThatYamlRefuses() {
    assertThat(CommentedYaml.comment("  ", "one\ntwo \u001b[2J\ufeff three\u2028four"))
        .isEqualTo("  # one two ?[2J? three four\n");
    assertThat(CommentedYaml.comment("", "word ".repeat(30)).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("# word") && line.length() <= 100);
    String endless = "x".repeat(200);
    assertThat(CommentedYaml.comment("", "a " + endless)).isEqualTo("# a\n# " + endless + "\n");
  }

  private SweepSpec read(String yaml) throws IOException {
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
  }
}
