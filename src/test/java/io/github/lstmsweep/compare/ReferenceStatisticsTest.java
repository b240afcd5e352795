package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.compare.importance.Factors;
import io.github.lstmsweep.compare.importance.Importance;
import io.github.lstmsweep.compare.importance.Importance.Effect;
import io.github.lstmsweep.compare.importance.MainEffect;
import io.github.lstmsweep.compare.importance.MainEffects;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares shares of the variance, effects, intervals and rank correlations with those of NumPy and
 * SciPy. {@code src/test/python/reference_statistics.py} made the numbers and describes the file.
 */
class ReferenceStatisticsTest {
  private static final double NEAR = 1e-9;
  private static final List<Hyperparameter> VARYING =
      List.of(
          Hyperparameter.LR, Hyperparameter.NUM_LAYERS, Hyperparameter.CELL, Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();
  private final List<String[]> lines = lines();
  private final List<TrialRow> rows = rows();

  @ParameterizedTest
  @EnumSource(names = {"SCORE", "SECONDS"})
  void sharesAreThoseOfNestedLeastSquaresFits(Measure measure) {
    assertSharesAre(of("share"), rows, measure);
  }

  @ParameterizedTest
  @EnumSource(names = {"SCORE", "SECONDS"})
  void sharesOfUnequalNumbersOfSeedsAreThoseOfWeightedFits(Measure measure) {
    List<TrialRow> fewer = new ArrayList<>(rows);
    fewer.removeIf(row -> rows.indexOf(row) % 5 == 0);
    assertSharesAre(of("unequal"), fewer, measure);
  }

  private static void assertSharesAre(
      List<String[]> expected, List<TrialRow> rows, Measure measure) {
    Importance importance = Importance.of(rows, Factors.of(rows, VARYING), measure);
    Map<String, Double> shares = new HashMap<>();
    shares.put("higher", importance.higher());
    shares.put("noise", importance.noise());
    importance.main().forEach(effect -> shares.put(effect.name(), effect.share()));
    importance.pairs().forEach(effect -> shares.put(name(effect), effect.share()));
    List<String[]> ofMeasure =
        expected.stream().filter(line -> line[1].equals(measure.name())).toList();
    assertThat(ofMeasure).hasSize(shares.size());
    for (String[] line : ofMeasure) {
      assertThat(shares.get(line[2])).as(line[2]).isEqualTo(number(line[3]), within(NEAR));
    }
    assertThat(shares.values().stream().mapToDouble(s -> s).sum()).isEqualTo(1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(names = {"SCORE", "SECONDS"})
  void levelsAreThoseOfNumPyAndSciPy(Measure measure) {
    MainEffects effects = MainEffects.of(rows, Factors.of(rows, VARYING).withoutSeed(), measure);
    int compared = 0;
    for (String[] line : of("level")) {
      for (MainEffect effect : effects.ranked()) {
        for (MainEffect.Level level : effect.levels()) {
          if (line[1].equals(measure.name())
              && line[2].equals(effect.factor().name())
              && line[3].equals(level.value())) {
            compared++;
            assertThat(numbers(level))
                .containsExactly(
                    Arrays.stream(line).skip(4).mapToDouble(Double::parseDouble).toArray(),
                    within(NEAR));
          }
        }
      }
    }
    assertThat(compared).isEqualTo(8);
  }

  @Test
  void intervalsAreThoseOfSciPysPairedTest() {
    List<Standing> ranked =
        Configurations.of(new TableRows(rows, List.of()), VARYING).orElseThrow().ranked();
    assertThat(ranked).hasSize(of("interval").size() + 1);
    for (String[] line : of("interval")) {
      String configuration = "lr %s, num_layers %s, cell %s".formatted(line[1], line[2], line[3]);
      MeanDifference difference =
          ranked.stream()
              .filter(s -> s.configuration().shown().equals(configuration))
              .findFirst()
              .orElseThrow()
              .behind()
              .orElseThrow();
      assertThat(difference.mean()).isEqualTo(number(line[4]), within(NEAR));
      assertThat(difference.halfWidth()).isEqualTo(number(line[5]), within(NEAR));
    }
  }

  @Test
  void rankCorrelationsAreThoseOfSciPy() {
    List<TrialRow> trials = new ArrayList<>();
    Map<TrialId, List<EpochPoint>> curves = new HashMap<>();
    for (String[] line : of("curve")) {
      trials.add(line[1].equals("OK") ? maker.ok(1) : maker.failed(line[1]));
      List<EpochPoint> curve = new ArrayList<>();
      for (int e = 2; e < line.length; e++) {
        curve.add(new EpochPoint(e - 1, 1, number(line[e]), 1));
      }
      curves.put(trials.get(trials.size() - 1).id(), curve);
    }
    RankCorrelation ranks = RankCorrelation.of(trials, curves);
    assertThat(ranks.epochs()).hasSize(of("rho").size());
    for (String[] line : of("rho")) {
      assertThat(ranks.epochs().get(Integer.parseInt(line[1]) - 1).rho())
          .isEqualTo(number(line[2]), within(NEAR));
    }
  }

  private static double[] numbers(MainEffect.Level level) {
    return new double[] {
      level.geometricMean(),
      level.numbers().min(),
      level.numbers().lower(),
      level.numbers().median(),
      level.numbers().upper(),
      level.numbers().max()
    };
  }

  private static String name(Effect pair) {
    return pair.factors().get(0).name() + "*" + pair.factors().get(1).name();
  }

  private List<TrialRow> rows() {
    return of("row").stream()
        .map(
            line ->
                maker.ok(
                    number(line[5]),
                    "lr",
                    number(line[1]),
                    "num_layers",
                    Long.parseLong(line[2]),
                    "cell",
                    line[3],
                    "seed",
                    Long.parseLong(line[4]),
                    "train_seconds",
                    number(line[6])))
        .toList();
  }

  private List<String[]> of(String kind) {
    return lines.stream().filter(line -> line[0].equals(kind)).toList();
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static List<String[]> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    ReferenceStatisticsTest.class.getResourceAsStream("reference-statistics.txt")),
                StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> line.split(" ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
