package io.github.lstmsweep.compare.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.compare.importance.Factors;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FailureRulesTest {
  private static final List<Hyperparameter> VARYING =
      List.of(
          Hyperparameter.LR,
          Hyperparameter.GRADIENT_CLIP,
          Hyperparameter.CELL,
          Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();

  /** The status of a trial. */
  private interface Status {
    String of(double lr, double clip, String cell, long seed);
  }

  /** Makes 4 × 2 × 3 × 2 trials. */
  private List<TrialRow> rows(Status status) {
    List<TrialRow> rows = new ArrayList<>();
    for (double lr : new double[] {0.1, 1, 5, 10}) {
      for (double clip : new double[] {1, Double.POSITIVE_INFINITY}) {
        for (String cell : new String[] {"gru", "lstm", "rnn"}) {
          for (long seed = 0; seed < 2; seed++) {
            Object[] values = {"lr", lr, "gradient_clip", clip, "cell", cell, "seed", seed};
            String ending = status.of(lr, clip, cell, seed);
            rows.add(ending.equals("OK") ? maker.ok(8, values) : maker.failed(ending, values));
          }
        }
      }
    }
    return rows;
  }

  private static List<String> words(List<TrialRow> rows) {
    return FailureRules.of(rows, Factors.of(rows, VARYING)).rules().stream()
        .map(FailureRule::words)
        .toList();
  }

  private List<String> diverged(Status diverges) {
    return words(rows(diverges));
  }

  private static String divergedIf(boolean isDiverged) {
    return isDiverged ? "DIVERGED" : "OK";
  }

  @Test
  void oneValueExplainsAllAndNoOther() {
    assertThat(diverged((lr, clip, cell, seed) -> divergedIf(lr == 10)))
        .containsExactly("all 12 DIVERGED trials have lr 10; no other trial has it");
  }

  @Test
  void twoConditionsAreNamedTogether() {
    assertThat(diverged((lr, clip, cell, seed) -> divergedIf(lr == 10 && Double.isInfinite(clip))))
        .containsExactly(
            "all 6 DIVERGED trials have lr 10 and gradient_clip inf; no other trial has both");
  }

  @Test
  void valuesFromAnEndAreARange() {
    assertThat(diverged((lr, clip, cell, seed) -> divergedIf(lr >= 5)))
        .containsExactly("all 24 DIVERGED trials have lr ≥ 5; no other trial has it");
    assertThat(diverged((lr, clip, cell, seed) -> divergedIf(lr <= 1)))
        .containsExactly("all 24 DIVERGED trials have lr ≤ 1; no other trial has it");
    assertThat(diverged((lr, clip, cell, seed) -> divergedIf(!cell.equals("lstm") && lr == 10)))
        .containsExactly(
            "all 8 DIVERGED trials have lr 10 and cell gru or rnn; no other trial has both");
  }

  @Test
  void threeConditionsAndTheSeedDescribeASingleTrialExactly() {
    assertThat(
            diverged(
                (lr, clip, cell, seed) ->
                    divergedIf(lr == 10 && clip == 1 && cell.equals("gru") && seed == 1)))
        .containsExactly(
            "the DIVERGED trial has lr 10 and gradient_clip 1 and cell gru and seed 1; no other"
                + " trial has all of this");
  }

  @Test
  void aRuleWithoutTheSeedComesBeforeAShorterOneWithIt() {
    List<TrialRow> rows =
        List.of(
            maker.failed("FAILED", "lr", 1.0, "gradient_clip", 1.0, "seed", 5L),
            maker.ok(8, "lr", 1.0, "gradient_clip", 2.0, "seed", 0L),
            maker.ok(8, "lr", 2.0, "gradient_clip", 1.0, "seed", 0L),
            maker.ok(8, "lr", 2.0, "gradient_clip", 2.0, "seed", 0L));
    assertThat(words(rows))
        .containsExactly("the FAILED trial has lr 1 and gradient_clip 1; no other trial has both");
  }

  @Test
  void severalConjunctionsAreListed() {
    assertThat(
            diverged(
                (lr, clip, cell, seed) ->
                    divergedIf(lr == 10 || (lr == 0.1 && cell.equals("rnn")))))
        .containsExactly(
            "all 16 DIVERGED trials have one of these: lr 10; lr 0.1 and cell rnn. No other trial"
                + " has one.");
  }

  @Test
  void theBestInexactRuleHasItsCounts() {
    assertThat(
            diverged(
                (lr, clip, cell, seed) ->
                    divergedIf(
                        (lr == 10 && !(cell.equals("gru") && seed == 0))
                            || (lr == 0.1 && clip == 1 && cell.equals("lstm") && seed == 1))))
        .containsExactly("10 of 11 DIVERGED trials have lr 10; 2 of 12 trials with it are OK");
  }

  @Test
  void trialsThatEndedInAThirdWayAreNotCalledOk() {
    assertThat(
            diverged(
                (lr, clip, cell, seed) ->
                    lr < 10 ? "OK" : cell.equals("gru") && seed == 0 ? "TIMEOUT" : "DIVERGED"))
        .containsExactly(
            "all 10 DIVERGED trials have lr 10; 2 of 12 trials with it are not DIVERGED",
            "all 2 TIMEOUT trials have lr 10 and cell gru and seed 0; no other trial has all of"
                + " this");
  }

  @Test
  void withoutARelationNoRuleIsClaimed() {
    List<TrialRow> rows = new ArrayList<>();
    for (double lr : new double[] {1, 10}) {
      rows.add(maker.ok(8, "lr", lr));
      rows.add(maker.failed("FAILED", "lr", lr));
    }
    assertThat(words(rows))
        .containsExactly("no hyperparameter tells the 2 FAILED trials from the others");
    assertThat(words(List.of(maker.failed("FAILED"), maker.ok(8))))
        .containsExactly("no hyperparameter tells the FAILED trial from the others");
  }

  /** Two conjunctions cover them: lr 0.1, gru and no clipping, and lr 10, rnn and clipping. */
  @Test
  void conditionsThatOnlyListTheTrialsAreNoRule() {
    assertThat(
            diverged(
                (lr, clip, cell, seed) ->
                    divergedIf(
                        (lr == 0.1 && Double.isInfinite(clip) && cell.equals("gru"))
                            || (lr == 10 && clip == 1 && cell.equals("rnn")))))
        .containsExactly("no hyperparameter tells the 4 DIVERGED trials from the others");
  }

  /** One in four trials fails, whatever its values: a rule in any of 200 tables would be wrong. */
  @Test
  void chanceMakesNoRule() {
    long seed = 20_261_129;
    Random random = new Random(seed);
    int claimed = 0;
    for (int table = 0; table < 200; table++) {
      List<TrialRow> rows =
          rows((lr, clip, cell, s) -> random.nextDouble() < 0.25 ? "FAILED" : "OK");
      claimed +=
          (int) words(rows).stream().filter(rule -> !rule.startsWith("no hyperparameter")).count();
    }
    assertThat(claimed).as("seed %d", seed).isLessThanOrEqualTo(10);
  }

  @Test
  void allTrialsMayHaveFailed() {
    assertThat(diverged((lr, clip, cell, seed) -> "DIVERGED"))
        .containsExactly("all 48 trials are DIVERGED");
    assertThat(words(List.of(maker.failed("FAILED")))).containsExactly("the only trial is FAILED");
    assertThat(words(List.of(maker.ok(8)))).isEmpty();
    assertThat(words(List.of())).isEmpty();
  }

  @Test
  void aTiedGroupIsNamedWhole() {
    List<TrialRow> rows = new ArrayList<>();
    for (int level = 1; level <= 4; level++) {
      for (String cell : new String[] {"gru", "lstm"}) {
        Object[] values = {"lr", (double) level, "gradient_clip", 10.0 - level, "cell", cell};
        rows.add(level >= 3 ? maker.failed("DIVERGED", values) : maker.ok(8, values));
      }
    }
    assertThat(words(rows))
        .containsExactly(
            "all 4 DIVERGED trials have lr (tied to gradient_clip) ≥ 3; no other trial has it");
  }

  @Test
  void countsBelongToTheRule() {
    List<TrialRow> rows = rows((lr, clip, cell, seed) -> divergedIf(lr == 10));
    FailureRule rule = FailureRules.of(rows, Factors.of(rows, VARYING)).rules().get(0);
    assertThat(rule.isExact()).isTrue();
    assertThat(rule.trials()).isEqualTo(48);
    Conjunction only = rule.conjunctions().get(0);
    assertThat(only.failed()).isEqualTo(12);
    assertThat(only.ok()).isZero();
    assertThat(only.trials()).isEqualTo(12);
  }
}
