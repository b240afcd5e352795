package io.github.lstmsweep.compare.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.search.rule.AfterEpoch;
import io.github.lstmsweep.search.rule.Rule;
import io.github.lstmsweep.search.rule.SuccessiveHalving;
import io.github.lstmsweep.search.rule.model.Forecast;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplaysTest {
  private final List<TrialRow> rows = new ArrayList<>();
  private final Map<TrialId, List<EpochPoint>> curves = new HashMap<>();

  private void trial(String status, double... scores) {
    TrialId id = new TrialId("%032x".formatted(rows.size() + 1));
    Map<String, Object> values = new HashMap<>(Map.of("status", status));
    values.put("trained_tokens", 100L * Math.max(1, scores.length));
    if (status.equals("OK")) {
      values.put("validation_perplexity", scores[scores.length - 1]);
    }
    rows.add(new TrialRow(id, values));
    List<EpochPoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= scores.length; epoch++) {
      curve.add(
          new EpochPoint(
              Task.LANGUAGE_MODEL,
              epoch,
              scores[epoch - 1],
              scores[epoch - 1],
              2,
              EpochPoint.Dynamics.UNKNOWN));
    }
    curves.put(id, curve);
  }

  private KnownCurves known() {
    return new KnownCurves(rows, curves);
  }

  @Test
  void aRuleIsToldWithItsCostAndItsWinner() {
    // The slow starter is best in the end, and halving drops it.
    trial("OK", 9, 8, 7, 1);
    trial("OK", 5, 4, 3, 2);
    trial("OK", 6, 5, 4, 3);
    trial("DIVERGED", 8);
    Replayed halving = Replayed.of(new SuccessiveHalving(2, 1), known());
    // Epochs: 1 and 4, and 2 and 1 of the diverged one, over 4 + 4 + 4 + 1.
    assertThat(halving.tokens()).isCloseTo((1 + 4 + 2 + 1) / 13.0, within(1e-12));
    assertThat(halving.seconds()).isCloseTo((1 + 4 + 2 + 1) / 13.0, within(1e-12));
    assertThat(halving.keepsBest()).isFalse();
    assertThat(halving.winner()).isEqualTo(rows.get(1));
    assertThat(halving.score()).isEqualTo(2);
    assertThat(halving.behind()).isEqualTo(1);
    assertThat(halving.whole()).isEqualTo(1);
  }

  @Test
  void aForecastHoldsIfTheLastScoreIsWithinItsInterval() {
    trial("OK", 9, 8, 7, 6);
    trial("OK", 9, 8, 7, 7.7);
    trial("OK", 9, 8, 7, 6);
    trial("OK", 9, 8, 7, 6);
    trial("DIVERGED", 9, 8);
    // A log score of 6 within 1.2816 * 2.5 * 0.05 = 0.16.
    Forecast forecast = new Forecast(Math.log(6), 0.05, 0);
    List<Forecast> forecasts = Collections.nCopies(5, forecast);
    // The third never began, the fourth was trained to its end, and the fifth has no last score.
    int[] reached = {2, 3, 0, 4, 1};
    assertThat(Calibration.of(forecasts, reached, known())).isEqualTo(new Calibration(2, 1));
    assertThat(Calibration.of(List.of(), reached, known())).isEqualTo(Calibration.NONE);
  }

  @Test
  void onlyARuleWithAModelForecasts() {
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      trial("OK", random.doubles(20, 5, 9).toArray());
    }
    for (Replayed replayed : Replays.of(known()).orElseThrow().rules()) {
      boolean hasModel = replayed.rule().startsWith("freeze-thaw");
      assertThat(replayed.calibration().forecasts() > 0).as(replayed.rule()).isEqualTo(hasModel);
    }
  }

  @Test
  void theFrontIsThatOfAllChoices() {
    Random random = new Random(7);
    for (int i = 0; i < 12; i++) {
      double[] scores = random.doubles(6, 5, 9).toArray();
      trial("OK", scores);
    }
    KnownCurves known = known();
    List<Replayed> all = new ArrayList<>();
    for (int epoch = 1; epoch < 6; epoch++) {
      for (int kept = 1; kept <= 12; kept++) {
        all.add(Replayed.of(new AfterEpoch(epoch, kept), known));
      }
    }
    List<Replayed> front = EpochFront.of(known);
    for (Replayed one : all) {
      assertThat(front)
          .as(one.rule())
          .anyMatch(f -> f.tokens() <= one.tokens() + 1e-12 && f.score() <= one.score());
    }
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).tokens()).isGreaterThan(front.get(i - 1).tokens());
      assertThat(front.get(i).score()).isLessThan(front.get(i - 1).score());
    }
  }

  @Test
  void everyRuleStaysWithinTheWholeTable() {
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      trial("OK", random.doubles(30, 5, 9).toArray());
    }
    trial("DIVERGED");
    Replays replays = Replays.of(known()).orElseThrow();
    assertThat(replays.rules()).hasSize(Replays.rules(41, 30).size());
    for (Replayed replayed : replays.rules()) {
      assertThat(replayed.tokens()).as(replayed.rule()).isBetween(0.0, 1.0);
      assertThat(replayed.winner().status().name()).isEqualTo("OK");
    }
    List<String> names = Replays.rules(41, 30).stream().map(Rule::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names).anyMatch(name -> name.startsWith("freeze-thaw"));
    assertThat(Replays.rules(10_000, 30).stream().map(Rule::name))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("freeze-thaw") || name.startsWith("tpe"));
  }

  @Test
  void configurationsWithSeedsAreRaced() {
    for (int i = 0; i < 8; i++) {
      double level = i < 4 ? 3 : 9;
      trial("OK", level + 3, level + 2, level + 1, level + 0.01 * (i % 4));
    }
    long[] places = {0};
    rows.replaceAll(row -> seeded(row, places[0]++));
    Replayed race = race(Replays.of(known()).orElseThrow()).orElseThrow();
    assertThat(race.rule()).isEqualTo("race (alpha 0.05)");
    assertThat(race.tokens()).isCloseTo(7 / 8.0, within(1e-12));
    assertThat(race.keepsBest()).isTrue();
    assertThat(race.whole()).isEqualTo(7);
    // Three seeds are too few, and so is one configuration.
    rows.removeIf(row -> row.hyperparameter(Hyperparameter.SEED).equals(3L));
    assertThat(race(Replays.of(known()).orElseThrow())).isEmpty();
  }

  private static Optional<Replayed> race(Replays replays) {
    return replays.rules().stream().filter(rule -> rule.rule().startsWith("race")).findFirst();
  }

  private static TrialRow seeded(TrialRow row, long number) {
    Map<String, Object> values = new HashMap<>(row.values());
    values.putAll(Map.of("seed", number % 4, "lr", number < 4 ? 1.0 : 2.0));
    return new TrialRow(row.id(), values);
  }

  @Test
  void aTableWithoutChoicesHasNoReplay() {
    trial("OK", 5, 4, 3, 2, 1);
    assertThat(Replays.of(known())).isEmpty();
    trial("DIVERGED");
    trial("DIVERGED");
    trial("DIVERGED");
    assertThat(Replays.of(known())).isPresent();
    rows.remove(0);
    assertThat(Replays.of(known())).isEmpty();
  }

  @Test
  void aRuleKnowsThePlaceAndTheCostOfATrial() {
    trial("OK", 3);
    trial("OK", 2);
    rows.replaceAll(row -> described(row, rows.indexOf(row) == 0 ? 16L : 64L));
    KnownCurves known = known();
    assertThat(known.place(0)).containsExactly(0);
    assertThat(known.place(1)).containsExactly(1);
    Hyperparameters p = Hyperparameters.of(Map.of(Hyperparameter.NUM_STEPS, 16L));
    Trial first = Trial.of(p, new Dataset("text", "0".repeat(64), "char", 28, 1000, 500));
    assertThat(known.predictedEpochSeconds(0))
        .isEqualTo(CostModel.DEFAULT.seconds(first) / p.numEpochs());
    assertThat(known.predictedEpochSeconds(1)).isGreaterThan(3 * known.predictedEpochSeconds(0));
  }

  private static TrialRow described(TrialRow row, long numSteps) {
    Map<String, Object> values = new HashMap<>(row.values());
    values.putAll(Map.of("corpus", "text", "corpus_sha256", "0".repeat(64), "tokens", "char"));
    values.putAll(Map.of("vocab_size", 28L, "train_windows", 1000L, "validation_windows", 500L));
    values.put("num_steps", numSteps);
    return new TrialRow(row.id(), values);
  }

  @Test
  void withoutPlacesAndCostsAllTrialsAreEqual() {
    trial("OK", 3);
    trial("OK", 2);
    rows.replaceAll(
        row -> {
          Map<String, Object> values = new HashMap<>(row.values());
          values.put("cell", "a cell of a newer version");
          return new TrialRow(row.id(), values);
        });
    assertThat(known().place(1)).isEmpty();
    assertThat(known().predictedEpochSeconds(1)).isEqualTo(1);
  }
}
