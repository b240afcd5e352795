package io.github.lstmsweep.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastReachTest {
  /** A row keeps the forecast of {@code horizon} steps if its value is one of validation. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 15, 16, 17, 63, 64, 65, 100, 1_024})
  void everyForecastThatARowKeepsIsMadeAndNoWindowLooksFarther(int windows) {
    ForecastReach reach = new ForecastReach(windows);
    for (int window = 0; window < windows; window++) {
      int last = window;
      int farthest =
          ForecastReach.HORIZONS.stream()
              .filter(horizon -> last + horizon - 1 < windows)
              .mapToInt(horizon -> horizon)
              .max()
              .orElseThrow();
      assertThat(reach.steps(window)).as("window %d", window).isEqualTo(farthest);
    }
    for (int steps = 1; steps <= 65; steps++) {
      int looking = 0;
      for (int window = 0; window < windows; window++) {
        looking += reach.steps(window) >= steps ? 1 : 0;
      }
      assertThat(reach.windowsThatLook(steps)).as("%d steps", steps).isEqualTo(looking);
    }
  }
}
