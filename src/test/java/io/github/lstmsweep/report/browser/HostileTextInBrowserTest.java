package io.github.lstmsweep.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.report.HostileStrings;
import io.github.lstmsweep.report.InventedSweep;
import io.github.lstmsweep.report.Page;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.result.row.TrialRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks in a Chromium that no text of a table becomes active, at any place of the page. */
@Timeout(300)
class HostileTextInBrowserTest {
  /** All kinds of elements that the page writes. */
  private static final List<String> KNOWN =
      List.of(
          "a",
          "body",
          "button",
          "circle",
          "dd",
          "details",
          "div",
          "dl",
          "dt",
          "h1",
          "h2",
          "h3",
          "head",
          "header",
          "html",
          "input",
          "li",
          "line",
          "main",
          "meta",
          "nav",
          "p",
          "polygon",
          "polyline",
          "pre",
          "q",
          "rect",
          "script",
          "section",
          "span",
          "strong",
          "style",
          "summary",
          "svg",
          "table",
          "tbody",
          "td",
          "text",
          "th",
          "thead",
          "title",
          "tr",
          "ul");

  @TempDir Path folder;

  @Test
  void noTextBecomesActive() throws Exception {
    assumeTrue(Browser.program().isPresent(), "no Chromium is on the path");
    List<String> texts = HostileStrings.all();
    assertThat(texts).hasSizeGreaterThanOrEqualTo(200);
    try (Browser browser = new Browser(folder)) {
      for (String name :
          List.of("harmless", texts.get(40), "</script><script>window.hacked=1</script>")) {
        SweepSummary summary =
            new InventedSweep(130, 1, 2)
                .named(name)
                .writing(i -> texts.get(i % texts.size()))
                .summary();
        // So many that some rows are lines of text.
        assertThat(summary.rows()).hasSizeGreaterThan(1_000);
        Path page = Files.writeString(folder.resolve("page.html"), Page.of(summary));
        browser.show(1100, 900, false);
        browser.open(page);
        browser.evaluate("document.querySelectorAll('#trials tr[data-t]').forEach(e => e.click())");
        browser.evaluate("document.querySelectorAll('details').forEach(e => (e.open = true))");
        assertThat(browser.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.evaluate("document.scripts.length").asInt()).isEqualTo(2);
        JsonNode kinds =
            browser.evaluate(
                "[...new Set([...document.querySelectorAll('*')].map(e => e.localName))]");
        kinds.forEach(kind -> assertThat(KNOWN).contains(kind.asText()));
        assertThat(
                browser
                    .evaluate(
                        "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                            + ".filter(a => a.name.startsWith('on') || a.value.startsWith('javascript:')).length")
                    .asInt())
            .isZero();
        theTextsAreShown(browser, summary);
      }
    }
  }

  /**
   * The data of the script has every text as it is, and the list shows it without control marks.
   */
  private static void theTextsAreShown(Browser browser, SweepSummary summary) {
    JsonNode data = browser.evaluate("JSON.parse(document.getElementById('data').textContent)");
    int sample = -1;
    for (int i = 0; i < data.get("columns").size(); i++) {
      if (data.get("columns").get(i).get(0).asText().equals("sample")) {
        sample = i;
      }
    }
    assertThat(data.get("name").asText()).isEqualTo(summary.table().name());
    JsonNode shown =
        browser.evaluate(
            "[...document.querySelectorAll('#trials tr[data-t]')].map(e => [Number(e.dataset.t),"
                + " e.cells["
                + sample
                + "].textContent])");
    assertThat(shown.size()).isGreaterThan(100);
    for (JsonNode cell : shown) {
      TrialRow row = summary.rows().get(cell.get(0).asInt());
      String text = row.sample().orElse("");
      assertThat(ControlCharacters.areIn(cell.get(1).asText())).isFalse();
      if (!ControlCharacters.areIn(text) && !text.contains("\ufffe")) {
        assertThat(cell.get(1).asText()).isEqualTo(text);
        assertThat(data.get("rows").get(cell.get(0).asInt()).get(sample).asText(""))
            .isEqualTo(text);
      }
    }
  }
}
