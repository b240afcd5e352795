package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.result.row.TrialRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallSharesTest {
  private final RowMaker maker = new RowMaker();

  /** Two places: 0-10 and 10-14 s in one, 0-6 s in the other; later 100-105 s after a pause. */
  @Test
  void theTimesOfAllPlacesAddUp() {
    List<TrialRow> rows =
        List.of(
            trial(0, 10, 7, 2), trial(0, 6, 4, 1.5), trial(10, 14, 3, 1), trial(100, 105, 5, 0));
    WallShares shares = WallShares.of(rows);
    assertThat(shares.trials()).isEqualTo(4);
    assertThat(shares.trainingSeconds()).isEqualTo(19, within(1e-9));
    assertThat(shares.validationSeconds()).isEqualTo(4.5, within(1e-9));
    assertThat(shares.otherSeconds()).isEqualTo(1.5, within(1e-9));
    assertThat(shares.places()).isEqualTo(2);
    assertThat(shares.busySeconds()).isEqualTo(19, within(1e-9));
    assertThat(shares.pausedSeconds()).isEqualTo(86, within(1e-9));
    assertThat(shares.idleSeconds()).isEqualTo(2 * 19 - 25, within(1e-9));
  }

  @Test
  void failedTrialsCountAndRowsWithoutTimesDoNot() {
    TrialRow diverged =
        maker.failed("DIVERGED", "started_at", 0L, "finished_at", 2_000_000L, "train_seconds", 1.5);
    WallShares shares = WallShares.of(List.of(diverged, maker.failed("CRASHED"), maker.ok(8)));
    assertThat(shares.trials()).isEqualTo(1);
    assertThat(shares.trainingSeconds()).isEqualTo(1.5);
    assertThat(shares.otherSeconds()).isEqualTo(0.5);
    assertThat(WallShares.of(List.of())).isEqualTo(new WallShares(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void noPartIsNegativeIfTheClocksDisagree() {
    WallShares shares = WallShares.of(List.of(trial(0, 10, 10.5, 1), trial(5, 4, 1, 1)));
    assertThat(shares).isEqualTo(new WallShares(1, 10, 0, 0, 0, 1, 10, 0));
  }

  private TrialRow trial(double start, double end, double training, double validation) {
    return maker.ok(
        8,
        "started_at",
        1_700_000_000_000_000L + (long) (start * 1e6),
        "finished_at",
        1_700_000_000_000_000L + (long) (end * 1e6),
        "train_seconds",
        training,
        "validation_seconds",
        validation);
  }
}
