package io.github.lstmsweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.train.series.ForecastPoint;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that any scores produce a report within seconds, with drawings inside their frames. */
@Timeout(60)
class OddScoresTest {
  private static final Pattern SVG =
      Pattern.compile("(?s)<svg.*?viewBox=\"0 0 (\\d+) (\\d+)\".*?</svg>");
  private static final Pattern BETWEEN = Pattern.compile("[ ,]+");
  private static final Pattern PLACE = Pattern.compile(" (?:[cxy]+[12]?|points)=\"([^\"]*)\"");

  static Stream<List<Double>> scores() {
    return Stream.of(
        List.of(0.0, 0.0, 0.0),
        List.of(0.0, 0.5, 2.0),
        List.of(-1.0, 0.0, 5.0),
        List.of(-3.0, -2.0, -1.0),
        List.of(4.0, 4.0, 4.0),
        List.of(1e-300, 1.0, 1e300),
        List.of(1e300, 1e300, 1.7e308),
        List.of(Double.MIN_VALUE, 2 * Double.MIN_VALUE, Double.MIN_NORMAL),
        List.of(0.0, Double.MIN_VALUE, Double.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("scores")
  void everythingIsDrawnWithinItsFrame(List<Double> scores) {
    for (Task task : Task.values()) {
      String page = Page.of(summary(task, scores));
      assertThat(page).hasSizeLessThan(100_000).contains("3 of 3 trials: 3 OK");
      Matcher svg = SVG.matcher(page);
      int drawings = 0;
      while (svg.find()) {
        drawings++;
        double most = Math.max(Double.parseDouble(svg.group(1)), Double.parseDouble(svg.group(2)));
        Matcher place = PLACE.matcher(svg.group());
        while (place.find()) {
          for (String number : BETWEEN.splitAsStream(place.group(1)).toList()) {
            assertThat(Double.parseDouble(number)).as(svg.group()).isBetween(0.0, most);
          }
        }
      }
      long ratios = scores.stream().filter(score -> score >= Double.MIN_NORMAL).count();
      long logs = scores.stream().filter(score -> score > 0).distinct().count();
      // Influence and curves, parallel coordinates, shares, forecasts.
      int expected =
          (ratios > 0 ? 2 : 0)
              + (ratios > 1 ? 1 : 0)
              + (logs > 1 ? 1 : 0)
              + (task == Task.TIME_SERIES ? 1 : 0);
      assertThat(drawings).isEqualTo(expected);
    }
  }

  @Test
  void aScoreOfZeroLiesAtTheLowerEdgeAndThePageSaysSo() {
    String page = Page.of(summary(Task.TIME_SERIES, List.of(0.0, 0.5, 2.0)));
    assertThat(page).contains("1 score is not above 0: it lies at the lower edge, and in no mean");
    assertThat(Page.of(summary(Task.TIME_SERIES, List.of(0.25, 0.5, 2.0))))
        .doesNotContain("not above 0");
    assertThat(Page.of(summary(Task.TIME_SERIES, List.of(0.0, 0.0, 0.0))))
        .contains("No score is above 0, so that there are no ratios to draw");
  }

  @Test
  void aSmallScoreIsNotShownAsZero() {
    assertThat(Page.of(summary(Task.TIME_SERIES, List.of(1.25e-7, 0.5, 2.0))))
        .contains("<strong>1.3e-07</strong>");
  }

  private static SweepSummary summary(Task task, List<Double> scores) {
    List<TrialRow> rows = new ArrayList<>();
    Map<TrialId, List<EpochPoint>> curves = new HashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      TrialId id = new TrialId("%032x".formatted(i + 1));
      Map<String, Object> values = new HashMap<>();
      values.put("status", "OK");
      values.put("task", task.key());
      values.put(task.metric(), scores.get(i));
      values.put("lr", 0.25 * (1 + i));
      rows.add(new TrialRow(id, values));
      curves.put(
          id,
          List.of(
              point(task, 1, Double.POSITIVE_INFINITY),
              point(task, 2, Double.NaN),
              point(task, 3, scores.get(i))));
    }
    List<ForecastPoint> forecasts = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      double score = scores.get(i);
      forecasts.add(
          new ForecastPoint(7 + i, score, -score, Double.NaN, Double.POSITIVE_INFINITY, score));
    }
    return new SweepSummary(
        new SweepSummary.Table(
            "odd",
            "out",
            3,
            new TableRows(rows, List.of()),
            new Varying(List.of(Hyperparameter.LR), Map.of())),
        curves,
        task == Task.TIME_SERIES ? forecasts : List.of(),
        List.of());
  }

  private static EpochPoint point(Task task, int epoch, double score) {
    return new EpochPoint(task, epoch, score, score, 0.25, EpochPoint.Dynamics.UNKNOWN);
  }
}
