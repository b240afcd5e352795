package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SpecWriter;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests points that a search trains first. */
class IncludeTest {
  private static final Dataset DATASET =
      new Dataset("harbour", "ab".repeat(32), "char", 28, 100, 50);

  /** One point of the grid, one of a value beyond it, and one of a hyperparameter beyond it. */
  private static final String POINTS =
      "[{num_hiddens: 6, lr: 1}, {num_hiddens: 99, lr: 0.01}, {num_hiddens: 1, lr: 2, cell: gru}]";

  @TempDir Path folder;

  /** A table without rows. */
  private static final Results NOTHING =
      new Results() {
        @Override
        public Set<TrialId> ended() {
          return Set.of();
        }

        @Override
        public int pausedEpochs(TrialId id) {
          return 0;
        }

        @Override
        public double score(TrialId id, int epoch) {
          throw new AssertionError("there are no scores");
        }
      };

  @ParameterizedTest
  @EnumSource(Method.class)
  void theyComeFirstAndOnce(Method method) throws IOException {
    SweepSpec spec = spec(method, 20, POINTS, "");
    Search search = Search.of(spec, DATASET);
    List<Trial> trials = search.trials();
    assertThat(search.included()).isEqualTo(3);
    assertThat(trials.stream().limit(3).map(IncludeTest::shown))
        .containsExactly("6 1.0 lstm", "99 0.01 lstm", "1 2.0 gru");
    assertThat(trials.stream().map(Trial::id)).doesNotHaveDuplicates();
    assertThat(trials).hasSize(method == Method.GRID ? 36 + 2 : 20);
    assertThat(Search.size(spec)).isEqualTo(trials.size());
    Search.Step first = search.next(NOTHING);
    List<TrialId> ids = trials.stream().limit(3).map(Trial::id).toList();
    assertThat(first.run().stream().map(Trial::id)).containsAll(ids);
    assertThat(search.first(first)).isEqualTo(ids);
    assertThat(first.run().stream().limit(3).map(Trial::id)).isEqualTo(ids);
  }

  @Test
  void exclusionsDoNotRemoveThem() throws IOException {
    SweepSpec spec = spec(Method.GRID, 0, POINTS, "exclude: [{num_hiddens: 6}]");
    List<Trial> trials = Search.of(spec, DATASET).trials();
    assertThat(trials.stream().map(IncludeTest::shown))
        .contains("6 1.0 lstm")
        .doesNotContain("6 2.0 lstm")
        .hasSize(33 + 3);
    assertThat(Search.size(spec)).isEqualTo(33 + 3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"RANDOM", "SOBOL", "ASHA"})
  void furtherPointsAndFurtherTrialsKeepTheDrawnOnes(Method method) throws IOException {
    List<Trial> without = Search.of(spec(method, 10, "none", ""), DATASET).trials();
    List<Trial> all = Search.of(spec(method, 13, POINTS, ""), DATASET).trials();
    assertThat(all).containsAll(without);
    String more = POINTS.replace("]", ", " + shownAsPoint(without.get(4)) + "]");
    assertThat(Search.of(spec(method, 14, more, ""), DATASET).trials())
        .hasSize(14)
        .containsAll(all);
  }

  private static String shownAsPoint(Trial trial) {
    Hyperparameters h = trial.hyperparameters();
    return "{num_hiddens: " + h.numHiddens() + ", lr: " + h.lr() + "}";
  }

  @Test
  void rangesNeedNotHaveThem() throws IOException {
    SweepSpec spec =
        read(
            "method: sobol\nsearch: {max_trials: 8, include: [{lr: 50, num_hiddens: 7}]}",
            "lr: {min: 0.1, max: 4}\n  num_hiddens: {min: 4, max: 6}",
            "");
    List<Trial> trials = Search.of(spec, DATASET).trials();
    assertThat(trials).hasSize(8);
    assertThat(shown(trials.get(0))).isEqualTo("7 50.0 lstm");
    assertThat(Search.size(spec)).isEqualTo(8);
  }

  @Test
  void theStoredSpecificationHasThem() throws IOException {
    for (Method method : Method.values()) {
      SweepSpec spec = spec(method, 20, POINTS, "");
      String yaml = SpecWriter.toYaml(spec);
      assertThat(yaml)
          .contains(
              "  include: [{num_hiddens: 6, lr: 1}, {num_hiddens: 99, lr: 0.01},"
                  + " {num_hiddens: 1, lr: 2, cell: gru}]\n");
      assertThat(SpecReader.readStored(yaml).search()).isEqualTo(spec.search());
    }
    SweepSpec only =
        read("search: {include: [{gradient_clip: .inf}, {seed: 0}]}", "num_hiddens: 4", "");
    String yaml = SpecWriter.toYaml(only);
    assertThat(yaml).contains("  include: [{gradient_clip: .inf}, {lr: 1}]\n");
    assertThat(SpecReader.readStored(yaml)).isEqualTo(only);
    assertThat(Search.size(only)).isEqualTo(2);
  }

  private static String shown(Trial trial) {
    Hyperparameters h = trial.hyperparameters();
    return h.numHiddens() + " " + h.lr() + " " + h.cell().key();
  }

  private SweepSpec spec(Method method, int most, String include, String more) throws IOException {
    List<String> settings = new ArrayList<>();
    if (method != Method.GRID) {
      settings.add("max_trials: " + most);
    }
    settings.add("include: " + include);
    return read(
        "method: " + method.key() + "\nsearch: {" + String.join(", ", settings) + "}",
        "num_hiddens: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]\n  lr: [0.1, 1, 2]",
        more);
  }

  private SweepSpec read(String search, String parameters, String more) throws IOException {
    String yaml =
        """
        name: a-search
        corpus: harbour
        windows: {train: 100, validation: 50}
        %s
        parameters:
          %s
          num_steps: 4
          num_epochs: 27
        %s
        """
            .formatted(search, parameters, more);
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
  }
}
