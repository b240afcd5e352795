package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawnPointsTest {
  private static final Dataset DATASET =
      new Dataset("harbour", "ab".repeat(32), "char", 28, 100, 50);

  private static final String RANGES =
      """
      num_hiddens: {min: 4, max: 64, distribution: int-log-uniform}
        lr: {min: 0.01, max: 10, distribution: log-uniform}
        num_steps: {min: 3, max: 6}
        gradient_clip: {min: 1, max: 2}
        cell: [lstm, gru, rnn]
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol"})
  void pointsAreDistinctInsideTheRangesAndTheSameEachTime(String method) throws IOException {
    List<Trial> trials = trials(method, 200, 1, RANGES);
    assertThat(trials).hasSize(200).doesNotHaveDuplicates();
    assertThat(trials(method, 200, 1, RANGES)).isEqualTo(trials);
    assertThat(trials(method, 200, 2, RANGES)).isNotEqualTo(trials);
    assertThat(trials(method, 50, 1, RANGES)).isEqualTo(trials.subList(0, 50));
    Set<Object> seen = new HashSet<>();
    for (Trial trial : trials) {
      Hyperparameters p = trial.hyperparameters();
      assertThat(p.numHiddens()).isBetween(4, 64);
      assertThat(p.lr()).isBetween(0.01, 10.0);
      assertThat(String.valueOf(p.lr()).replaceAll("[-.E]|^0+", "").length()).isLessThan(10);
      assertThat(p.numSteps()).isBetween(3, 6);
      assertThat(p.gradientClip()).isBetween(1.0, 2.0);
      seen.add(p.numSteps());
      seen.add(p.cell());
    }
    assertThat(seen).hasSize(4 + 3);
    double small = trials.stream().filter(t -> t.hyperparameters().numHiddens() < 16).count();
    assertThat(small / 200).as("half of a logarithmic range").isBetween(0.4, 0.6);
  }

  /** Sixteen points of a Sobol sequence have one in each sixteenth of every dimension. */
  @Test
  void sobolFillsEveryDimensionEvenly() throws IOException {
    List<Trial> trials =
        trials(
            "sobol",
            16,
            7,
            """
            lr: {min: 1, max: 17, distribution: uniform}
              gradient_clip: {min: 1, max: 17}
            """);
    assertThat(trials.stream().map(t -> (int) t.hyperparameters().lr()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(1, 17).boxed().toList());
    assertThat(trials.stream().map(t -> (int) t.hyperparameters().gradientClip()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(1, 17).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "asha"})
  void aSpaceThatIsExhaustedIsTrainedAsAWhole(String method) throws IOException {
    String twelve = "num_hiddens: {min: 1, max: 4}\n  cell: [lstm, gru, rnn]\n";
    assertThat(trials(method, 50, 0, twelve)).hasSize(12).doesNotHaveDuplicates();
    assertThat(Search.size(spec(method, 50, 0, twelve))).isEqualTo(12);
    String listed = "num_hiddens: [1, 2, 3, 4]\n  cell: [lstm, gru, rnn]\n";
    assertThat(trials(method, 50, 0, listed)).hasSize(12).doesNotHaveDuplicates();
    assertThat(trials(method, 5, 0, listed)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void whatIsExcludedIsNotDrawn() throws IOException {
    String yaml =
        """
        num_hiddens: {min: 1, max: 4}
          cell: [lstm, gru]
        exclude: [{cell: gru}]
        """;
    assertThat(trials("random", 9, 0, yaml)).hasSize(4);
  }

  @Test
  void aSpecificationWithRangesIsWrittenAndReadBack() throws IOException {
    SweepSpec spec = spec("sobol", 20, 3, RANGES);
    assertThat(SpecReader.readStored(SpecWriter.toYaml(spec))).isEqualTo(spec);
    assertThat(SpecWriter.toYaml(spec))
        .contains("  lr: {min: 0.01, max: 10, distribution: log-uniform}\n")
        .contains("  num_steps: {min: 3, max: 6, distribution: int-uniform}\n")
        .contains("search:\n  max_trials: 20\n  seed: 3\n");
  }

  private List<Trial> trials(String method, int most, int seed, String parameters)
      throws IOException {
    return Search.of(spec(method, most, seed, parameters), DATASET).trials();
  }

  private SweepSpec spec(String method, int most, int seed, String parameters) throws IOException {
    String yaml =
        """
        name: drawn
        corpus: harbour
        windows: {train: 100, validation: 50}
        text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
        method: %s
        search: {max_trials: %d, seed: %d}
        parameters:
          %s"""
            .formatted(method, most, seed, parameters);
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
  }
}
