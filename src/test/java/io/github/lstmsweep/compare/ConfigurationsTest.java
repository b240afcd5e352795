package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.Configurations.Standing;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {
  private static final List<Hyperparameter> VARYING =
      List.of(Hyperparameter.LR, Hyperparameter.SEED);

  private int ids;

  @Test
  void theLowestMeanIsBestAndNotTheLuckiestSeed() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 7.0, 9.0, 9.5));
    rows.addAll(seeds(2, 8.0, 8.1, 8.2));
    Configurations configurations = of(rows);
    Configuration best = configurations.best().orElseThrow();
    assertThat(best.shown()).isEqualTo("lr 2");
    assertThat(best.mean()).isEqualTo(8.1, within(1e-12));
    assertThat(best.sd()).as("over n - 1").isEqualTo(0.1, within(1e-12));
    assertThat(best.n()).isEqualTo(3);
  }

  /** The differences are 1, 2 and 3: mean 2, sd 1 and t(0.975; 2) = 4.30265, as in every table. */
  @Test
  void theIntervalIsStudentsOverTheDifferencesSeedBySeed() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 10.0, 20.0, 30.0));
    rows.addAll(seeds(2, 11.0, 22.0, 33.0));
    Standing behind = of(rows).ranked().get(1);
    MeanDifference difference = behind.behind().orElseThrow();
    assertThat(difference.seeds()).isEqualTo(3);
    assertThat(difference.mean()).isEqualTo(2, within(1e-12));
    assertThat(difference.halfWidth()).isEqualTo(4.30265 / Math.sqrt(3), within(1e-5));
    assertThat(behind.isToldApart()).hasValue(false);
  }

  @Test
  void manyComparisonsHaveWiderIntervalsSoThatAllHoldTogether() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 10.0, 20.0, 30.0));
    for (int lr = 2; lr <= 6; lr++) {
      rows.addAll(seeds(lr, 11.0, 22.0, 33.0));
    }
    // t(1 - 0.05 / 5 / 2; 2) = 9.92484.
    assertThat(of(rows).ranked().subList(1, 6))
        .allSatisfy(
            s ->
                assertThat(s.behind().orElseThrow().halfWidth())
                    .isEqualTo(9.92484 / Math.sqrt(3), within(1e-5)));
  }

  @Test
  void whatIsWorseWithEverySeedByAboutTheSameIsToldApart() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 7.0, 7.5, 8.0, 7.2, 7.9));
    rows.addAll(seeds(2, 8.0, 8.6, 9.0, 8.1, 8.9));
    rows.addAll(seeds(3, 7.1, 7.3, 8.2, 7.1, 8.1));
    Configurations configurations = of(rows);
    assertThat(configurations.ranked().stream().map(s -> s.configuration().shown()))
        .containsExactly("lr 1", "lr 3", "lr 2");
    assertThat(configurations.ranked().stream().map(Standing::isToldApart))
        .containsExactly(Optional.empty(), Optional.of(false), Optional.of(true));
    assertThat(configurations.verdict())
        .hasValue(
            "1 of 2 others cannot be told apart from the best (differences seed by seed, t"
                + " intervals, together 95%)");
  }

  @Test
  void nothingIsClaimedOfFewerThanTwoSharedSeeds() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 7.0));
    rows.addAll(seeds(2, 99.0));
    assertThat(of(rows).ranked()).allMatch(s -> s.behind().isEmpty());
    assertThat(of(rows).ranked()).allMatch(s -> s.isToldApart().isEmpty());
    assertThat(of(rows).verdict())
        .hasValue(
            "nothing is claimed of 1 of the 1 others: fewer than 2 seeds are shared with the best");
  }

  @Test
  void aConfigurationThatDivergedWithSomeSeedsIsNeverBestBeforeOneThatDidNot() {
    List<TrialRow> rows = new ArrayList<>(seeds(1, 8.0, 8.1, 8.2));
    rows.addAll(seeds(2, 5.0, 5.1));
    rows.add(row("DIVERGED", 2, 2, Double.NaN));
    Configurations configurations = of(rows);
    assertThat(configurations.best().orElseThrow().shown()).isEqualTo("lr 1");
    Standing other = configurations.ranked().get(1);
    assertThat(other.configuration().n()).isEqualTo(2);
    assertThat(other.configuration().rows()).hasSize(3);
    assertThat(other.behind().orElseThrow().mean()).as("over two").isEqualTo(-3, within(1e-12));
    assertThat(other.isToldApart()).hasValue(false);
  }

  @Test
  void withoutSeedsThereIsNothingToSay() {
    assertThat(
            Configurations.of(new TableRows(seeds(1, 7.0), List.of()), List.of(Hyperparameter.LR)))
        .isEmpty();
    assertThat(of(List.of()).best()).isEmpty();
    assertThat(of(List.of()).verdict()).isEmpty();
    assertThat(of(seeds(1, 7.0, 8.0)).verdict()).as("one configuration").isEmpty();
    assertThat(of(List.of(row("FAILED", 1, 0, Double.NaN))).best()).isEmpty();
    assertThatThrownBy(() -> MeanDifference.of(Map.of(1L, 2.0), Map.of(1L, 1.0), 0.95))
        .hasMessage("Cannot compare over 1 seeds: must be 2 at least");
  }

  /**
   * The truly best configuration is excluded in at most 5% of tables, whichever one is ranked
   * first.
   */
  @Test
  void theTrulyBestIsRarelyToldApartFromTheBest() {
    long seed = 20_261_126;
    Random random = new Random(seed);
    int tables = 2_000;
    int wrong = 0;
    int toldApart = 0;
    for (int t = 0; t < tables; t++) {
      List<TrialRow> rows = new ArrayList<>();
      for (int lr = 1; lr <= 6; lr++) {
        double[] perplexities = new double[5];
        for (int s = 0; s < 5; s++) {
          // The first configuration is best by a narrow margin; the last is far behind.
          perplexities[s] = (lr == 6 ? 12 : 8 + 0.001 * lr) + 0.2 * random.nextGaussian();
        }
        rows.addAll(seeds(lr, perplexities));
      }
      for (Standing standing : of(rows).ranked()) {
        boolean apart = standing.isToldApart().orElse(false);
        wrong += apart && standing.configuration().shown().equals("lr 1") ? 1 : 0;
        toldApart += apart && standing.configuration().shown().equals("lr 6") ? 1 : 0;
      }
    }
    assertThat(wrong).as("seed %d", seed).isLessThanOrEqualTo(tables / 20);
    assertThat(toldApart).as("seed %d", seed).isGreaterThan(tables * 95 / 100);
  }

  private static Configurations of(List<TrialRow> rows) {
    return Configurations.of(new TableRows(rows, List.of()), VARYING).orElseThrow();
  }

  private List<TrialRow> seeds(double lr, double... perplexities) {
    List<TrialRow> rows = new ArrayList<>();
    for (int seed = 0; seed < perplexities.length; seed++) {
      rows.add(row("OK", lr, seed, perplexities[seed]));
    }
    return rows;
  }

  private TrialRow row(String status, double lr, long seed, double perplexity) {
    return new TrialRow(
        new TrialId("%032x".formatted(ids++)),
        Map.of("status", status, "lr", lr, "seed", seed, "validation_perplexity", perplexity));
  }
}
