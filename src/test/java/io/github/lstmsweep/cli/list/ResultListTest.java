package io.github.lstmsweep.cli.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.format.DisplayWidth;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultListTest {
  private static final Varying LR = new Varying(List.of(Hyperparameter.LR), Map.of());

  @Test
  void theBestComesFirstAndWhatIsNotOkLastWithItsReason() {
    TableRows rows =
        new TableRows(
            List.of(failed(1), ok(2, 9.5, "it has the"), ok(3, 7.25, "it has a")), List.of());

    assertThat(list(rows).lines())
        .containsExactly(
            "status  validation_perplexity   lr  train_seconds   trial  sample or reason",
            "OK                     7.2500  0.5            2.0  000003  it has a",
            "OK                     9.5000  0.5            2.0  000002  it has the",
            "FAILED                      -  0.5              -  000001  java.lang.IllegalStateException:"
                + " "
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
    assertThat(CutReasons.lines(rows, list(rows), LR, "out"))
        .containsExactly("FAILED, lr 0.5: java.lang.IllegalStateException: " + "x".repeat(99));
  }

  @Test
  void ofManyReasonsTheQueryIsTold() {
    List<TrialRow> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      many.add(timeout(i, i + "x".repeat(61)));
    }
    TableRows rows = new TableRows(many, List.of());
    assertThat(CutReasons.lines(rows, list(rows), LR, "out"))
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

    List<String> lines = list(new TableRows(many, List.of())).lines();

    assertThat(lines).hasSize(1 + 15 + 1 + 10 + 1);
    assertThat(lines.get(16)).isEqualTo("... 65 more that are OK");
    assertThat(lines.get(27)).isEqualTo("... 10 more that are not OK");
  }

  @Test
  void aListIsAsLongAsItWasAskedFor() {
    List<TrialRow> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(i % 5 == 0 ? failed(i) : ok(i, i, ""));
    }
    TableRows rows = new TableRows(many, List.of());
    assertThat(ResultList.of(rows, LR, Extent.ALL, OptionalInt.empty()).lines()).hasSize(101);
    List<String> three = ResultList.of(rows, LR, Extent.top(3), OptionalInt.empty()).lines();
    assertThat(three).hasSize(1 + 3 + 1 + 3 + 1);
    assertThat(three.get(4)).isEqualTo("... 77 more that are OK");
  }

  @Test
  void onATerminalTheLastColumnIsCutAndNoLineIsWider() {
    TableRows rows =
        new TableRows(
            List.of(ok(2, 9.5, "\u65e5\u672c\u8a9e ".repeat(20)), failed(1), timeout(3, "short")),
            List.of());
    for (int width : List.of(200, 100, 80, 70, 40, 9)) {
      ResultList list = ResultList.of(rows, LR, Extent.USUAL, OptionalInt.of(width));
      assertThat(list.lines()).allMatch(line -> DisplayWidth.of(line) <= width);
      assertThat(list.lines().stream().anyMatch(line -> line.endsWith("...")))
          .isEqualTo(width < 200);
    }
    assertThat(ResultList.of(rows, LR, Extent.USUAL, OptionalInt.of(80)).lines().get(2))
        .isEqualTo(
            "FAILED                       -  0.5              -  000001  java.lang.Illegal...");
    assertThat(ResultList.of(rows, LR, Extent.USUAL, OptionalInt.of(200)).lines().get(2))
        .hasSize(192)
        .endsWith("x".repeat(99));
  }

  @Test
  void aReasonThatANarrowTerminalCutsStandsWholeBelow() {
    TableRows rows = new TableRows(List.of(timeout(3, "it took too long for it")), List.of());
    ResultList narrow = ResultList.of(rows, LR, Extent.USUAL, OptionalInt.of(70));
    assertThat(CutReasons.lines(rows, narrow, LR, "out"))
        .containsExactly("TIMEOUT, lr 0.5: it took too long for it");
    assertThat(CutReasons.lines(rows, list(rows), LR, "out")).isEmpty();
  }

  @Test
  void theShortIdsDistinguishAllTrials() {
    TrialRow one = new TrialRow(new TrialId("0123456789".repeat(3) + "ab"), Map.of("status", "OK"));
    TrialRow two = new TrialRow(new TrialId("01234567ab".repeat(3) + "ab"), Map.of("status", "OK"));
    ShortIds ids = ShortIds.of(new TableRows(List.of(one, two), List.of()));
    assertThat(ids.of(one.id())).isEqualTo("012345678");
    assertThat(ids.of(two.id())).isEqualTo("01234567a");
    assertThat(ShortIds.of(new TableRows(List.of(one), List.of())).of(one.id()))
        .isEqualTo("012345");
  }

  @Test
  void chosenColumnsAreListedAsTheyWereNamed() {
    TableRows rows = new TableRows(List.of(ok(2, 9.5, "it\nhas")), List.of());
    ChosenColumns chosen = ChosenColumns.of("lr, trial_id,sample,validation_perplexity,host");
    assertThat(ResultList.of(rows, chosen, Extent.USUAL, OptionalInt.empty()).lines())
        .containsExactly(
            " lr                          trial_id  sample  validation_perplexity  host",
            "0.5  00000200000000000000000000000000  it\u23cehas                    9.5     -");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          validation_perplexty | must be a column of the table, as docs/table.md lists them; did you mean validation_perplexity, best_validation_perplexity?
          rmse                 | must be a column of the table, as docs/table.md lists them; did you mean naive_rmse, noise_rmse, train_rmse, linear_rmse, validation_rmse?
          qqqqqqqqqqqq         | must be a column of the table, as docs/table.md lists them
          curve                | must be a column of single values; `sql` and `show` print arrays
          """)
  void aColumnThatIsNotThereIsRefusedWithTheNearNames(String name, String bound) {
    assertThatThrownBy(() -> ChosenColumns.of("lr," + name))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot list the column " + name + ": " + bound);
  }

  private static ResultList list(TableRows rows) {
    return ResultList.of(rows, LR, Extent.USUAL, OptionalInt.empty());
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
    return new TrialRow(new TrialId(String.format("%06x%026x", id, 0)), all);
  }
}
