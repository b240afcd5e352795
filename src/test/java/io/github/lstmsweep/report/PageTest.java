package io.github.lstmsweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TrialId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {
  private static String page(String place, TrialRow... rows) {
    return Page.of(
        new SweepSummary(
            new SweepSummary.Table(
                "named",
                place,
                5,
                new TableRows(List.of(rows), List.of()),
                new Varying(List.of(Hyperparameter.CELL), Map.of())),
            Map.of(),
            List.of(),
            List.of("test perplexity 8.125 on 40 test windows of lr < 1")));
  }

  private static TrialRow row(int id, String status, Object perplexity, String text) {
    return new TrialRow(
        new TrialId("%032x".formatted(id)),
        Map.of(
            "status",
            status,
            "validation_perplexity",
            perplexity,
            "cell",
            "lstm",
            status.equals("OK") ? "sample" : "status_detail",
            text,
            "vocab_size",
            28L,
            "trigram_perplexity",
            6.25));
  }

  @Test
  void aPlacesKeyAndSecretAreLeftOut() {
    assertThat(page("s3a://KEY:SECRET@bucket/out"))
        .contains("s3a://bucket/out")
        .doesNotContain("KEY", "SECRET");
  }

  @Test
  void whatTheBestIsWorthOnTheTestWindowsIsToldUnderIt() {
    assertThat(page("out", row(1, "OK", 7.5, "it has")))
        .containsSubsequence(
            "Best validation perplexity",
            "<p>Test perplexity 8.125 on 40 test windows of lr &lt; 1</p>",
            "Influence of each parameter</h2>");
  }

  @Test
  void textOfTheTableIsNoMarkup() {
    assertThat(
            page(
                "out",
                row(1, "OK", 7.5, "</td><script>alert(1)</script>"),
                row(2, "FAILED", Double.NaN, "\"<img src=x>' & more")))
        .contains("&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("\"&lt;img src=x&gt;' &amp; more")
        .doesNotContain("<script>alert", "<img", "</td><script");
  }

  @Test
  void theBaselinesOfTheTextStandUnderTheBest() {
    assertThat(page("out", row(1, "OK", 7.5, "it has")))
        .contains("<p>On the same windows: a uniform guess 28, trigrams 6.2500.</p>");
  }

  @Test
  void aPerplexityThatIsNotFiniteNeverRanks() {
    String page =
        page(
            "out",
            row(1, "OK", Double.POSITIVE_INFINITY, "a"),
            row(2, "OK", Double.NaN, "b"),
            row(3, "OK", 9.0, "c"));
    assertThat(page).contains("3 of 5 trials: 3 OK", "<strong>9.0000</strong>");
    assertThat(page("out", row(1, "OK", Double.NaN, "b"))).contains("No trial is OK.");
  }
}
