package io.github.lstmsweep.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.lstmsweep.compare.ParetoFront.Point;
import io.github.lstmsweep.result.row.TrialRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
  private final RowMaker maker = new RowMaker();

  @Test
  void noOtherTrialIsCheaperAndBetter() {
    List<TrialRow> rows =
        List.of(trial(9, 1), trial(8, 2), trial(8.5, 3), trial(7, 3), trial(7, 4), trial(7.5, 3));
    assertThat(ParetoFront.of(rows, Measure.SECONDS).points())
        .extracting(Point::cost, Point::score)
        .containsExactly(tuple(1.0, 9.0), tuple(2.0, 8.0), tuple(3.0, 7.0));
  }

  @Test
  void trialsThatAreEqualInBothAllStay() {
    List<TrialRow> rows = List.of(trial(9, 1), trial(9, 1), trial(8, 1));
    assertThat(ParetoFront.of(rows, Measure.SECONDS).points()).hasSize(1);
    assertThat(ParetoFront.of(rows.subList(0, 2), Measure.SECONDS).points()).hasSize(2);
  }

  @Test
  void tokensAreACostTooAndTrialsWithoutCostOrScoreAreLeftOut() {
    List<TrialRow> rows =
        List.of(
            maker.ok(9, "trained_tokens", 100L, "train_seconds", 5.0),
            maker.ok(8, "train_seconds", 1.0),
            maker.failed("DIVERGED", "trained_tokens", 10L, "validation_perplexity", 1.0),
            maker.ok(Double.POSITIVE_INFINITY, "trained_tokens", 1L));
    ParetoFront front = ParetoFront.of(rows, Measure.TOKENS);
    assertThat(front.cost()).isEqualTo(Measure.TOKENS);
    assertThat(front.points()).extracting(Point::row).containsExactly(rows.get(0));
    assertThat(ParetoFront.of(List.of(), Measure.TOKENS).points()).isEmpty();
  }

  @Test
  void theFrontIsThatOfThePairwiseDefinition() {
    long seed = 20_261_129;
    Random random = new Random(seed);
    for (int table = 0; table < 50; table++) {
      List<TrialRow> rows = new ArrayList<>();
      for (int t = 0; t < 60; t++) {
        rows.add(trial(random.nextInt(12), random.nextInt(12)));
      }
      List<TrialRow> unbeaten =
          rows.stream().filter(row -> rows.stream().noneMatch(other -> beats(other, row))).toList();
      assertThat(ParetoFront.of(rows, Measure.SECONDS).points())
          .as("seed %d", seed)
          .extracting(Point::row)
          .containsExactlyInAnyOrderElementsOf(unbeaten);
    }
  }

  private static boolean beats(TrialRow one, TrialRow other) {
    double score = score(one) - score(other);
    double seconds = seconds(one) - seconds(other);
    return score <= 0 && seconds <= 0 && (score < 0 || seconds < 0);
  }

  private static double score(TrialRow row) {
    return Measure.SCORE.of(row).orElseThrow();
  }

  private static double seconds(TrialRow row) {
    return Measure.SECONDS.of(row).orElseThrow();
  }

  private TrialRow trial(double score, double seconds) {
    return maker.ok(score, "train_seconds", seconds);
  }
}
