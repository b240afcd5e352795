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
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
        .contains(best.id().hex().substring(0, 12))
        .contains("<td>" + best.sample().orElseThrow() + "</td>")
        .contains("On the same windows: a uniform guess " + best.values().get("vocab_size"));
    for (TrialRow row : rows.rows().subList(4, 6)) {
      assertThat(page)
          .contains("<td>DIVERGED</td>")
          .contains(row.statusDetail().orElseThrow().substring(0, 30));
    }
  }

  @Test
  void itsDrawingsHaveEveryTrialThatIsOk() throws Exception {
    List<Element> drawings = drawings();
    assertThat(drawings.stream().map(d -> d.getAttribute("aria-label")))
        .containsExactlyInAnyOrder(
            "Validation perplexity by epoch of the best trials",
            "Perplexity by lr",
            "Perplexity by num_hiddens");
    for (Element drawing : drawings) {
      boolean curves = drawing.getAttribute("aria-label").startsWith("Validation");
      NodeList lines = drawing.getElementsByTagName("polyline");
      assertThat(lines.getLength()).isEqualTo(curves ? 4 : 1);
      if (curves) {
        Element line = (Element) lines.item(0);
        assertThat(line.getAttribute("points").split(" ")).as("epochs").hasSize(3);
      }
      assertThat(drawing.getElementsByTagName("circle").getLength()).isEqualTo(curves ? 0 : 4);
    }
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
        .contains("default-src 'none'; style-src 'unsafe-inline'")
        .contains("&lt;b&gt;out &amp; so on")
        .doesNotContain("<b>", "<script", "http:", "https:", "src=", "url(", "@import");
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
  void whatIsNoTableHasNone() {
    Shell shell = Shell.run("report", folder.resolve("none"));
    assertThat(shell.err()).singleElement().asString().startsWith("Cannot read the table ");
    assertThat(shell.exitCode()).isEqualTo(2);
  }
}
