package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerbTest {
  private static final String SPEC =
      """
      name: audited
      corpus: %s
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1, 2]}
      """;

  @TempDir Path folder;
  private Path corpus;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void runASweep() throws IOException {
    corpus = Files.writeString(folder.resolve("text"), "the same words again ".repeat(20));
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(corpus));
    out = folder.resolve("a table");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(0);
  }

  @Test
  void aWholeTableEndsWithZero() {
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).isEqualTo(0);
    assertThat(audit.err()).isEmpty();
    assertThat(audit.out())
        .containsExactly(
            "table          " + out,
            "name           audited",
            "expected       3",
            "found          3",
            "missing        0",
            "duplicate      0",
            "corrupt        0",
            "unexpected     0",
            "orphan models  0",
            "",
            "Whole: every expected row is there once.");
  }

  @Test
  void rowsThatAreMissingEndWithFive() throws IOException {
    String row = files("trials").get(0);
    Files.delete(out.resolve(row));
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).isEqualTo(5);
    String id = row.replaceAll(".*trial-|\\.parquet", "");
    assertThat(audit.out())
        .contains("found          2", "missing        1", "orphan models  1", "missing  " + id)
        .endsWith("Incomplete: what is there is whole, and `run` trains the rest.");
  }

  @Test
  void whatIsDamagedEndsWithFourAndIsToldToProgramsToo() throws IOException {
    String row = files("trials").get(0);
    String model = files("models").get(2);
    Files.writeString(out.resolve(row), "no \"Parquet\"");
    flipLastByte(model);

    Shell audit = Shell.run("audit", out);
    Shell json = Shell.run("audit", out, "--json");

    assertThat(audit.exitCode()).isEqualTo(4);
    assertThat(audit.out())
        .contains("corrupt        2")
        .anyMatch(line -> line.startsWith("corrupt  " + row + ": it is not a Parquet file"))
        .anyMatch(line -> line.startsWith("corrupt  " + model + ": the SHA-256 of its tokens is "))
        .endsWith(
            "Damaged: --set-aside moves what is corrupt to _quarantine, and `run` trains it again.");
    assertThat(json.exitCode()).isEqualTo(4);
    assertThat(json.out()).hasSize(1);
    JsonNode report = new ObjectMapper().readTree(json.out().get(0));
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "table",
            "name",
            "verdict",
            "expected",
            "found",
            "missing",
            "duplicate",
            "corrupt",
            "unexpected",
            "orphan_models",
            "left_out");
    assertThat(report.get("left_out")).isEmpty();
    assertThat(report.get("verdict").asText()).isEqualTo("damaged");
    assertThat(report.get("found").asInt()).isEqualTo(1);
    assertThat(report.get("corrupt").findValuesAsText("file"))
        .containsExactlyInAnyOrder(row, model);
    assertThat(report.get("corrupt").findValuesAsText("trial_id"))
        .containsExactlyInAnyOrder(
            row.replaceAll(".*trial-|\\.parquet", ""), model.substring(7, 39));
  }

  @Test
  void whatIsSetAsideIsTrainedAgainByTheNextRun() throws IOException {
    var rows = PlainParquet.computed(out.resolve("trials"));
    byte[] model = Files.readAllBytes(out.resolve(files("models").get(1)));
    flipLastByte(files("models").get(1));

    Shell untouched = Shell.run("run", spec, "--out", out);
    Shell audit = Shell.run("audit", out, "--set-aside");
    Shell run = Shell.run("run", spec, "--out", out);

    assertThat(untouched.out()).first().asString().contains("nothing to train");
    assertThat(audit.exitCode()).isEqualTo(4);
    assertThat(audit.err()).hasSize(1).first().asString().startsWith("Set aside models/");
    assertThat(run.exitCode()).as(run.err().toString()).isEqualTo(0);
    assertThat(run.out().get(0)).startsWith("audited: training 1 trial on ");
    assertThat(PlainParquet.computed(out.resolve("trials"))).isEqualTo(rows);
    assertThat(out.resolve(files("models").get(1))).hasBinaryContent(model);
    assertThat(Shell.run("audit", out).exitCode()).isEqualTo(0);
  }

  @Test
  void aTableThatWasMovedFromItsTextIsAuditedByTheTextThatItsRowsName() throws IOException {
    Files.delete(corpus);
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).isEqualTo(0);
    assertThat(audit.err())
        .singleElement()
        .asString()
        .matches(
            "Cannot read corpus .*; taking the text that all rows name, of SHA-256 [0-9a-f]{64}");
    for (String row : files("trials")) {
      Files.delete(out.resolve(row));
    }
    Shell empty = Shell.run("audit", out);
    assertThat(empty.exitCode()).isEqualTo(2);
    assertThat(empty.err()).singleElement().asString().startsWith("Cannot read corpus " + corpus);
  }

  @Test
  void aTextThatChangedMakesTheRowsUnexpected() throws IOException {
    Files.writeString(corpus, "other words than these ".repeat(20));
    Shell audit = Shell.run("audit", out);
    assertThat(audit.exitCode()).isEqualTo(4);
    assertThat(audit.out())
        .contains("found          0", "missing        3", "unexpected     3")
        .endsWith(
            "Damaged: there are rows that the specification does not ask for; move them"
                + " elsewhere.");
  }

  private void flipLastByte(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(out.resolve(file));
    bytes[bytes.length - 1] ^= 1;
    Files.write(out.resolve(file), bytes);
  }

  private List<String> files(String part) {
    List<String> files = new ArrayList<>();
    for (String name : out.resolve(part).toFile().list()) {
      files.add(part + "/" + name);
    }
    return files.stream().sorted().toList();
  }
}
