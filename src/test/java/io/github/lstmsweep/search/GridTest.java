package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.sweep.SweepDataset;
import io.github.lstmsweep.sweep.TrialLimits;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {
  private static final Dataset DATASET =
      new Dataset("harbour", "0".repeat(64), "char", 28, 10_000, 5_000);

  @TempDir Path folder;

  @Test
  void theLastParameterOfTheFileVariesFastest() throws IOException {
    SweepSpec spec =
        spec("parameters: {lr: {values: [1, 0.5]}, num_steps: {values: [16, 8, 32]}}\n");
    assertThat(points(spec))
        .containsExactly("1.0 16", "1.0 8", "1.0 32", "0.5 16", "0.5 8", "0.5 32");
    assertThat(Search.size(spec)).isEqualTo(6);
  }

  @Test
  void combinationsWhoseArraysNoJavaCanMakeAreNamedBeforeAnythingRuns() throws IOException {
    SweepSpec spec =
        spec(
            "parameters: {num_steps: {values: [32, 65536]}, num_hiddens: {values: [32, 4096]}, num_layers: {values: [1, 5]}, lr: {values: [1, 2]}}\n");
    assertThatThrownBy(() -> TrialLimits.check(Search.of(spec, DATASET).trials()))
        .isInstanceOfSatisfying(
            UserException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "Cannot run num_hiddens 4096 with num_layers 5: its model must have at most"
                            + " 535822321 parameters, but would have 604717084; take fewer of them"
                            + " or exclude the combination",
                        "Cannot run num_steps 65536 with num_hiddens 32 and num_layers 5: its"
                            + " longest array must have at most 2147483639 elements, but would"
                            + " have 4026680320; take fewer of them or exclude the combination",
                        "Cannot run num_steps 65536 with num_hiddens 4096 and num_layers 1: its"
                            + " longest array must have at most 2147483639 elements, but would"
                            + " have 85902238720; take fewer of them or exclude the combination"));
  }

  @Test
  void manySuchCombinationsAreCounted() throws IOException {
    SweepSpec spec =
        spec(
            "parameters: {num_steps: {value: 65536}, num_hiddens: {values: [4090, 4091, 4092, 4093, 4094, 4095, 4096]}}\n");
    assertThatThrownBy(() -> TrialLimits.check(Search.of(spec, DATASET).trials()))
        .isInstanceOfSatisfying(
            UserException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(6)
                    .last()
                    .isEqualTo("... and 2 more combinations"));
  }

  @Test
  void theSameSpecificationGivesTheSameTrialsInTheSameOrder() throws IOException {
    String yaml = "parameters: {lr: {values: [1, 0.5]}, seed: {values: [3, 1, 2]}}\n";
    assertThat(Search.of(spec(yaml), DATASET).trials())
        .isEqualTo(Search.of(spec(yaml), DATASET).trials());
  }

  @Test
  void tiedValuesMoveTogetherInThePlaceOfTheFirst() throws IOException {
    SweepSpec spec =
        spec(
            "parameters: {num_steps: {values: [8, 16]}, lr: {values: [1, 2]}, batch_size: {values: [64, 128]}}\ntie: [[batch_size, num_steps]]\n");
    assertThat(
            Search.of(spec, DATASET).trials().stream()
                .map(Trial::hyperparameters)
                .map(p -> p.numSteps() + " " + p.batchSize() + " " + p.lr()))
        .containsExactly("8 64 1.0", "8 64 2.0", "16 128 1.0", "16 128 2.0");
    assertThat(Search.size(spec)).isEqualTo(4);
  }

  @Test
  void excludedCombinationsAreLeftOutAndTheOrderStays() throws IOException {
    SweepSpec spec =
        spec(
            "parameters: {lr: {values: [1, 2, 3]}, num_steps: {values: [8, 16]}}\nexclude: [{lr: 2}, {num_steps: 16, lr: 3}, {num_steps: 16, lr: 3, seed: 0}]\n");
    assertThat(points(spec)).containsExactly("1.0 8", "1.0 16", "3.0 8");
    assertThat(Search.size(spec)).isEqualTo(3);
  }

  @Test
  void exclusionsOfManyShapesLeaveWhatAComparisonOneByOneLeaves() throws IOException {
    long seed = 20_240_607;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      List<String> excluded = new ArrayList<>();
      List<int[]> plain = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int[] combination = {random.nextInt(5) - 1, random.nextInt(5) - 1, random.nextInt(2)};
        plain.add(combination);
        excluded.add(
            "{"
                + (combination[0] < 0 ? "" : "num_epochs: " + (combination[0] + 1) + ", ")
                + (combination[1] < 0 ? "" : "num_steps: " + (combination[1] + 1) + ", ")
                + "seed: "
                + combination[2]
                + "}");
      }
      SweepSpec spec =
          spec(
              "parameters: {num_epochs: {values: [1, 2, 3, 4]}, num_steps: {values: [1, 2, 3, 4]}, seed: {values: [0, 1, 2]}}\nexclude: "
                  + excluded
                  + "\n");
      List<String> expected = new ArrayList<>();
      for (int e = 0; e < 4; e++) {
        for (int s = 0; s < 4; s++) {
          for (int z = 0; z < 3; z++) {
            int[] p = {e, s, z};
            if (plain.stream()
                .noneMatch(x -> IntStream.range(0, 3).allMatch(i -> x[i] < 0 || x[i] == p[i]))) {
              expected.add((e + 1) + " " + (s + 1) + " " + z);
            }
          }
        }
      }
      assertThat(
              Search.of(spec, DATASET).trials().stream()
                  .map(Trial::hyperparameters)
                  .map(p -> p.numEpochs() + " " + p.numSteps() + " " + p.seed()))
          .as("seed %d, round %d", seed, round)
          .isEqualTo(expected);
    }
  }

  @Test
  void aHundredThousandPointsHaveAHundredThousandIds() throws IOException {
    SweepSpec spec = spec(hundredThousand() + "\n");
    List<Trial> trials = Search.of(spec, DATASET).trials();
    Set<String> ids = trials.stream().map(t -> t.id().hex()).collect(Collectors.toSet());
    assertThat(trials).hasSize(100_000);
    assertThat(ids).hasSize(100_000);
  }

  @Test
  void thousandsOfExclusionsAreLeftOutOfAHundredThousandPoints() throws IOException {
    List<String> excluded = new ArrayList<>();
    Set<String> gone = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      int hiddens = 1 + random.nextInt(100);
      int seed = random.nextInt(1_000);
      excluded.add("{num_hiddens: " + hiddens + ", seed: " + seed + "}");
      gone.add(hiddens + " " + seed);
    }
    SweepSpec spec = spec(hundredThousand() + "\nexclude: " + excluded + "\n");
    List<Trial> trials = Search.of(spec, DATASET).trials();
    assertThat(trials).hasSize(100_000 - gone.size()).hasSize(Search.size(spec));
    Set<String> left =
        trials.stream()
            .map(Trial::hyperparameters)
            .map(p -> p.numHiddens() + " " + p.seed())
            .collect(Collectors.toSet());
    assertThat(Collections.disjoint(left, gone)).isTrue();
  }

  @Test
  void theDatasetIsTheCorpusAndTheWindows() throws IOException {
    Corpus corpus = corpus(15_032);
    assertThat(SweepDataset.of(spec(""), corpus))
        .isEqualTo(new Dataset("mine.txt", "a".repeat(64), "char", 3, 10_000, 5_000));
  }

  @Test
  void aCorpusThatIsTooShortIsRefused() throws IOException {
    SweepSpec spec = spec("");
    assertThatThrownBy(() -> SweepDataset.of(spec, corpus(15_031)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot set num_steps to 32: must be at most 31, as corpus harbour has 15031 tokens for 15000 windows");
  }

  private static Corpus corpus(int tokens) {
    return new Corpus(
        "mine.txt", "a".repeat(64), "char", Vocabulary.of(List.of("a", "b")), new int[tokens]);
  }

  private static String hundredThousand() {
    return "parameters: {num_hiddens: {values: "
        + IntStream.rangeClosed(1, 100).boxed().toList()
        + "}, seed: {values: "
        + IntStream.range(0, 1_000).boxed().toList()
        + "}}";
  }

  private static List<String> points(SweepSpec spec) {
    return Search.of(spec, DATASET).trials().stream()
        .map(Trial::hyperparameters)
        .map((Hyperparameters p) -> p.lr() + " " + p.numSteps())
        .toList();
  }

  private SweepSpec spec(String yaml) throws IOException {
    return SpecReader.read(
        Files.writeString(folder.resolve("spec.yaml"), "name: a\ncorpus: harbour\n" + yaml),
        List.of());
  }
}
