package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.WallTime;
import org.junit.jupiter.api.Test;

class WallTimeLineTest {
  @Test
  void theSharesAreOfAllCoresTime() {
    WallTime.Spent spent = new WallTime.Spent(170, 20, 0, 1, 8, 1);
    assertThat(WallTimeLine.of(new WallTime(2, 100, spent, 85, 0.0352, Double.NaN)))
        .isEqualTo(
            "Took 1 min 40 s on 2 cores: 85.0% training, 10.0% start-up, 0.5% scheduling, 0.5%"
                + " publishing, 4.0% idle at the end; at best 1 min 25 s; 99% of rows in the table"
                + " 35 ms after training");
  }

  @Test
  void aSearchAndTheProcessorsHaveTheirShares() {
    WallTime.Spent spent = new WallTime.Spent(180, 4, 10, 2, 2, 2);
    assertThat(WallTimeLine.of(new WallTime(2, 100, spent, 90, 0.03, 0.958)))
        .contains("2.0% start-up, 5.0% search, 1.0% scheduling, 1.0% publishing")
        .endsWith(" after training; processors busy 95.8%");
  }
}
