package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.Measure;
import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.compare.importance.MainEffect.Level;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainEffectsTest {
  private static final List<Hyperparameter> VARYING =
      List.of(Hyperparameter.NUM_HIDDENS, Hyperparameter.LR, Hyperparameter.NUM_LAYERS);

  private final RowMaker maker = new RowMaker();

  /**
   * With lr 10 all trials with 2 layers diverge. The number of hidden units divides the score by
   * 1.5, and lr moves it by a hundredth.
   */
  private List<TrialRow> rows() {
    List<TrialRow> rows = new ArrayList<>();
    for (double lr : new double[] {1, 10}) {
      for (long layers = 1; layers <= 4; layers++) {
        for (long hiddens : new long[] {8, 16}) {
          Object[] values = {"lr", lr, "num_layers", layers, "num_hiddens", hiddens};
          double score = (hiddens == 8 ? 9 : 6) + 0.01 * lr;
          rows.add(
              lr == 10 && layers == 2 ? maker.failed("DIVERGED", values) : maker.ok(score, values));
        }
      }
    }
    return rows;
  }

  private MainEffects of(List<TrialRow> rows, Measure measure) {
    return MainEffects.of(rows, Factors.of(rows, VARYING).withoutSeed(), measure);
  }

  @Test
  void aFactorThatMakesTrialsFailComesBeforeOneThatMovesScores() {
    MainEffects effects = of(rows(), Measure.SCORE);
    assertThat(effects.ranked())
        .extracting(effect -> effect.factor().name())
        .containsExactly("num_layers", "lr", "num_hiddens");
    assertThat(effects.ranked())
        .extracting(MainEffect::isHarmful)
        .containsExactly(true, true, false);
    assertThat(effects.ranked().get(0).sharesApart()).as("of 2 layers").isEqualTo(0.5);
    assertThat(effects.ranked().get(1).sharesApart()).as("of lr 10").isEqualTo(0.25);
    assertThat(effects.ranked().get(2).ratio()).isGreaterThan(1.4);
  }

  @Test
  void failedTrialsAreCountedAndInNoMean() {
    Level ten = of(rows(), Measure.SCORE).ranked().get(1).levels().get(1);
    assertThat(ten.value()).isEqualTo("10");
    assertThat(ten.trials()).isEqualTo(8);
    assertThat(ten.notOk()).isEqualTo(2);
    assertThat(ten.shareNotOk()).isEqualTo(0.25);
    assertThat(ten.geometricMean()).isEqualTo(Math.sqrt(9.1 * 6.1), within(1e-12));
    assertThat(ten.numbers().median()).isEqualTo(7.6, within(1e-12));
    assertThat(ten.numbers().min()).isEqualTo(6.1, within(1e-12));
    assertThat(ten.numbers().max()).isEqualTo(9.1, within(1e-12));
    assertThat(ten.percentNotOk()).isEqualTo("25%");
  }

  @Test
  void secondsAreAMeasureToo() {
    List<TrialRow> rows =
        List.of(
            maker.ok(8, "lr", 1.0, "train_seconds", 1.0),
            maker.ok(8, "lr", 1.0, "train_seconds", 4.0),
            maker.failed("TIMEOUT", "lr", 2.0, "train_seconds", 100.0));
    MainEffect lr = of(rows, Measure.SECONDS).ranked().get(0);
    assertThat(lr.levels().get(0).geometricMean()).isEqualTo(2, within(1e-12));
    assertThat(lr.levels().get(0).numbers().median()).isEqualTo(2.5);
    assertThat(lr.levels().get(0).percentNotOk()).isEqualTo("0%");
    assertThat(lr.levels().get(1).percentNotOk()).isEqualTo("100%");
    assertThat(lr.levels().get(1).geometricMean()).isNaN();
    assertThat(lr.levels().get(1).numbers().median()).isNaN();
    assertThat(lr.ratio()).isEqualTo(1);
    assertThat(lr.isHarmful()).isTrue();
  }

  @Test
  void quartilesBetweenTwoValuesAreInterpolated() {
    FiveNumbers numbers = FiveNumbers.of(4, 1, 3, 2);
    assertThat(numbers).isEqualTo(new FiveNumbers(1, 1.75, 2.5, 3.25, 4));
  }
}
