package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.WallTime;
import org.junit.jupiter.api.Test;

class WallTimeLineTest {
  @Test
  void theSharesAreOfAllCoresTime() {
    assertThat(WallTimeLine.of(new WallTime(2, 100, 170, 20, 1, 8, 1, 85, 0.0352)))
        .isEqualTo(
            "Took 1 min 40 s on 2 cores: 85.0% training, 10.0% start-up, 0.5% scheduling, 0.5%"
                + " publishing, 4.0% idle at the end; at best 1 min 25 s; 99% of rows in the table"
                + " 35 ms after training");
  }
}
