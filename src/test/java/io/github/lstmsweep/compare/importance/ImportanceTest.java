package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.compare.importance.Importance.Effect;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private static final List<Hyperparameter> VARYING =
      List.of(
          Hyperparameter.LR,
          Hyperparameter.NUM_LAYERS,
          Hyperparameter.NUM_HIDDENS,
          Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();

  /** The logarithm of a trial with levels a, b, c and seed s. */
  private interface LogScore {
    double of(int a, int b, int c, int s);
  }

  private List<TrialRow> rows(int seeds, LogScore logScore) {
    List<TrialRow> rows = new ArrayList<>();
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < 2; c++) {
          for (int s = 0; s < seeds; s++) {
            rows.add(
                maker.ok(
                    Math.exp(logScore.of(a, b, c, s)),
                    "lr",
                    (double) a + 1,
                    "num_layers",
                    (long) b + 1,
                    "num_hiddens",
                    (long) c + 8,
                    "seed",
                    (long) s));
          }
        }
      }
    }
    return rows;
  }

  private static Importance of(List<TrialRow> rows) {
    return Importance.of(rows, Factors.of(rows, VARYING), Measure.SCORE);
  }

  /** Effects of ±3, ±1, ±1 (a pair), ±2 (all three) and ±1 (seed): squares 9, 1, 1, 4 and 1. */
  @Test
  void sharesAreTheSquaresOfOrthogonalEffects() {
    Importance importance =
        of(
            rows(
                2,
                (a, b, c, s) -> {
                  int x = 2 * a - 1;
                  int y = 2 * b - 1;
                  int z = 2 * c - 1;
                  return 3 * x + y + x * z + 2 * x * y * z + (2 * s - 1);
                }));
    assertThat(importance.reason()).isEmpty();
    assertThat(importance.grid().orElseThrow().trials()).isEqualTo(16);
    assertThat(importance.main())
        .extracting(Effect::name)
        .containsExactly("lr", "num_layers", "num_hiddens");
    assertThat(shares(importance.main()))
        .containsExactly(new double[] {9 / 16.0, 1 / 16.0, 0.0}, within(1e-12));
    assertThat(importance.pairs().get(0).name()).isEqualTo("lr × num_hiddens");
    assertThat(shares(importance.pairs()))
        .containsExactly(new double[] {1 / 16.0, 0.0, 0.0}, within(1e-12));
    assertThat(importance.higher()).isEqualTo(4 / 16.0, within(1e-12));
    assertThat(importance.noise()).isEqualTo(1 / 16.0, within(1e-12));
  }

  @Test
  void sharesAddUpToOneWhateverTheScores() {
    long seed = 20_261_129;
    Random random = new Random(seed);
    for (int table = 0; table < 100; table++) {
      double scale = Math.pow(10, random.nextInt(7) - 6);
      Importance importance =
          of(rows(1 + random.nextInt(3), (a, b, c, s) -> 3 + scale * random.nextGaussian()));
      assertThat(sum(importance)).as("seed %d", seed).isEqualTo(1, within(1e-12));
      assertThat(importance.main()).allMatch(effect -> effect.share() >= 0);
    }
  }

  @Test
  void aSingleSeedHasNoNoise() {
    Importance importance = of(rows(1, (a, b, c, s) -> a + 0.5 * b));
    assertThat(importance.noise()).isZero();
    assertThat(shares(importance.main()))
        .containsExactly(new double[] {0.8, 0.2, 0.0}, within(1e-12));
  }

  @Test
  void onlySeedsMakeOnlyNoise() {
    List<TrialRow> rows =
        List.of(maker.ok(8, "seed", 0L), maker.ok(9, "seed", 1L), maker.ok(9, "seed", 2L));
    Importance importance = of(rows);
    assertThat(importance.main()).isEmpty();
    assertThat(importance.noise()).isEqualTo(1);
  }

  /** The means of the configurations are ±1; their variances over n are 1/4 and 0. */
  @Test
  void configurationsWithFewerSeedsCountEqually() {
    List<TrialRow> rows =
        List.of(
            maker.ok(Math.exp(0.5), "lr", 1.0, "seed", 0L),
            maker.ok(Math.exp(1.5), "lr", 1.0, "seed", 1L),
            maker.ok(Math.exp(3), "lr", 2.0, "seed", 0L),
            maker.failed("DIVERGED", "lr", 2.0, "seed", 1L));
    Importance importance = of(rows);
    assertThat(importance.grid().orElseThrow().fewestSeeds()).isEqualTo(1);
    assertThat(importance.grid().orElseThrow().mostSeeds()).isEqualTo(2);
    assertThat(shares(importance.main()))
        .containsExactly(new double[] {1 / (1 + 0.125)}, within(1e-12));
    assertThat(importance.noise()).isEqualTo(0.125 / (1 + 0.125), within(1e-12));
  }

  @Test
  void aTiedGroupIsOneFactor() {
    List<TrialRow> rows = new ArrayList<>();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        rows.add(maker.ok(Math.exp(a + b), "lr", 1.0 + a, "num_layers", 3L - a, "num_hiddens", b));
      }
    }
    assertThat(of(rows).main())
        .extracting(Effect::name)
        .containsExactly("lr with num_layers", "num_hiddens");
  }

  @Test
  void equalScoresHaveNoSharesButAReason() {
    Importance importance = of(rows(2, (a, b, c, s) -> 2));
    assertThat(importance.main()).isEmpty();
    assertThat(importance.reason()).hasValue("all 16 trials have an equal score");
    assertThat(of(rows(2, (a, b, c, s) -> 2 + 1e-14 * a)).reason()).isPresent();
    assertThat(of(rows(2, (a, b, c, s) -> 2 + 1e-9 * a)).reason()).isEmpty();
  }

  @Test
  void withoutAGridThereIsAReason() {
    assertThat(of(List.of(maker.failed("FAILED", "lr", 1.0))).reason())
        .hasValue("no trial has a score above 0");
    assertThat(of(List.of(maker.ok(8, "lr", 1.0))).reason())
        .hasValue("the complete grid has only one trial");
  }

  private static double[] shares(List<Effect> effects) {
    return effects.stream().mapToDouble(Effect::share).toArray();
  }

  private static double sum(Importance importance) {
    return importance.main().stream().mapToDouble(Effect::share).sum()
        + importance.pairs().stream().mapToDouble(Effect::share).sum()
        + importance.higher()
        + importance.noise();
  }
}
