package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs searches on invented scores, in different orders of arrival. */
class RuleSearchTest {
  private static final Dataset DATASET =
      new Dataset("harbour", "ab".repeat(32), "char", 28, 100, 50);

  private static final String RACED =
      "num_hiddens: [1, 2], lr: [0.1, 1, 2], seed: [0, 1, 2, 3, 4, 5, 6, 7], num_epochs: 3";

  @TempDir Path folder;

  /** A table whose trials have invented scores. */
  private static final class Table implements Results {
    private final Map<TrialId, Integer> reached = new HashMap<>();
    private final Set<TrialId> ended = new HashSet<>();
    private final Map<TrialId, Double> rates = new HashMap<>();

    /** The worse a rate is, the higher it is. */
    private final double perRate;

    /** All scores fall by it, divided by the epoch. */
    private final double fall;

    Table() {
      this(0, 3);
    }

    Table(double perRate, double fall) {
      this.perRate = perRate;
      this.fall = fall;
    }

    void train(Trial trial, int until) {
      rates.put(trial.id(), trial.hyperparameters().lr());
      reached.put(trial.id(), until);
      if (until == trial.hyperparameters().numEpochs() || fails(trial.id(), until)) {
        ended.add(trial.id());
      }
    }

    private static boolean fails(TrialId id, int epoch) {
      return id.hex().startsWith("f") && epoch >= 5;
    }

    @Override
    public Set<TrialId> ended() {
      return ended;
    }

    @Override
    public int pausedEpochs(TrialId id) {
      return ended.contains(id) ? 0 : reached.getOrDefault(id, 0);
    }

    @Override
    public double score(TrialId id, int epoch) {
      assertThat(reached.get(id)).isGreaterThanOrEqualTo(fails(id, epoch) ? 1 : epoch);
      long seed = Long.parseLong(id.hex().substring(0, 8), 16);
      double last = new Random(seed).nextDouble();
      double noise = new Random(seed + epoch).nextDouble() / epoch;
      return fails(id, epoch)
          ? Double.POSITIVE_INFINITY
          : last + noise + fall / epoch + perRate * rates.get(id);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"successive-halving", "hyperband", "asha", "tpe", "freeze-thaw"})
  void theOrderOfArrivalDecidesNothing(String method) throws IOException {
    Search search = search(method);
    Map<TrialId, Integer> expected = course(search, new Table(), new Random(0), Integer.MAX_VALUE);
    assertThat(expected.values()).contains(27);
    assertThat(expected.values().stream().mapToInt(Integer::intValue).sum())
        .isLessThan(27 * search.trials().size() / 2);
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(course(search, new Table(), new Random(seed), 1 + seed % 7)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grid",
        "random",
        "sobol",
        "successive-halving",
        "hyperband",
        "asha",
        "tpe",
        "freeze-thaw"
      })
  void theOrderOfArrivalDecidesNoMedian(String method) throws IOException {
    String stop = "median: {min_epochs: 2, interval: 3}";
    String drawn = method.matches("random|sobol") ? "max_trials: 30, " : "";
    Search search = search(method, drawn + stop);
    Table table = new Table(0, 0);
    Map<TrialId, Integer> expected = course(search, table, new Random(0), Integer.MAX_VALUE);
    assertThat(expected.values()).contains(27);
    assertThat(search.reasons(table).values())
        .anyMatch(
            why ->
                why.matches("its best score was worse than the median of \\d+ trials at epoch .*"));
    if (!drawn.isEmpty() || method.equals("grid")) {
      assertThat(expected).hasSize(search.trials().size());
      assertThat(expected.values()).contains(2).doesNotContain(1, 3, 4);
    }
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(course(search, new Table(0, 0), new Random(seed), 1 + seed % 7))
          .isEqualTo(expected);
    }
  }

  @Test
  void theOrderOfArrivalDecidesNoRace() throws IOException {
    Search race = search("grid", "race: {alpha: 0.05}", RACED);
    Map<TrialId, Integer> expected =
        course(race, new Table(2, 3), new Random(0), Integer.MAX_VALUE);
    assertThat(race.trials()).hasSize(48);
    assertThat(expected.size()).isBetween(6 * 3 + 5, 40);
    for (int seed = 1; seed <= 20; seed++) {
      assertThat(course(race, new Table(2, 3), new Random(seed), 1 + seed % 7)).isEqualTo(expected);
    }
  }

  @Test
  void aRaceSaysWhatItLeavesOut() throws IOException {
    Search race = search("grid", "race: {alpha: 0.05}", RACED);
    Table table = new Table(2, 3);
    assertThat(race.outlook(table).leftOut()).isEmpty();
    while (!race.next(table).run().isEmpty()) {
      race.next(table).run().forEach(trial -> table.train(trial, 3));
    }
    int left = 48 - table.reached.size();
    assertThat(race.outlook(table).leftOut().orElseThrow().line())
        .matches(
            "The race \\(alpha 0.05\\) is over: it trained no further seed of [1-5] of 6"
                + " configurations, which left out "
                + left
                + " of 48 trials");
    assertThat(race.reasons(table)).isEmpty();
    // Without the race, the rest is trained.
    assertThat(search("grid", "", RACED).next(table).run()).hasSize(left);
  }

  @Test
  void aRaceDrawsConfigurationsWithAllTheirSeeds() throws IOException {
    for (String method : List.of("random", "sobol")) {
      List<Trial> all = search(method, "max_trials: 35, race: {}", RACED).trials();
      // Four configurations have 32 trials, and five would have 40.
      assertThat(all).hasSize(32);
      assertThat(all.stream().map(trial -> withoutSeed(trial)).distinct()).hasSize(4);
      assertThat(search(method, "max_trials: 24, race: {}", RACED).trials())
          .hasSize(24)
          .isSubsetOf(all);
      String range = "lr: {min: 0.1, max: 1, distribution: uniform}, seed: [0, 1, 2, 3, 4]";
      assertThat(search(method, "max_trials: 20, race: {}", range).trials()).hasSize(20);
    }
    String excluded =
        RACED + "}\nexclude: [{seed: 3, lr: 1}, {lr: 2, num_hiddens: 2}]\ntimeout: {trial: 30m";
    List<Trial> rest = search("random", "max_trials: 48, race: {}", excluded).trials();
    assertThat(rest).hasSize(48 - 2 - 8);
    assertThat(rest).noneMatch(trial -> excluded(trial.hyperparameters()));
  }

  private static boolean excluded(Hyperparameters p) {
    return (p.seed() == 3 && p.lr() == 1) || (p.lr() == 2 && p.numHiddens() == 2);
  }

  private static List<Object> withoutSeed(Trial trial) {
    return List.of(trial.hyperparameters().numHiddens(), trial.hyperparameters().lr());
  }

  /** Trains some of the trials that the search asks for, in a random order, until it is over. */
  private static Map<TrialId, Integer> course(Search search, Table table, Random random, int most) {
    for (int round = 0; round < 10_000; round++) {
      Search.Step step = search.next(table);
      if (step.run().isEmpty()) {
        return table.reached;
      }
      List<Trial> some = new ArrayList<>(step.run());
      Collections.shuffle(some, random);
      for (Trial trial : some.subList(0, Math.min(most, some.size()))) {
        EpochRange range = step.ranges().get(trial.id());
        assertThat(range.after()).isEqualTo(table.pausedEpochs(trial.id()));
        table.train(trial, range.until());
      }
    }
    throw new AssertionError("the search does not end");
  }

  @Test
  void aGridGoesOnWithPausedTrials() throws IOException {
    Search halving = search("successive-halving");
    Table table = new Table();
    Search.Step first = halving.next(table);
    first.run().forEach(trial -> table.train(trial, 1));
    Search grid = search("grid");
    Search.Step rest = grid.next(table);
    assertThat(rest.run()).hasSize(grid.trials().size());
    assertThat(rest.ranges().values()).containsOnly(new EpochRange(1, 27));
  }

  @Test
  void itSaysWhyATrialDoesNotGoOn() throws IOException {
    Search search = search("successive-halving");
    Table table = new Table();
    search.next(table).run().forEach(trial -> table.train(trial, 1));
    Map<TrialId, String> reasons = search.reasons(table);
    assertThat(reasons).hasSize(36 - 12);
    assertThat(reasons.values())
        .allMatch(
            reason ->
                reason.matches(
                    "rank (1[3-9]|2\\d|3[0-6]) of 36 at epoch 1 of 27, where 12 went on;"
                        + " successive-halving \\(factor 3, from epoch 1\\), runners-up to 10% of the"
                        + " tokens"));
  }

  @Test
  void freezeThawForecastsItsPausedTrials() throws IOException {
    Search search = search("freeze-thaw");
    Table table = new Table();
    assertThat(search.outlook(table).expected()).isEmpty();
    for (Search.Step step = search.next(table); !step.run().isEmpty(); step = search.next(table)) {
      Trial trial = step.run().get(0);
      table.train(trial, step.ranges().get(trial.id()).until());
    }
    List<ExpectedScore> expected = search.outlook(table).expected();
    Set<TrialId> paused = new HashSet<>(table.reached.keySet());
    paused.removeAll(table.ended());
    assertThat(paused).isNotEmpty();
    assertThat(expected.stream().map(one -> one.trial().id())).hasSameElementsAs(paused);
    double before = 0;
    for (ExpectedScore one : expected) {
      assertThat(one.epochs()).isEqualTo(table.pausedEpochs(one.trial().id()));
      assertThat(one.forecast().score())
          .isGreaterThanOrEqualTo(before)
          .isBetween(one.forecast().low(), one.forecast().high());
      before = one.forecast().score();
    }
    assertThat(search("freeze-thaw").outlook(table).expected()).isEqualTo(expected);
    assertThat(search("successive-halving").outlook(table).expected()).isEmpty();
    assertThat(search("grid").outlook(table).expected()).isEmpty();
  }

  @Test
  void atMostSomeTrialsBeginAndAlwaysTheSame() throws IOException {
    List<Trial> all = search("grid").trials();
    List<Trial> some = search("random", "max_trials: 5, seed: 3").trials();
    assertThat(some)
        .hasSize(5)
        .isSubsetOf(all)
        .isEqualTo(search("random", "max_trials: 5, seed: 3").trials());
    assertThat(search("random", "max_trials: 5, seed: 4").trials()).isNotEqualTo(some);
    assertThat(search("random", "max_trials: 500").trials()).isEqualTo(all);
  }

  private Search search(String method) throws IOException {
    return search(method, method.equals("grid") ? "" : "seed: 0");
  }

  private Search search(String method, String settings, String parameters) throws IOException {
    String yaml =
        """
        name: a-search
        corpus: harbour
        windows: {train: 100, validation: 50}
        method: %s
        search: {%s}
        parameters: {%s}
        """
            .formatted(method, settings, parameters);
    SweepSpec spec =
        SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
    return Search.of(spec, DATASET);
  }

  private Search search(String method, String settings) throws IOException {
    String yaml =
        """
        name: a-search
        corpus: harbour
        windows: {train: 100, validation: 50}
        method: %s
        %s
        parameters:
          num_hiddens: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
          lr: [0.1, 1, 2]
          num_steps: 4
          num_epochs: 27
        """
            .formatted(method, settings.isEmpty() ? "" : "search: {" + settings + "}");
    SweepSpec spec =
        SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
    return Search.of(spec, DATASET);
  }
}
