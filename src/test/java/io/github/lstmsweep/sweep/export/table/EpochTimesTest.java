package io.github.lstmsweep.sweep.export.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.train.EpochPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochTimesTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private static List<Instant> times(Instant finished, double... seconds) {
    List<EpochPoint> curve = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      curve.add(new EpochPoint(i + 1, 2, 2, seconds[i]));
    }
    return EpochTimes.of(curve, NOON, finished).stream().map(TimedPoint::at).toList();
  }

  @Test
  void epochsFollowOneAnotherFromTheStart() {
    assertThat(times(NOON.plusSeconds(10), 1, 2.5))
        .containsExactly(NOON.plusSeconds(1), NOON.plusMillis(3_500));
  }

  @Test
  void theEpochsOfAContinuedTrialLeadUpToItsEnd() {
    assertThat(times(NOON.plusSeconds(2), 3, 1, 1))
        .containsExactly(NOON, NOON.plusSeconds(1), NOON.plusSeconds(2));
  }

  @Test
  void anUnknownLengthIsNone() {
    assertThat(times(NOON.plusSeconds(9), Double.NaN, -1, 1, Double.POSITIVE_INFINITY))
        .containsExactly(NOON, NOON, NOON.plusSeconds(1), NOON.plusSeconds(1));
  }

  @Test
  void noEpochHasNoTime() {
    assertThat(times(NOON.plusSeconds(9))).isEmpty();
  }
}
