package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningSweepTest {
  @Test
  void aSweepWithATimeoutLongerThanAClockCountsIsNotOver() {
    Optional<Duration> longest = Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(new RunningSweep.Limit(longest, () -> false).reached()).isEmpty();
    assertThat(new RunningSweep.Limit(longest, () -> true).reached())
        .contains(SweepEnd.Reason.INTERRUPTED);
    assertThat(new RunningSweep.Limit(Optional.of(Duration.ofNanos(1)), () -> false).reached())
        .contains(SweepEnd.Reason.TIMED_OUT);
  }
}
