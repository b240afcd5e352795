package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lstmsweep.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that messages about a specification name the line of the problem. */
class BadLineTest {
  private static final String SPEC =
      """
      name: a b
      # A comment.
      corpus: short.txt
      windows:
        train: none
      parameters:
        lr:
          values: [-1]
        learning_rate: 3
        num_steps: 99
      tie: [[num_hiddens]]
      exclude:
        - {lr: fast}
      metric: {name: loss}
      timeout:
        trial: soon
      zebra: 1
      """;

  @TempDir Path folder;

  @Test
  void everyProblemOfAKeyHasItsLine() throws IOException {
    assertThat(lines(problems(SPEC, List.of(), Long.MAX_VALUE)))
        .containsExactly(
            "zebra 17",
            "name 1",
            "windows.train 5",
            "metric.name 14",
            "lr 7",
            "parameters.learning_rate 9",
            "exclude 12",
            "tie 11",
            "timeout.trial 16");
  }

  @Test
  void whatIsTooLongForTheCorpusHasItsLine() throws IOException {
    String spec = "name: ab\ncorpus: short.txt\nparameters:\n  num_steps: 99\n";
    assertThat(problems(spec, List.of(), 15_042).get(0)).endsWith(" for 15000 windows (line 4)");
    assertThat(problems(spec, List.of(), 3).get(0)).endsWith("or set windows (line 2)");
  }

  @Test
  void aValueOfTheCommandLineHasNoLine() throws IOException {
    assertThat(problems("name: ab\ncorpus: c\nparameters: {lr: 1}\n", List.of("lr=-1"), 1 << 30))
        .containsExactly("Cannot set lr to -1: must be a finite number above 0");
    assertThat(
            problems(
                "name: ab\ncorpus: c\ntimeout:\n  trial: 3s\n",
                List.of("timeout.trial=3"),
                1 << 30))
        .singleElement()
        .asString()
        .doesNotContain("line");
  }

  @Test
  void aFileThatHoldsItselfHasLinesToo() throws IOException {
    assertThat(problems("name: &a {b: *a}\ncorpus: c\n", List.of(), 1 << 30))
        .singleElement()
        .asString()
        .endsWith("such as my-first-sweep (line 1)");
  }

  private List<String> problems(String yaml, List<String> overrides, long size) throws IOException {
    Path file = Files.writeString(folder.resolve("spec.yaml"), yaml);
    return catchThrowableOfType(
            UserException.class,
            () -> SpecReader.read(file, overrides, (corpus, tokens, form) -> size))
        .problems();
  }

  /** Returns the key and the line of each problem, such as {@code name 1}. */
  private static List<String> lines(List<String> problems) {
    return problems.stream()
        .map(p -> p.replaceFirst("Cannot (?:set )?([a-z_.]+).*\\(line (\\d+)\\)$", "$1 $2"))
        .toList();
  }
}
