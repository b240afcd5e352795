package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {
  private final List<Trial> trials = LongStream.range(0, 3).mapToObj(Results::trial).toList();
  private final RemainingTime remaining =
      new RemainingTime(new Schedule(trials, Collections.nCopies(3, 10.0)), 1);

  @Test
  void theFirstTrialsPaceCountsForAllOfThem() {
    remaining.started(trials.get(0).id(), 0);
    assertThat(remaining.seconds(4)).isEqualTo(26, within(1e-9));

    remaining.progressed(progress(0, 20, 4), 4);

    // A fifth took 4 s, so a trial takes 20 s.
    assertThat(remaining.seconds(4)).isEqualTo(16 + 2 * 20, within(1e-9));
    assertThat(remaining.seconds(6)).as("until it is heard of again").isEqualTo(54, within(1e-9));
    remaining.progressed(progress(0, 50, 6), 6);
    assertThat(remaining.seconds(6)).as("it is faster now").isEqualTo(6 + 24, within(1e-9));
    remaining.finished(trials.get(0).id(), TrialStatus.OK, 12);
    assertThat(remaining.seconds(12)).isEqualTo(24, within(1e-9));
  }

  @Test
  void theVeryBeginningOfATrialCountsNothing() {
    remaining.started(trials.get(0).id(), 0);
    remaining.progressed(progress(0, 1, 5), 5);
    assertThat(remaining.seconds(5)).isEqualTo(25, within(1e-9));
  }

  @Test
  void aTrialThatStartsAgainBeginsAnew() {
    remaining.started(trials.get(0).id(), 0);
    remaining.progressed(progress(0, 90, 9), 9);
    remaining.started(trials.get(0).id(), 10);
    assertThat(remaining.seconds(10)).isEqualTo(30, within(1e-9));
  }

  @Test
  void tokensPerSecondAreThoseOfTheLastHalfMinute() {
    TokenRate rate = new TokenRate();
    assertThat(rate.at(0.5, 0)).isNaN();
    assertThat(rate.at(2, 2_000)).isEqualTo(1_000);
    for (int second = 3; second <= 100; second++) {
      rate.at(second, 2_000 + 500L * (second - 2));
    }
    assertThat(rate.at(101, 51_500)).isEqualTo(500, within(5.0));
  }

  private TrialProgress progress(int trial, long percent, double seconds) {
    return new TrialProgress(
        trials.get(trial).id().hex(), 0, 1, percent, 100, Double.NaN, seconds, CoarseCurve.EMPTY);
  }
}
