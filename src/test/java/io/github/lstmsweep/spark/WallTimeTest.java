package io.github.lstmsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.task.SweepTasks.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WallTimeTest {
  @Test
  void everyCoreSecondHasItsPlace() {
    // Two cores; Java starts at 1 s, the first task at 4 s; the last task is launched at 8 s.
    List<Span> spans =
        List.of(new Span(4_000, 9_000), new Span(4_000, 8_000), new Span(8_000, 14_000));
    WallTime time = WallTime.of(2, 1_000, spans, work(14, 1, 0.5), 0.9);
    WallTime.Spent spent = new WallTime.Spent(15, 6, 0.5, 0.375, 4, 20 - 15 - 4 - 0.5 - 0.375);
    assertThat(time).isEqualTo(new WallTime(2, 13, spent, 7.5, 0.25, 0.9));
  }

  @Test
  void noUseTakesMoreThanThereIs() {
    List<Span> spans = List.of(new Span(0, 5_000), new Span(0, 5_000));
    WallTime.Spent spent = WallTime.of(2, 0, spans, work(9, 0, 3), Double.NaN).spent();
    assertThat(spent).isEqualTo(new WallTime.Spent(9, 0, 1, 0, 0, 0));
  }

  /** Trials of some seconds, and a row that took a quarter and one that took an eighth of one. */
  private static WallTime.Work work(double training, double borrowed, double searching) {
    return new WallTime.Work(training, borrowed, searching, 5.8, List.of(0.25, 0.125));
  }

  @Test
  void noRunIsShorterThanItsLongestTrial() {
    WallTime time =
        WallTime.of(
            4,
            0,
            List.of(new Span(0, 9_000)),
            new WallTime.Work(9, 0, 0, 9, List.of()),
            Double.NaN);
    assertThat(time.atBestSeconds()).isEqualTo(9);
    assertThat(time.spent().idleTail()).isEqualTo(27);
    assertThat(time.publishedSeconds()).isZero();
  }

  @Test
  void theTimeOfARowIsThatOfNinetyNineInAHundred() {
    List<Double> seconds = IntStream.rangeClosed(1, 200).mapToObj(n -> (201 - n) / 100.0).toList();
    assertThat(new WallTime.Work(0, 0, 0, 0, seconds).publishedOf99()).isEqualTo(1.98);
    assertThat(new WallTime.Work(0, 0, 0, 0, List.of(0.5, 0.25)).publishedOf99()).isEqualTo(0.5);
  }
}
