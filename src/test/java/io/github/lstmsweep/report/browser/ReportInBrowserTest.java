package io.github.lstmsweep.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.github.lstmsweep.report.InventedSweep;
import io.github.lstmsweep.report.Page;
import io.github.lstmsweep.report.summary.SweepSummary;
import io.github.lstmsweep.report.summary.TrialColumns;
import io.github.lstmsweep.report.summary.TrialColumns.TrialColumn;
import io.github.lstmsweep.result.row.TrialRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens the report in a Chromium and does what a reader does. It is skipped where no Chromium is on
 * the path.
 */
@Timeout(300)
class ReportInBrowserTest {
  @TempDir static Path folder;
  private static Browser browser;
  private static SweepSummary summary;
  private static Path page;

  @BeforeAll
  static void startTheBrowser() throws Exception {
    assumeTrue(Browser.program().isPresent(), "no Chromium is on the path");
    summary = new InventedSweep(5, 1, 6).summary();
    page = Files.writeString(folder.resolve("page.html"), Page.of(summary));
    browser = new Browser(folder);
  }

  @AfterAll
  static void stopTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openThePage() throws Exception {
    browser.show(1100, 900, false);
    browser.open(page);
  }

  @Test
  void thePageAsksForNothingAndTheConsoleStaysEmpty() throws Exception {
    for (SweepSummary each :
        List.of(
            summary,
            new InventedSweep(3, 3, 4).summary(),
            new InventedSweep(125, 10, 20).summary())) {
      Path file = Files.writeString(folder.resolve("each.html"), Page.of(each));
      browser.open(file);
      assertThat(browser.console()).isEmpty();
      assertThat(browser.requests()).isEmpty();
      assertThat(browser.evaluate("document.getElementById('count').textContent").asText())
          .isEqualTo(each.rows().size() + " trials");
    }
  }

  @Test
  void aLongListIsSortedFilteredAndScrolledLikeAShortOne() throws Exception {
    SweepSummary large = new InventedSweep(125, 10, 3).summary();
    browser.open(Files.writeString(folder.resolve("large.html"), Page.of(large)));
    assertThat(large.rows()).hasSize(10_000);
    assertThat(listed().subList(0, 3)).containsExactly(0, 1, 2);
    browser.evaluate("document.getElementById('list').scrollTop = 1e9");
    browser.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))");
    List<Integer> end = listed();
    assertThat(end.get(end.size() - 1)).isEqualTo(9_999);
    assertThat(text("#trials tr[data-t=\"9999\"]"))
        .contains("DIVERGED", large.rows().get(9_999).id().hex());
    String id = large.rows().get(5_000).id().hex();
    browser.evaluate(
        "(() => { const f = document.querySelector('#tools input'); f.value = '"
            + id
            + "'; f.dispatchEvent(new Event('input')); })()");
    assertThat(listed()).containsExactly(5_000);
    assertThat(text("#count")).isEqualTo("1 of 10000 trials");
  }

  @Test
  void withoutScriptsALongListIsThereToo() throws Exception {
    SweepSummary large = new InventedSweep(125, 2, 1).summary();
    browser.scripts(false);
    try {
      browser.open(Files.writeString(folder.resolve("large.html"), Page.of(large)));
    } finally {
      browser.scripts(true);
    }
    JsonNode read =
        browser.evaluate(
            "[...document.querySelectorAll('#trials tbody tr')].map(e => e.textContent).concat("
                + "document.querySelector('#rest pre').textContent.trimEnd().split('\\n'))");
    assertThat(read.size()).isEqualTo(large.rows().size()).isEqualTo(2_000);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i).asText()).endsWith(large.rows().get(i).id().hex());
    }
  }

  @Test
  void everyChartHasItsMarks() {
    JsonNode marks =
        browser.evaluate(
            "[...document.querySelectorAll('svg')].map(s =>"
                + " [s.getAttribute('aria-label'), s.querySelectorAll('[data-t]').length,"
                + " s.querySelectorAll('.bar, polyline').length])");
    assertThat(marks.size()).isGreaterThan(10);
    for (JsonNode chart : marks) {
      boolean isOfTrials =
          Stream.of("Shares", "Rank correlation", "Trials at work")
              .noneMatch(chart.get(0).asText()::startsWith);
      assertThat(chart.get(isOfTrials ? 1 : 2).asInt()).as(chart.get(0).asText()).isPositive();
    }
  }

  @Test
  void aPointTellsItsTrial() {
    place("#score-against-cost svg circle");
    JsonNode box = box("#score-against-cost svg circle");
    browser.move(box.get("x").asDouble(), box.get("y").asDouble());
    // A range can be drawn where the points are, so the point under the pointer is asked for.
    browser.evaluate(
        "document.querySelector('#score-against-cost svg circle').dispatchEvent(new"
            + " PointerEvent('pointerover', {bubbles: true, clientX: 300, clientY: 300}))");
    TrialRow best = summary.rows().get(0);
    assertThat(browser.evaluate("document.getElementById('tip').hidden").asBoolean()).isFalse();
    assertThat(browser.evaluate("document.getElementById('tip').textContent").asText())
        .contains("status: OK", "cell: gru", "num_hiddens: 40", "lr: 1")
        .contains("sample: " + best.sample().orElseThrow());
    // The trial lights up in the other charts too.
    assertThat(browser.evaluate("document.querySelectorAll('.here').length").asInt())
        .isGreaterThan(3);
  }

  @Test
  void aCellOfAHeatmapSelectsItsTrialsEverywhere() {
    String cell = "#two-parameters-at-a-time rect[data-t]";
    List<Integer> trials =
        places(browser.evaluate("document.querySelector('" + cell + "').dataset.t"));
    place(cell);
    JsonNode box = box(cell);
    browser.click(box.get("x").asDouble(), box.get("y").asDouble());
    assertThat(text("#selection")).startsWith(trials.size() + " of 40 trials selected");
    assertThat(text("#count")).isEqualTo(trials.size() + " of 40 trials");
    assertThat(listed()).containsExactlyElementsOf(trials);
    assertThat(
            browser
                .evaluate(
                    "[...document.querySelectorAll('circle[data-t]')].filter(e =>"
                        + " e.classList.contains('off') !== !"
                        + trials
                        + ".includes(Number(e.dataset.t))).length")
                .asInt())
        .as("points that are faint though selected, or the other way round")
        .isZero();
    browser.key("Escape");
    assertThat(browser.evaluate("document.getElementById('selection').hidden").asBoolean())
        .isTrue();
    assertThat(listed()).hasSize(40);
  }

  @Test
  void aRangeThatIsDrawnSelectsTheTrialsInIt() {
    String area = "#score-against-cost svg .brush";
    place(area);
    JsonNode frame =
        browser.evaluate(
            "(() => { const b = document.querySelector('"
                + area
                + "').getBoundingClientRect();"
                + " return {x: b.x, y: b.y, width: b.width, height: b.height}; })()");
    double x = frame.get("x").asDouble();
    double y = frame.get("y").asDouble();
    double middle = x + frame.get("width").asDouble() / 2;
    double bottom = y + frame.get("height").asDouble();
    List<Integer> inside = new ArrayList<>();
    JsonNode dots =
        browser.evaluate(
            "[...document.querySelectorAll('#score-against-cost svg')][0].querySelectorAll('circle').length"
                + " && [...document.querySelectorAll('#score-against-cost svg')[0].querySelectorAll('circle')]"
                + ".map(e => { const b = e.getBoundingClientRect(); return [Number(e.dataset.t), b.x"
                + " + b.width / 2, b.y + b.height / 2]; })");
    for (JsonNode dot : dots) {
      if (dot.get(1).asDouble() <= middle && dot.get(2).asDouble() <= bottom) {
        inside.add(dot.get(0).asInt());
      }
    }
    assertThat(inside.size()).isBetween(1, 39);
    browser.drag(x + 1, y + 1, middle, bottom - 1);
    assertThat(text("#selection")).startsWith(inside.size() + " of 40 trials selected");
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(inside);
  }

  @Test
  void aRangeOfAnAxisSelectsTheTrialsThatPassThroughIt() {
    // The second axis is num_hiddens with five values, the largest at the top.
    String area = "#parallel-coordinates svg .k1";
    place(area);
    JsonNode frame =
        browser.evaluate(
            "(() => { const b = document.querySelector('"
                + area
                + "').getBoundingClientRect();"
                + " return {x: b.x + b.width / 2, y: b.y, height: b.height}; })()");
    double x = frame.get("x").asDouble();
    double y = frame.get("y").asDouble();
    browser.drag(x, y + 1, x, y + frame.get("height").asDouble() / 5);
    List<Integer> largest =
        summary.ranked().stream()
            .filter(row -> row.values().get("num_hiddens").equals(40L))
            .map(row -> Integer.parseInt(summary.place(row)))
            .toList();
    assertThat(largest).hasSize(6);
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(largest);
  }

  @Test
  void theListSortsAndFilters() {
    int column = column("train_seconds");
    String button = "document.querySelectorAll('#trials th button')[" + column + "].click()";
    browser.evaluate(button);
    assertThat(sorted(column)).isSorted();
    browser.evaluate(button);
    List<Double> down = sorted(column);
    assertThat(down.get(0)).isEqualTo(down.stream().mapToDouble(d -> d).max().orElseThrow());
    browser.evaluate(
        "(() => { const f = document.querySelector('#tools input'); f.value = 'diverged gru';"
            + " f.dispatchEvent(new Event('input')); })()");
    assertThat(text("#count")).isEqualTo("5 of 40 trials");
    assertThat(listed())
        .allMatch(
            place ->
                summary.rows().get(place).status().name().equals("DIVERGED")
                    && summary.rows().get(place).values().get("cell").equals("gru"));
  }

  @Test
  void theCsvIsTheTable() throws Exception {
    browser.evaluate("document.querySelectorAll('#tools button')[0].click()");
    Path file = folder.resolve("invented.csv");
    for (int i = 0; i < 100 && !(Files.exists(file) && Files.size(file) > 0); i++) {
      Thread.sleep(50);
    }
    List<String[]> lines = parse(file);
    List<TrialColumn> columns = TrialColumns.of(summary);
    assertThat(lines.get(0))
        .containsExactly(columns.stream().map(TrialColumn::name).toArray(String[]::new));
    assertThat(lines).hasSize(1 + summary.rows().size());
    for (int i = 0; i < summary.rows().size(); i++) {
      for (int j = 0; j < columns.size(); j++) {
        Object value = columns.get(j).value(summary.rows().get(i));
        String cell = lines.get(i + 1)[j];
        if (value instanceof Number number) {
          assertThat(Double.parseDouble(cell)).isEqualTo(number.doubleValue());
        } else {
          assertThat(cell).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void aRowOpensItsCurve() {
    browser.evaluate("document.querySelector('#trials tr[data-t=\"0\"]').click()");
    assertThat(
            browser
                .evaluate("document.querySelector('#trials .opened polyline').points.length")
                .asInt())
        .isEqualTo(6);
    browser.evaluate("document.querySelector('#trials tr[data-t=\"0\"]').click()");
    assertThat(browser.evaluate("document.querySelector('#trials .opened')").isNull()).isTrue();
  }

  @Test
  void theKeyboardGoesFromMarkToMarkAndSelects() {
    browser.evaluate("document.querySelector('#influence-of-each-parameter .wide').focus()");
    browser.key("ArrowRight");
    assertThat(browser.evaluate("document.getElementById('tip').hidden").asBoolean()).isFalse();
    browser.key("Enter");
    assertThat(text("#selection")).contains(" of 40 trials selected");
    browser.key("Escape");
    assertThat(browser.evaluate("document.getElementById('tip').hidden").asBoolean()).isTrue();
  }

  @Test
  void withoutScriptsEverythingIsThere() throws Exception {
    browser.scripts(false);
    try {
      browser.open(page);
    } finally {
      browser.scripts(true);
    }
    assertThat(browser.evaluate("document.querySelectorAll('#trials tbody tr').length").asInt())
        .isEqualTo(40);
    assertThat(browser.evaluate("document.getElementById('tools').hidden").asBoolean()).isTrue();
    assertThat(browser.evaluate("document.querySelectorAll('svg').length").asInt())
        .isGreaterThan(10);
  }

  @Test
  void nothingOverflowsANarrowScreen() {
    browser.show(390, 800, true);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(390);
  }

  /** Returns the places of the listed trials, from the top. */
  private static List<Integer> listed() {
    List<Integer> places = new ArrayList<>();
    browser
        .evaluate("[...document.querySelectorAll('#trials tr[data-t]')].map(e => e.dataset.t)")
        .forEach(place -> places.add(place.asInt()));
    return places;
  }

  private static List<Double> sorted(int column) {
    List<Double> values = new ArrayList<>();
    String name = TrialColumns.of(summary).get(column).name();
    listed().forEach(place -> values.add(summary.rows().get(place).number(name).orElseThrow()));
    return values;
  }

  private static int column(String name) {
    return TrialColumns.of(summary).stream().map(TrialColumn::name).toList().indexOf(name);
  }

  private static List<Integer> places(JsonNode trials) {
    return List.of(trials.asText().split(" ")).stream().map(Integer::parseInt).toList();
  }

  /** Scrolls an element into the middle of the window. */
  private static void place(String selector) {
    browser.evaluate(
        "document.querySelector('" + selector + "').scrollIntoView({block: 'center'})");
  }

  private static JsonNode box(String selector) {
    return browser.evaluate(
        "(() => { const b = document.querySelector('"
            + selector
            + "').getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()");
  }

  private static String text(String selector) {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asText();
  }

  private static List<String[]> parse(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setNullValue(null);
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(100_000);
    return new CsvParser(settings).parseAll(Files.newBufferedReader(file));
  }
}
