package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportVerbTest {
  private static final String SPEC =
      """
      name: reported
      corpus: harbour
      windows: {train: 64, validation: 50}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {values: [2, 3]}
        batch_size: {value: 32}
        num_epochs: {value: 3}
        lr: {values: [0.5, 2, 3.0e+38]}
      """;

  @TempDir static Path folder;
  private static Path out;
  private static TableRows rows;
  private static String page;

  @BeforeAll
  static void reportASweep() throws IOException {
    LocalSpark.session();
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC);
    out = folder.resolve("<b>out & so on");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(5);
    rows = TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows();
    Shell report = Shell.run("report", out);
    assertThat(report.err()).isEmpty();
    assertThat(report.out()).containsExactly("Wrote " + out.resolve("report.html"));
    assertThat(report.exitCode()).isZero();
    page = Files.readString(out.resolve("report.html"));
  }

  @Test
  void itHasTheBestTheFailuresAndTheSamplesOfTheTable() {
    TrialRow best = rows.rows().get(0);
    assertThat(page)
        .contains("6 of 6 trials: 4 OK, 2 DIVERGED")
        .contains(
            "<strong>"
                + String.format(Locale.ROOT, "%.4f", best.validationScore().orElseThrow())
                + "</strong> with num_hiddens "
                + best.values().get("num_hiddens"))
        .contains(best.id().hex())
        .contains("<td class=\"sample\">" + best.sample().orElseThrow() + "</td>")
        .contains("On the same windows: a uniform guess " + best.values().get("vocab_size"));
    for (TrialRow row : rows.rows().subList(4, 6)) {
      assertThat(page)
          .contains("<td>DIVERGED</td>")
          .contains(row.statusDetail().orElseThrow().substring(0, 30));
    }
  }

  @Test
  void itsDrawingsHaveEveryTrialThatIsOk() throws Exception {
    Map<String, Element> drawings = new HashMap<>();
    for (Element drawing : drawings()) {
      drawings.put(drawing.getAttribute("aria-label"), drawing);
    }
    assertThat(drawings.keySet())
        .containsExactlyInAnyOrder(
            "Shares of the variance of validation perplexity",
            "Shares of the variance of warm_train_seconds",
            "Rank correlation with the last epoch, by epoch",
            "validation perplexity by num_hiddens and lr",
            "warm_train_seconds by num_hiddens and lr",
            "validation perplexity by lr",
            "warm_train_seconds by lr",
            "validation perplexity by num_hiddens",
            "warm_train_seconds by num_hiddens",
            "Learning curves: validation perplexity by epoch",
            "validation perplexity against warm_train_seconds",
            "Parallel coordinates of all trials",
            "Trials at work over time");
    String each = "0 1 2 3";
    assertThat(trials(drawings.get("validation perplexity by lr"), "circle")).isEqualTo(each);
    assertThat(trials(drawings.get("warm_train_seconds by num_hiddens"), "circle")).isEqualTo(each);
    assertThat(trials(drawings.get("validation perplexity against warm_train_seconds"), "circle"))
        .isEqualTo(each);
    assertThat(trials(drawings.get("Parallel coordinates of all trials"), "polyline"))
        .isEqualTo(each);
    Element curves = drawings.get("Learning curves: validation perplexity by epoch");
    assertThat(trials(curves, "polyline")).isEqualTo(each);
    Element line = (Element) curves.getElementsByTagName("polyline").item(0);
    assertThat(line.getAttribute("points").split(" ")).as("epochs").hasSize(3);
    Element heatmap = drawings.get("validation perplexity by num_hiddens and lr");
    assertThat(trials(heatmap, "rect")).as("with those that failed").isEqualTo("0 1 2 3 4 5");
  }

  /** Returns the places of the trials that marks name, in order. */
  private static String trials(Element drawing, String tag) {
    NodeList marks = drawing.getElementsByTagName(tag);
    return IntStream.range(0, marks.getLength())
        .mapToObj(i -> ((Element) marks.item(i)).getAttribute("data-t"))
        .filter(trials -> !trials.isEmpty())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static List<Element> drawings()
      throws ParserConfigurationException, IOException, SAXException {
    List<Element> drawings = new ArrayList<>();
    for (MatchResult svg :
        Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page).results().toList()) {
      drawings.add(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg.group())))
              .getDocumentElement());
    }
    return drawings;
  }

  @Test
  void itLoadsNothingAndTakesNoTextForMarkup() {
    assertThat(page)
        .containsPattern(
            "default-src &#39;none&#39;; style-src &#39;sha256-[\\w+/=]{44}&#39;;"
                + " script-src &#39;sha256-[\\w+/=]{44}&#39;; base-uri")
        .contains("&lt;b&gt;out &amp; so on")
        .doesNotContain("<b>", "unsafe", " style=", " src=", "url(", "@import");
    // The name of SVG is no address that a browser asks.
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
  }

  @Test
  void theSameTableHasTheSamePage() throws IOException {
    assertThat(Shell.run("report", out).exitCode()).isZero();
    assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(page);
    assertThat(out.toFile().list())
        .contains("report.html", "sweep.yaml", "trials", "models")
        .noneMatch(name -> name.endsWith(".tmp"));
  }

  @Test
  void aTableWithoutAnyRowHasAPageThatSaysSo() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Files.copy(out.resolve("sweep.yaml"), empty.resolve("sweep.yaml"));
    assertThat(Shell.run("report", empty).exitCode()).isZero();
    assertThat(Files.readString(empty.resolve("report.html")))
        .contains("0 of 6 trials", "No trial is OK.")
        .doesNotContain("<svg");
  }

  @Test
  void severalTablesHaveAPageThatComparesThem() throws IOException {
    Path file = folder.resolve("c.html");
    Shell shell = Shell.run("report", out, out, "--to", file);
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).containsExactly("Wrote " + file);
    String best =
        String.format(Locale.ROOT, "%.4f", rows.rows().get(0).validationScore().orElseThrow());
    assertThat(Files.readString(file))
        .contains("<h1>reported (1) and reported (2)</h1>")
        .containsSubsequence(">reported (1)</td>", best, ">reported (2)</td>", best)
        .contains("validation perplexity by lr in each table", "Learning curves of the best trial")
        .doesNotContain("different validation windows");
  }

  @Test
  void aTableInWorkIsWatchedUntilItIsComplete() throws IOException {
    Path part = Files.createDirectory(folder.resolve("part"));
    Files.copy(out.resolve("sweep.yaml"), part.resolve("sweep.yaml"));
    Path trials = Files.createDirectory(part.resolve("trials"));
    List<Path> files;
    try (Stream<Path> all = Files.list(out.resolve("trials"))) {
      files = all.sorted().toList();
    }
    Files.copy(files.get(0), trials.resolve(files.get(0).getFileName()));
    CompletableFuture<Shell> watching =
        CompletableFuture.supplyAsync(() -> Shell.run("report", part, "--watch=1"));
    Path html = part.resolve("report.html");
    await(() -> Files.exists(html));
    assertThat(Files.readString(html))
        .contains("1 of 6 trials", "http-equiv=\"refresh\" content=\"1\"")
        .contains("<p>The sweep is not complete: 17% is done, and at the pace so far ");
    for (Path file : files.subList(1, files.size())) {
      Files.copy(file, trials.resolve(file.getFileName()));
    }
    Shell shell = watching.join();
    assertThat(shell.out())
        .containsExactly("Wrote " + html, "The table is complete, and so is the page");
    assertThat(shell.exitCode()).isZero();
    assertThat(Files.readString(html))
        .contains("6 of 6 trials")
        .doesNotContain("refresh", "not complete");
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aRunWritesThePageAndCompletesIt() throws IOException {
    Path spec = Files.writeString(folder.resolve("live.yaml"), SPEC.replace(", 3.0e+38", ""));
    Path live = folder.resolve("live");
    Shell run = Shell.run("run", spec, "--out", live, "--report=1");
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(live.resolve("report.html")))
        .contains("4 of 4 trials: 4 OK")
        .doesNotContain("http-equiv=\"refresh\"");
    // A page that cannot be written takes nothing from the run.
    Files.delete(live.resolve("report.html"));
    Files.createDirectories(live.resolve("report.html/taken"));
    Shell again = Shell.run("run", spec, "--out", live, "--report");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).singleElement().asString().startsWith("Cannot write report.html of ");
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThat(Shell.run("run", folder.resolve("s.yaml"), "--out", out, "--report=0").err())
        .containsExactly("Cannot set --report to 0: must be a number of seconds from 1 to 3600");
    assertThat(Shell.run("report", out, out, "--watch").err())
        .containsExactly("Cannot use --watch with several tables: must be one table");
    assertThat(Shell.run("report", out, "--watch=0").err())
        .containsExactly("Cannot set --watch to 0: must be a number of seconds from 1 to 3600");
    assertThat(Shell.run("report", out, "--to", folder).exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNoTableHasNone() {
    Shell shell = Shell.run("report", folder.resolve("none"));
    assertThat(shell.err()).singleElement().asString().startsWith("Cannot read the table ");
    assertThat(shell.exitCode()).isEqualTo(2);
  }
}
