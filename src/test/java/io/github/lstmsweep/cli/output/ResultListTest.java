package io.github.lstmsweep.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultListTest {
  private static final Varying LR = new Varying(List.of(Hyperparameter.LR), Map.of());

  @Test
  void theBestComesFirstAndWhatIsNotOkLastWithItsReason() {
    TableRows rows =
        new TableRows(
            List.of(failed(1), ok(2, 9.5, "it has the"), ok(3, 7.25, "it has a")), List.of());

    assertThat(ResultList.lines(rows, LR))
        .containsExactly(
            "status  validation_perplexity   lr  train_seconds  sample or reason",
            "OK                     7.2500  0.5            2.0  it has a",
            "OK                     9.5000  0.5            2.0  it has the",
            "FAILED                      -  0.5              -  java.lang.IllegalStateException: "
                + "x".repeat(24)
                + "...");
    assertThat(ResultList.counts(rows)).isEqualTo("2 OK, 1 FAILED");
  }

  @Test
  void aReasonThatIsCutStandsWholeBelow() {
    TableRows rows =
        new TableRows(
            List.of(failed(1), failed(4), ok(2, 9.5, "it has the"), timeout(3, "short")),
            List.of());
    assertThat(CutReasons.lines(rows, LR, "out"))
        .containsExactly("FAILED, lr 0.5: java.lang.IllegalStateException: " + "x".repeat(99));
  }

  @Test
  void ofManyReasonsTheQueryIsTold() {
    List<TrialRow> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      many.add(timeout(i, i + "x".repeat(61)));
    }
    assertThat(CutReasons.lines(new TableRows(many, List.of()), LR, "out"))
        .containsExactly(
            "Whole reasons: lstm-sweep sql out 'select trial_id, status, status_detail from trials"
                + " where status != '\\''OK'\\'''");
  }

  @Test
  void longListsAreCutAndSaySo() {
    List<TrialRow> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(i % 5 == 0 ? failed(i) : ok(i, i, ""));
    }

    List<String> lines = ResultList.lines(new TableRows(many, List.of()), LR);

    assertThat(lines).hasSize(1 + 15 + 1 + 10 + 1);
    assertThat(lines.get(16)).isEqualTo("... 65 more that are OK");
    assertThat(lines.get(27)).isEqualTo("... 10 more that are not OK");
  }

  @Test
  void theBestStandsBesideTheBaselinesOfItsWindows() {
    TrialRow row =
        row(
            4,
            Map.of(
                "status", "OK",
                "validation_perplexity", 7.5,
                "vocab_size", 28L,
                "unigram_perplexity", 17.25,
                "bigram_perplexity", 9.125,
                "trigram_perplexity", 123.4567));
    assertThat(
            ResultList.best(
                new TableRows(List.of(ok(2, 9.5, ""), row, failed(1)), List.of()),
                Optional.empty()))
        .hasValue("best 7.5000; uniform 28, unigram 17.2500, bigram 9.1250, trigram 123.457");
  }

  @Test
  void rowsThatAreOlderThanTheBaselinesHaveNone() {
    TrialRow row = row(4, Map.of("status", "OK", "validation_perplexity", 7.5, "vocab_size", 28L));
    assertThat(ResultList.best(new TableRows(List.of(row), List.of()), Optional.empty()))
        .hasValue("best 7.5000; uniform 28");
    assertThat(ResultList.best(new TableRows(List.of(ok(1, 7.5, "")), List.of()), Optional.empty()))
        .hasValue("best 7.5000");
    assertThat(ResultList.best(new TableRows(List.of(failed(1)), List.of()), Optional.empty()))
        .isEmpty();
    assertThat(ResultList.best(new TableRows(List.of(), List.of()), Optional.empty())).isEmpty();
  }

  private static TrialRow ok(int id, double perplexity, String sample) {
    return row(
        id,
        Map.of(
            "status",
            "OK",
            "validation_perplexity",
            perplexity,
            "train_seconds",
            2.0,
            "sample",
            sample));
  }

  private static TrialRow timeout(int id, String reason) {
    return row(id, Map.of("status", "TIMEOUT", "status_detail", reason));
  }

  private static TrialRow failed(int id) {
    return row(
        id,
        Map.of(
            "status",
            "FAILED",
            "status_detail",
            "java.lang.IllegalStateException: " + "x".repeat(99) + "\n\tat a.B.c(B.java:1)"));
  }

  private static TrialRow row(int id, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("lr", 0.5);
    return new TrialRow(new TrialId(String.format("%032x", id)), all);
  }
}
