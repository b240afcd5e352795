package io.github.lstmsweep.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.html.Html;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks that a parameter with values at which trials fail is not shown as harmless. */
class FailuresTest {
  private final List<TrialRow> rows = new ArrayList<>();

  /** Adds trials at this learning rate, four for each number of hidden units. */
  private void trials(double lr, String status) {
    for (long hiddens : new long[] {8, 16}) {
      for (int i = 0; i < 4; i++) {
        Map<String, Object> values = new HashMap<>();
        values.put("status", status);
        values.put("lr", lr);
        values.put("num_hiddens", hiddens);
        if (status.equals("OK")) {
          values.put("validation_perplexity", hiddens == 8 ? 20.0 : 10.0);
        }
        rows.add(new TrialRow(new TrialId("%032x".formatted(rows.size() + 1)), values));
      }
    }
  }

  private String section(Section section) {
    SweepSummary summary =
        new SweepSummary(
            new SweepSummary.Table(
                "named",
                "out",
                rows.size(),
                new TableRows(rows, List.of()),
                new Varying(List.of(Hyperparameter.NUM_HIDDENS, Hyperparameter.LR), Map.of())),
            Map.of(),
            List.of(),
            List.of());
    Html html = new Html().open("section");
    section.content(summary).ifPresent(content -> content.accept(html));
    return html.close().toString();
  }

  @Test
  void aParameterAtWhoseValuesTrialsFailComesFirstAndSaysSo() {
    trials(1, "OK");
    trials(1e6, "OK");
    trials(2e6, "DIVERGED");
    trials(7e6, "DIVERGED");
    assertThat(section(new Influence()))
        .containsSubsequence(
            "aria-label=\"validation perplexity by lr\"",
            ">lr: validation perplexity</text>",
            ">decides which trials fail; means up to 0% apart</text>",
            ">not OK</text>",
            ">1</text>",
            ">0%</text>",
            ">7e6</text>",
            ">100%</text>",
            ">num_hiddens: validation perplexity</text>",
            ">means up to a factor of 2 apart</text>",
            ">50%</text>");
  }

  @Test
  void theFailuresAreCountedByValueAndStatus() {
    trials(1, "OK");
    trials(4, "TIMEOUT");
    trials(4, "OK");
    trials(10, "DIVERGED");
    assertThat(section(new Failures()).replace(" scope=\"col\"", ""))
        .containsSubsequence(
            "<p>All 8 DIVERGED trials have lr 10; no other trial has it.</p>",
            "<p>All 8 TIMEOUT trials have lr 4; 8 of 16 trials with it are OK.</p>",
            "<th>parameter</th><th>value</th><th>trials</th><th>not"
                + " OK</th><th>DIVERGED</th><th>TIMEOUT</th>",
            cells("lr", "1", "8", "0%", "0", "0"),
            cells("lr", "4", "16", "50%", "0", "8"),
            cells("lr", "10", "8", "100%", "8", "0"),
            cells("num_hiddens", "8", "16", "50%", "4", "4"),
            cells("num_hiddens", "16", "16", "50%", "4", "4"));
  }

  @Test
  void aTableWithoutFailuresSaysNothingOfThem() {
    trials(1, "OK");
    trials(2, "OK");
    assertThat(section(new Influence())).doesNotContain("not OK</text>", "%</text>");
    assertThat(section(new Failures())).isEqualTo("<section></section>");
  }

  private static String cells(String... cells) {
    StringBuilder row = new StringBuilder();
    for (String cell : cells) {
      row.append(cell.matches("[-0-9.,e+%]+") ? "<td class=\"n\">" : "<td>");
      row.append(cell).append("</td>");
    }
    return row.toString();
  }
}
