package io.github.lstmsweep.result.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final TrialRow BETTER = row(9, "OK", 7.5);
  private static final TrialRow EQUAL_LOWER_ID = row(2, "OK", 8.0);
  private static final TrialRow EQUAL_HIGHER_ID = row(5, "OK", 8.0);
  private static final TrialRow INFINITE = row(1, "OK", Double.POSITIVE_INFINITY);
  private static final TrialRow NEGATIVE_INFINITE = row(3, "OK", Double.NEGATIVE_INFINITY);
  private static final TrialRow NO_NUMBER = row(4, "OK", Double.NaN);
  private static final TrialRow DIVERGED_WITH_A_SCORE = row(6, "DIVERGED", 1.0);
  private static final TrialRow ABSENT = new TrialRow(id(7), Map.of("status", "OK"));
  private static final TrialRow FAILED = new TrialRow(id(8), Map.of("status", "FAILED"));

  private static final List<TrialRow> BEST_FIRST =
      List.of(
          BETTER,
          EQUAL_LOWER_ID,
          EQUAL_HIGHER_ID,
          INFINITE,
          NEGATIVE_INFINITE,
          NO_NUMBER,
          DIVERGED_WITH_A_SCORE,
          ABSENT,
          FAILED);

  @Test
  void aLowerScoreIsBetterAndTheLowerIdWinsATie() {
    assertThat(Ranking.ranked(BEST_FIRST)).containsExactly(BETTER, EQUAL_LOWER_ID, EQUAL_HIGHER_ID);
  }

  @Test
  void onlyAFiniteScoreOfAnOkTrialRanks() {
    assertThat(Ranking.score(BETTER)).hasValue(7.5);
    for (TrialRow row : BEST_FIRST.subList(3, BEST_FIRST.size())) {
      assertThat(Ranking.score(row)).as(row.toString()).isEmpty();
    }
  }

  @Test
  void theOrderOfTheInputDecidesNothing() {
    for (long seed = 0; seed < 100; seed++) {
      List<TrialRow> shuffled = new ArrayList<>(BEST_FIRST);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(shuffled.stream().sorted(Ranking.BEST_FIRST).toList())
          .as("seed " + seed)
          .isEqualTo(BEST_FIRST);
    }
  }

  private static TrialRow row(int id, String status, double score) {
    return new TrialRow(id(id), Map.of("status", status, "validation_perplexity", score));
  }

  private static TrialId id(int number) {
    return new TrialId("%032x".formatted(number));
  }
}
