package io.github.lstmsweep.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Checks that an axis has a few ordered ticks and that every place is in the drawing, for any
 * values.
 */
@Timeout(20)
class ChartAxisTest {
  private static final double BOTTOM = 300;
  private static final double TOP = 12;
  private static final int MOST_TICKS = 10;

  private static final double[] ODD = {
    0,
    -0.0,
    1,
    -1,
    1e300,
    -1e300,
    1e-300,
    Double.MIN_VALUE,
    3 * Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Math.nextUp(1.0),
    1e15 + 0.125,
    1e15,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  @Test
  void everyPairOfOddValuesHasAnAxis() {
    for (double one : ODD) {
      for (double other : ODD) {
        check(new double[] {one, other}, one + ", " + other);
      }
      check(new double[] {one}, "" + one);
    }
    check(new double[0], "none");
  }

  @Test
  void valuesOfEveryMagnitudeHaveAnAxis() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    for (int trial = 0; trial < 20_000; trial++) {
      double[] values = new double[1 + random.nextInt(5)];
      double middle = Math.pow(10, -300 + 600 * random.nextDouble());
      double spread = Math.pow(10, -20 * random.nextDouble());
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (random.nextInt(4)) {
              case 0 -> middle * (1 + spread * random.nextGaussian());
              case 1 -> middle;
              case 2 -> Double.longBitsToDouble(random.nextLong());
              default -> ODD[random.nextInt(ODD.length)];
            };
      }
      check(values, "seed " + seed + ", trial " + trial);
    }
  }

  private static void check(double[] values, String what) {
    for (ChartAxis axis :
        List.of(LogAxis.over(values, BOTTOM, TOP), LinearAxis.over(values, BOTTOM, TOP))) {
      String told = axis.getClass().getSimpleName() + " over " + what;
      List<Double> ticks = axis.ticks();
      assertThat(ticks).as(told).hasSizeBetween(1, MOST_TICKS);
      List<Double> places = new ArrayList<>(ticks);
      DoubleStream.of(values).filter(Double::isFinite).forEach(places::add);
      for (double place : places) {
        assertThat(axis.at(place)).as("%s: place of %s", told, place).isBetween(TOP, BOTTOM);
      }
      for (int i = 1; i < ticks.size(); i++) {
        assertThat(ticks.get(i)).as(told + ": ticks").isGreaterThan(ticks.get(i - 1));
        assertThat(axis.at(ticks.get(i))).as(told).isLessThan(axis.at(ticks.get(i - 1)));
      }
      double[] sorted = DoubleStream.of(values).filter(Double::isFinite).sorted().toArray();
      for (int i = 1; i < sorted.length; i++) {
        assertThat(axis.at(sorted[i]))
            .as("%s: %s is not below %s", told, sorted[i], sorted[i - 1])
            .isLessThanOrEqualTo(axis.at(sorted[i - 1]));
      }
    }
  }

  @Test
  void ticksHaveTextsThatTellThemApart() {
    assertThat(TickTexts.of(List.of(1.0, 1.5, 20.0, 0.0, 12345.678)))
        .containsExactly("1", "1.5", "20", "0", "12350");
    assertThat(TickTexts.of(List.of(0.0012, 0.0013, 0.0014)))
        .containsExactly("0.0012", "0.0013", "0.0014");
    assertThat(TickTexts.of(List.of(120_000.0, 122_000.0))).containsExactly("1.2e+05", "1.22e+05");
    assertThat(TickTexts.of(List.of(1_000_001.0, 1_000_002.0)))
        .containsExactly("1.000001e+06", "1.000002e+06");
    assertThat(TickTexts.of(List.of(-1e300, 0.1 + 0.2))).containsExactly("-1e+300", "0.3");
  }
}
