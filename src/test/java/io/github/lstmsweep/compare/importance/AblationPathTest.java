package io.github.lstmsweep.compare.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.lstmsweep.compare.RowMaker;
import io.github.lstmsweep.compare.importance.AblationPath.Change;
import io.github.lstmsweep.compare.importance.AblationPath.Step;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AblationPathTest {
  private static final List<Hyperparameter> VARYING =
      List.of(
          Hyperparameter.LR, Hyperparameter.NUM_HIDDENS, Hyperparameter.CELL, Hyperparameter.SEED);

  private final RowMaker maker = new RowMaker();
  private final List<TrialRow> rows = new ArrayList<>();

  @Test
  void eachStepIsTheChangeThatImprovesMost() {
    grid(1, 4, 32, 64);
    AblationPath path = of().orElseThrow();
    assertThat(path.start()).isEqualTo("lr 1, num_hiddens 32, cell lstm");
    assertThat(path.startScore().getAsDouble()).isEqualTo(10.5, within(1e-12));
    assertThat(path.startTrials()).isEqualTo(2);
    assertThat(path.notes()).isEmpty();
    assertThat(path.steps().stream().map(AblationPathTest::words))
        .containsExactly("lr 1 to 4", "num_hiddens 32 to 64", "cell lstm to gru");
    assertThat(path.steps().get(0).before().getAsDouble()).isEqualTo(10.5, within(1e-12));
    assertThat(path.steps()).extracting(Step::after).containsExactly(7.5, 5.5, 4.5);
    assertThat(path.steps()).extracting(Step::seeds).containsOnly(2);
  }

  @Test
  void aDefaultThatIsNotAmongTheValuesIsReplacedByTheNearestAndNamed() {
    grid(0.1, 4, 16, 128);
    AblationPath path = of().orElseThrow();
    assertThat(path.start()).as("1 is nearer to 4 as a ratio").startsWith("lr 4, num_hiddens 16");
    assertThat(path.notes())
        .containsExactly(
            "the default lr 1 is not among the values, so the path starts at lr 4",
            "the default num_hiddens 32 is not among the values, so the path starts at num_hiddens"
                + " 16");
  }

  @Test
  void changesThatLeadToNoScoreAreLeftOutAndAGapIsCrossedAtOnce() {
    for (long seed = 0; seed < 2; seed++) {
      rows.add(row("OK", 10, 1, 32, seed));
      rows.add(row("DIVERGED", 0, 4, 32, seed));
      rows.add(row("OK", 5, 4, 64, seed));
    }
    AblationPath path = of().orElseThrow();
    assertThat(path.steps().stream().map(AblationPathTest::words))
        .containsExactly("lr 1 to 4, num_hiddens 32 to 64");
    rows.add(row("OK", 12, 1, 64, 0));
    assertThat(of().orElseThrow().steps().stream().map(AblationPathTest::words))
        .as("a worse score is a way too")
        .containsExactly("num_hiddens 32 to 64", "lr 1 to 4");
    assertThat(of().orElseThrow().steps().get(0).seeds()).isEqualTo(1);
  }

  @Test
  void aStartWithoutAScoreHasNone() {
    rows.add(row("DIVERGED", 0, 1, 32, 0));
    rows.add(row("OK", 7, 4, 32, 0));
    AblationPath path = of().orElseThrow();
    assertThat(path.startScore()).isEmpty();
    assertThat(path.startTrials()).isEqualTo(1);
    assertThat(path.steps().get(0).before()).isEmpty();
    assertThat(path.steps().get(0).after()).isEqualTo(7);
  }

  @Test
  void aLuckySeedDoesNotMakeAConfigurationTheBest() {
    rows.add(row("OK", 6, 1, 32, 0));
    rows.add(row("OK", 6, 1, 32, 1));
    rows.add(row("OK", 3, 4, 32, 0));
    rows.add(row("DIVERGED", 0, 4, 32, 1));
    assertThat(of().orElseThrow().steps()).as("the default is the best").isEmpty();
  }

  @Test
  void withoutScoresOrFactorsThereIsNoPath() {
    assertThat(of()).isEmpty();
    rows.add(row("OK", 7, 4, 32, 0));
    assertThat(of()).as("nothing varies").isEmpty();
    rows.set(0, row("FAILED", 7, 4, 32, 0));
    rows.add(row("FAILED", 7, 1, 32, 0));
    assertThat(of()).isEmpty();
  }

  @Test
  void aTiedGroupIsOneChange() {
    rows.add(row("OK", 9, 1, 32, 0));
    rows.add(row("OK", 8, 4, 64, 0));
    AblationPath path = of().orElseThrow();
    assertThat(path.steps().stream().map(AblationPathTest::words))
        .containsExactly("lr with num_hiddens 1 with 32 to 4 with 64");
  }

  /** Makes rows in which lr improves the score by 3, num_hiddens by 2 and the cell by 1. */
  private void grid(double badLr, double goodLr, long badHiddens, long goodHiddens) {
    for (long seed = 0; seed < 2; seed++) {
      for (double lr : new double[] {badLr, goodLr}) {
        for (long hiddens : new long[] {badHiddens, goodHiddens}) {
          for (String cell : new String[] {"lstm", "gru"}) {
            double score =
                10
                    + seed
                    - (lr == goodLr ? 3 : 0)
                    - (hiddens == goodHiddens ? 2 : 0)
                    - (cell.equals("gru") ? 1 : 0);
            rows.add(maker.ok(score, "lr", lr, "num_hiddens", hiddens, "cell", cell, "seed", seed));
          }
        }
      }
    }
  }

  private TrialRow row(String status, double score, double lr, long hiddens, long seed) {
    Object[] values = {"lr", lr, "num_hiddens", hiddens, "cell", "lstm", "seed", seed};
    return status.equals("OK") ? maker.ok(score, values) : maker.failed(status, values);
  }

  private Optional<AblationPath> of() {
    return AblationPath.of(rows, Factors.of(rows, VARYING));
  }

  private static String words(Step step) {
    return String.join(
        ", ",
        step.changes().stream()
            .map((Change c) -> c.factor().name() + " " + c.from() + " to " + c.to())
            .toList());
  }
}
