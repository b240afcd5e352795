package io.github.lstmsweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.plan.EpochRange;
import io.github.lstmsweep.specification.SpecReader;
import io.github.lstmsweep.specification.SweepSpec;
import io.github.lstmsweep.trial.Dataset;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares searches of several corpora with searches of one, on invented scores. */
class SearchPerCorpusTest {
  private static final String GRID =
      "num_hiddens: [1, 2, 3, 4, 5, 6], lr: [0.1, 1, 2], num_steps: 4, num_epochs: 9";

  /** All trials of this corpus fail. */
  private static final Dataset FAILING = dataset(2);

  private static final List<Dataset> DATASETS = List.of(dataset(0), dataset(1), FAILING);

  @TempDir Path folder;

  /** A table whose trials have invented scores. It counts the requests for them. */
  private static final class Table implements Results {
    private final Map<TrialId, Integer> reached = new HashMap<>();
    private final Set<TrialId> ended = new HashSet<>();
    private final Set<TrialId> failing = new HashSet<>();
    private final Set<TrialId> asked = new HashSet<>();

    void train(Trial trial, int until) {
      reached.put(trial.id(), until);
      if (trial.dataset().equals(FAILING)) {
        failing.add(trial.id());
      }
      if (failing.contains(trial.id()) || until == trial.hyperparameters().numEpochs()) {
        ended.add(trial.id());
      }
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
      asked.add(id);
      if (failing.contains(id)) {
        return Double.POSITIVE_INFINITY;
      }
      long seed = Long.parseLong(id.hex().substring(0, 8), 16);
      return 1 + new Random(seed).nextDouble() + new Random(seed + epoch).nextDouble() / epoch;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "successive-halving|max_cost: 60%",
        "hyperband|seed: 3",
        "asha|max_cost: 50%",
        "asha|max_cost: 5000, reduction_factor: 2",
        "tpe|max_cost: 50%, seed: 1",
        "tpe|max_cost: 9000",
        "freeze-thaw|max_cost: 40%",
        "grid|median: {min_epochs: 2, interval: 3}",
        "asha|median: {min_epochs: 2, interval: 3}",
        "grid|early_stop: {patience: 2}",
        "freeze-thaw|early_stop: {patience: 2}, max_cost: 40%",
        "random|max_trials: 7, early_stop: {patience: 2}",
        "sobol|max_trials: 7, median: {min_epochs: 2}",
        "tpe|include: [{lr: 5, num_hiddens: 9}, {lr: 1, num_hiddens: 3}], max_trials: 12",
        "successive-halving|max_trials: 1",
        "freeze-thaw|max_trials: 1"
      })
  void everyCorpusHasTheDecisionsOfASweepOfItAlone(String method, String settings)
      throws IOException {
    assertEqualToAlone(spec(method, settings, GRID), DATASETS);
  }

  @Test
  void everyRaceIsThatOfASweepOfOneCorpus() throws IOException {
    String seeds = "num_hiddens: [1, 2, 3], seed: [0, 1, 2, 3, 4, 5], num_epochs: 2";
    SweepSpec race = spec("grid", "race: {alpha: 0.5}", seeds);
    assertEqualToAlone(race, DATASETS);
    Table table = new Table();
    Search search = Search.of(race, DATASETS);
    assertThat(search.outlook(table).leftOut()).isEmpty();
    course(search, table, new Random(0), 100);
    LeftOut all = search.outlook(table).leftOut().orElseThrow();
    List<LeftOut> alone =
        DATASETS.stream()
            .map(one -> Search.of(race, one).outlook(table).leftOut().orElseThrow())
            .toList();
    assertThat(all.trials())
        .hasSize(alone.stream().mapToInt(one -> one.trials().size()).sum())
        .hasSize(3 * 18 - table.reached.size());
    assertThat(all.dropped()).isEqualTo(alone.stream().mapToInt(LeftOut::dropped).sum());
    assertThat(all.line())
        .startsWith("The race (alpha 0.5) is over in each of 3 corpora: it trained ")
        .contains(" of 9 configurations");
  }

  @Test
  void rulesOfVeryManyCorporaKeepNoThread() throws IOException {
    List<Dataset> many =
        IntStream.range(0, RuleSearch.MOST_SUSPENDED + 1).mapToObj(i -> dataset(100 + i)).toList();
    long before = threads();
    assertEqualToAlone(spec("tpe", "max_cost: 40%, max_trials: 14", GRID), many);
    assertThat(threads()).isLessThanOrEqualTo(before + many.size());
    Table table = new Table();
    Search search = Search.of(spec("successive-halving", "max_cost: 40%", GRID), many);
    long others = threads();
    for (int round = 0; round < 2; round++) {
      search
          .next(table)
          .run()
          .forEach(trial -> table.train(trial, 1 + table.pausedEpochs(trial.id())));
    }
    search.next(table);
    assertThat(threads()).isLessThanOrEqualTo(others);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("lstm-sweep-search"))
        .count();
  }

  private static void assertEqualToAlone(SweepSpec spec, List<Dataset> datasets) {
    Map<TrialId, Integer> alone = new HashMap<>();
    Map<TrialId, String> reasons = new HashMap<>();
    int trials = 0;
    for (Dataset dataset : datasets) {
      Search search = Search.of(spec, dataset);
      Table table = new Table();
      alone.putAll(course(search, table, new Random(0), Integer.MAX_VALUE));
      reasons.putAll(search.reasons(table));
      trials += search.trials().size();
    }
    for (int seed = 1; seed <= 5; seed++) {
      Search many = Search.of(spec, datasets);
      assertThat(many.trials()).hasSize(trials).doesNotHaveDuplicates();
      Table table = new Table();
      assertThat(course(many, table, new Random(seed), 1 + 5 * seed)).isEqualTo(alone);
      assertThat(many.reasons(table)).isEqualTo(reasons);
      // A driver that starts again has nothing to do.
      assertThat(Search.of(spec, datasets).next(table).run()).isEmpty();
    }
  }

  /** Trains some of the trials that the search asks for, in a random order, until it is over. */
  private static Map<TrialId, Integer> course(Search search, Table table, Random random, int most) {
    for (int round = 0; round < 100_000; round++) {
      Search.Step step = search.next(table);
      if (step.run().isEmpty()) {
        return table.reached;
      }
      List<Trial> some = new ArrayList<>(step.run());
      Collections.shuffle(some, random);
      for (Trial trial : some.subList(0, Math.min(most, some.size()))) {
        EpochRange range =
            step.ranges()
                .getOrDefault(
                    trial.id(),
                    new EpochRange(
                        table.pausedEpochs(trial.id()), trial.hyperparameters().numEpochs()));
        assertThat(range.after()).isEqualTo(table.pausedEpochs(trial.id()));
        table.train(trial, range.until());
      }
    }
    throw new AssertionError("the search does not end");
  }

  @Test
  void noCorpusWaitsForADifferentOne() throws IOException {
    Search search = Search.of(spec("successive-halving", "min_epochs: 1", GRID), DATASETS);
    assertThat(search.asksEarly()).isTrue();
    Table table = new Table();
    Search.Step first = search.next(table);
    assertThat(first.run()).hasSize(3 * 18);
    // The trials of the corpora take turns, so each has as many of the first ones.
    assertThat(first.run().subList(0, 9).stream().map(Trial::dataset))
        .containsExactlyElementsOf(
            Collections.nCopies(3, DATASETS).stream().flatMap(List::stream).toList());
    first.run().stream()
        .filter(trial -> trial.dataset().equals(dataset(1)))
        .forEach(trial -> table.train(trial, 1));
    Map<Dataset, Long> next =
        search.next(table).run().stream()
            .collect(Collectors.groupingBy(Trial::dataset, Collectors.counting()));
    assertThat(next).isEqualTo(Map.of(dataset(0), 18L, dataset(1), 6L, FAILING, 18L));
    assertThat(search.next(table).ranges().values()).contains(new EpochRange(1, 3));
  }

  @Test
  void anArrivingRowGoesToTheSearchOfItsCorpusAlone() throws IOException {
    Search search = Search.of(spec("asha", "min_epochs: 1", GRID), DATASETS);
    Table table = new Table();
    List<Trial> first = search.next(table).run();
    first.forEach(trial -> table.train(trial, 1));
    List<Trial> second = search.next(table).run();
    assertThat(datasets(first, table.asked)).hasSize(3);
    table.asked.clear();
    search.next(table);
    assertThat(table.asked).isEmpty();
    Trial arriving = second.stream().filter(t -> t.dataset().equals(dataset(1))).findFirst().get();
    table.train(arriving, 3);
    search.next(table);
    assertThat(datasets(first, table.asked)).containsExactly(dataset(1));
  }

  private static Set<Dataset> datasets(List<Trial> trials, Set<TrialId> ids) {
    return trials.stream()
        .filter(trial -> ids.contains(trial.id()))
        .map(Trial::dataset)
        .collect(Collectors.toSet());
  }

  @Test
  void aRowThatIsSetAsideIsAskedForAgain() throws IOException {
    Search search = Search.of(spec("successive-halving", "min_epochs: 1", GRID), DATASETS);
    Table table = new Table();
    search.next(table).run().forEach(trial -> table.train(trial, 1));
    Search.Step before = search.next(table);
    Trial lost = before.run().get(0);
    table.reached.remove(lost.id());
    Search.Step after = search.next(table);
    assertThat(after.run()).contains(lost);
    assertThat(after.ranges().get(lost.id())).isEqualTo(new EpochRange(0, 1));
    table.train(lost, 1);
    assertThat(search.next(table)).isEqualTo(before);
  }

  @Test
  void aFurtherCorpusLeavesTheDecisionsOfTheOthers() throws IOException {
    SweepSpec spec = spec("asha", "max_cost: 40%", GRID);
    Table table = new Table();
    course(Search.of(spec, DATASETS.subList(0, 2)), table, new Random(1), 4);
    Map<TrialId, Integer> before = Map.copyOf(table.reached);
    List<Dataset> more = List.of(dataset(7), dataset(0), dataset(1));
    course(Search.of(spec, more), table, new Random(2), 4);
    assertThat(table.reached).containsAllEntriesOf(before);
    Map<TrialId, Integer> added = new HashMap<>(table.reached);
    added.keySet().removeAll(before.keySet());
    Table alone = new Table();
    course(Search.of(spec, dataset(7)), alone, new Random(3), 100);
    assertThat(added).isEqualTo(alone.reached);
  }

  @Test
  void theForecastIsTheSumOfThoseOfTheCorpora() throws IOException {
    SweepSpec spec = spec("successive-halving", "min_epochs: 1", GRID);
    SearchForecast one = Search.of(spec, dataset(0)).forecast().orElseThrow();
    SearchForecast three =
        Search.of(spec, List.of(dataset(0), dataset(0).called("b"), dataset(0).called("c")))
            .forecast()
            .orElseThrow();
    assertThat(three.rungs()).hasSameSizeAs(one.rungs());
    for (int i = 0; i < one.rungs().size(); i++) {
      assertThat(three.rungs().get(i).epoch()).isEqualTo(one.rungs().get(i).epoch());
      assertThat(three.rungs().get(i).trials())
          .isCloseTo(3 * one.rungs().get(i).trials(), org.assertj.core.data.Offset.offset(1e-9));
    }
    assertThat(three.worst().tokens()).isEqualTo(3 * one.worst().tokens());
    assertThat(three.expected().tokens())
        .isCloseTo(
            3 * one.expected().tokens(), org.assertj.core.data.Percentage.withPercentage(1e-9));
  }

  @Test
  void forecastsOfScoresAreGroupedByCorpus() throws IOException {
    Search search = Search.of(spec("freeze-thaw", "max_cost: 30%", GRID), DATASETS);
    Table table = new Table();
    course(search, table, new Random(4), 5);
    List<ExpectedScore> expected = search.outlook(table).expected();
    List<ExpectedScore> alone = new ArrayList<>();
    for (Dataset dataset : DATASETS) {
      alone.addAll(
          Search.of(spec("freeze-thaw", "max_cost: 30%", GRID), dataset).outlook(table).expected());
    }
    assertThat(alone).isNotEmpty();
    assertThat(expected).isEqualTo(alone);
  }

  private static Dataset dataset(int number) {
    return new Dataset(
        "text" + number, String.format("%02x", number % 256).repeat(32), "char", 28, 100, 50);
  }

  private SweepSpec spec(String method, String settings, String parameters) throws IOException {
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
    return SpecReader.read(Files.writeString(folder.resolve("spec.yaml"), yaml), List.of());
  }
}
