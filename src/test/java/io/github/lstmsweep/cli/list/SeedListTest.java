package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Configurations;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SeedListTest {
  private final List<TrialRow> rows = new ArrayList<>();

  @Test
  void meansSpreadsAndWhatCannotBeToldApart() {
    seeds("lstm", 7.0, 7.5, 8.0, 7.2, 7.9);
    seeds("gru", 7.1, 7.3, 8.2, 7.1, 8.1);
    seeds("rnn", 9.0, 9.6, 10.0, 9.1, 9.9);
    diverged("rnn", 5);

    assertThat(SeedList.lines(configurations(), Extent.USUAL, OptionalInt.empty()))
        .containsExactly(
            "  mean      sd  n       cell  behind the best    told apart",
            "7.5200  0.4324  5       lstm  -                  -",
            "7.5600  0.5459  5       gru   -0.2440 to 0.3240  no",
            "9.5200  0.4550  5 of 6  rnn   1.8895 to 2.1105   yes",
            "1 of 2 others cannot be told apart from the best (differences seed by seed, t"
                + " intervals, together 95%)");
  }

  @Test
  void theBestIsAMeanBesideTheBaselinesOfItsWindows() {
    seeds("lstm", 7.0, 9.0);
    seeds("gru", 7.9, 8.0);

    assertThat(ResultList.best(new TableRows(rows, List.of()), Optional.of(configurations())))
        .hasValue("best mean 7.9500, sd 0.0707, n 2; uniform 28, unigram 17.5000");
  }

  @Test
  void longListsAreCutAndSaySo() {
    for (int i = 0; i < 20; i++) {
      seeds("cell" + i, 7 + i);
    }
    List<String> lines = SeedList.lines(configurations(), Extent.USUAL, OptionalInt.empty());
    assertThat(lines).hasSize(1 + 15 + 1 + 1);
    assertThat(lines.get(16)).isEqualTo("... 5 more configurations");
    assertThat(lines.get(1)).containsPattern("^ *7\\.0000 +- +1 +cell0 +- +-$");
    assertThat(lines.get(17)).startsWith("nothing is claimed of 19 of the 19 others");
  }

  private Configurations configurations() {
    return Configurations.of(
            new TableRows(rows, List.of()), List.of(Hyperparameter.CELL, Hyperparameter.SEED))
        .orElseThrow();
  }

  private void seeds(String cell, double... perplexities) {
    for (int seed = 0; seed < perplexities.length; seed++) {
      row("OK", cell, seed, perplexities[seed]);
    }
  }

  private void diverged(String cell, long seed) {
    row("DIVERGED", cell, seed, Double.NaN);
  }

  private void row(String status, String cell, long seed, double perplexity) {
    rows.add(
        new TrialRow(
            new TrialId("%032x".formatted(rows.size())),
            Map.of(
                "status", status,
                "cell", cell,
                "seed", seed,
                "validation_perplexity", perplexity,
                "vocab_size", 28L,
                "unigram_perplexity", 17.5)));
  }
}
