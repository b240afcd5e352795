package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.RankCorrelation.AtEpoch;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private final RowMaker maker = new RowMaker();
  private final List<TrialRow> rows = new ArrayList<>();
  private final Map<TrialId, List<EpochPoint>> curves = new HashMap<>();

  /** The first epoch has the reverse order, and the second one swaps two trials: 1 - 6 * 2 / 60. */
  @Test
  void rhoIsOneForEqualOrdersAndMinusOneForReverseOnes() {
    add("OK", 4, 1, 1);
    add("OK", 3, 3, 2);
    add("OK", 2, 2, 3);
    add("OK", 1, 4, 4);
    List<AtEpoch> epochs = RankCorrelation.of(rows, curves).epochs();
    assertThat(epochs).extracting(AtEpoch::epoch).containsExactly(1, 2, 3);
    assertThat(epochs.get(0).rho()).isEqualTo(-1, within(1e-12));
    assertThat(epochs.get(1).rho()).isEqualTo(0.8, within(1e-12));
    assertThat(epochs.get(2).rho()).isEqualTo(1, within(1e-12));
    assertThat(epochs).extracting(AtEpoch::rankOfBest).containsExactly(4, 1, 1);
    assertThat(epochs.get(0).keepsBest(3)).isFalse();
    assertThat(epochs.get(0).keepsBest(4)).isTrue();
  }

  @Test
  void aDivergedTrialRanksLastFromTheEndOfItsCurve() {
    add("OK", 5, 5);
    add("OK", 6, 6);
    add("DIVERGED", 1);
    RankCorrelation ranks = RankCorrelation.of(rows, curves);
    assertThat(ranks.trials()).isEqualTo(3);
    assertThat(ranks.diverged()).isEqualTo(1);
    assertThat(ranks.epochs().get(0).rho()).as("1 2 0 and 0 1 2").isEqualTo(-0.5, within(1e-12));
    assertThat(ranks.epochs().get(0).rankOfBest()).isEqualTo(2);
    assertThat(ranks.epochs().get(1).rankOfBest()).isEqualTo(1);
  }

  @Test
  void aTrialThatDivergedAfterItsLastEpochStillRanksLast() {
    add("OK", 5, 5);
    add("DIVERGED", 1, 1);
    assertThat(RankCorrelation.of(rows, curves).epochs().get(1).rankOfBest()).isEqualTo(1);
    assertThat(RankCorrelation.of(rows, curves).epochs().get(0).rankOfBest()).isEqualTo(2);
  }

  @Test
  void shorterCurvesAndOtherEndingsAreLeftOut() {
    add("OK", 5, 5, 5);
    add("OK", 6, 6, 6);
    add("OK", 1, 1);
    add("TIMEOUT", 1, 1, 1);
    rows.add(maker.ok(1));
    assertThat(RankCorrelation.of(rows, curves).trials()).isEqualTo(2);
  }

  @Test
  void tiesCountAgainstTheBestButNotAmongTheBest() {
    add("OK", 5, 3);
    add("OK", 5, 3);
    add("OK", 5, 4);
    List<AtEpoch> epochs = RankCorrelation.of(rows, curves).epochs();
    assertThat(epochs.get(0).rho()).as("no order in the first epoch").isNaN();
    assertThat(epochs).extracting(AtEpoch::rankOfBest).containsExactly(2, 1);
  }

  @Test
  void fewerThanTwoTrialsHaveNoOrder() {
    assertThat(RankCorrelation.of(rows, curves).epochs()).isEmpty();
    add("OK", 5, 3);
    assertThat(RankCorrelation.of(rows, curves)).isEqualTo(new RankCorrelation(1, 0, List.of()));
    rows.clear();
    add("DIVERGED", 5, 3);
    add("DIVERGED", 5, 3);
    assertThat(RankCorrelation.of(rows, curves)).isEqualTo(new RankCorrelation(2, 2, List.of()));
  }

  @Test
  void aTenthIsRoundedUp() {
    assertThat(new RankCorrelation(1, 0, List.of()).tenth()).isEqualTo(1);
    assertThat(new RankCorrelation(10, 0, List.of()).tenth()).isEqualTo(1);
    assertThat(new RankCorrelation(11, 0, List.of()).tenth()).isEqualTo(2);
  }

  private void add(String status, double... scores) {
    TrialRow row = status.equals("OK") ? maker.ok(scores[scores.length - 1]) : maker.failed(status);
    rows.add(row);
    List<EpochPoint> curve = new ArrayList<>();
    for (int e = 0; e < scores.length; e++) {
      curve.add(new EpochPoint(e + 1, scores[e], scores[e], 1));
    }
    curves.put(row.id(), curve);
  }
}
