package io.github.lstmsweep.result.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.TrainingOutcome;
import io.github.lstmsweep.train.TrainingOutcome.Timing;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmSecondsTest {
  /** Eight seconds of epochs, seven of them in training: five warm epochs have 7/8 s each. */
  @Test
  void theFirstSlowEpochIsTakenOut() {
    assertThat(warmSeconds(7, 4, 1, 1, 1, 1)).isEqualTo(7 * 5 / 8.0);
    assertThat(warmSeconds(7, 1, 1, 4, 1, 1)).isEqualTo(7 * 5 / 8.0);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(warmSeconds(10, 4, 1, 2, 3)).isEqualTo(10 * 2.5 * 4 / 10);
  }

  @Test
  void equalEpochsLeaveTheSeconds() {
    assertThat(warmSeconds(6, 2, 2, 2)).isEqualTo(6.0);
  }

  @Test
  void twoEpochsTellNothing() {
    assertThat(warmSeconds(6, 4, 2)).isNull();
    assertThat(warmSeconds(6)).isNull();
  }

  @Test
  void aTrialThatNeverReturnedHasNone() {
    assertThat(of(Results.failed(1, TrialStatus.FAILED))).isNull();
  }

  private static Object warmSeconds(double trainSeconds, double... epochs) {
    List<EpochPoint> curve =
        IntStream.range(0, epochs.length)
            .mapToObj(i -> new EpochPoint(i + 1, 9, 8, epochs[i]))
            .toList();
    return of(
        Results.result(
            1,
            Ending.trained(
                new TrainingOutcome(
                    TrialStatus.TIMEOUT,
                    "in time",
                    curve,
                    Optional.empty(),
                    new Timing(trainSeconds, 1, 1, 1)))));
  }

  private static Object of(TrialResult result) {
    return ResultSchema.columns().stream()
        .filter(column -> column.name().equals("warm_train_seconds"))
        .findFirst()
        .orElseThrow()
        .value()
        .apply(result);
  }
}
