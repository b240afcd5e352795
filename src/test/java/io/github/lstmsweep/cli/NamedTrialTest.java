package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which trial and model a verb takes; {@code generate} and {@code export} must agree. */
class NamedTrialTest {
  private static final String SPEC =
      """
      name: named
      corpus: TEXT
      windows: {train: 64, validation: 50}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 3}
        batch_size: {value: 32}
        num_epochs: {value: 3}
        lr: {values: [1, 3.0e+38]}
        seed: {values: [0, 1, 2, 3, 4, 5, 6, 7, 8]}
      """;

  @TempDir Path folder;
  private Path text;
  private Path out;
  private List<TrialRow> rows;

  @BeforeEach
  void runASweep() throws IOException {
    LocalSpark.session();
    text = Files.writeString(folder.resolve("text"), "the words of it has a text ".repeat(20));
    Path spec = Files.writeString(folder.resolve("s.yaml"), SPEC.replace("TEXT", text.toString()));
    out = folder.resolve("out");
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isEqualTo(5);
    rows =
        TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().rows().stream()
            .toList();
  }

  @Test
  void aTrialThatIsNoneIsRefused() {
    refused(
        2,
        "x",
        "Cannot find trial x: must be best, or the id of a trial or its beginning, of digits"
            + " and a to f");
    String none = "0".repeat(32);
    refused(
        2,
        none,
        "Cannot find trial "
            + none
            + ": no trial of the table "
            + out
            + " has such an id; `sql` lists them");
    refused(
        2,
        none + "0",
        "Cannot find trial "
            + none
            + "0: must be best, or the id of a trial or its beginning, of digits and a to f");
  }

  @Test
  void aBeginningOfSeveralIdsIsRefusedWithThem() {
    // There are 18 ids but only 16 first digits, so two ids begin alike.
    List<String> ids = rows.stream().map(row -> row.id().hex()).sorted().toList();
    List<String> alike =
        ids.stream().collect(Collectors.groupingBy(id -> id.substring(0, 1))).values().stream()
            .filter(group -> group.size() > 1)
            .findFirst()
            .orElseThrow();
    String digit = alike.get(0).substring(0, 1);
    refused(
        2,
        digit,
        "Cannot find trial "
            + digit
            + ": must be the beginning of one id, but is that of "
            + alike.size()
            + ": "
            + alike.stream().limit(3).collect(Collectors.joining(", "))
            + (alike.size() > 3 ? ", ..." : "")
            + "; add digits");
  }

  @Test
  void aTrialWithoutAModelIsRefused() {
    TrialRow diverged = rows.get(rows.size() - 1);
    String detail = diverged.statusDetail().orElseThrow();
    refused(
        2,
        diverged.id().hex(),
        "Cannot use trial "
            + diverged.id()
            + ": must be OK or PAUSED, since no other has a model, but is DIVERGED ("
            + (detail.length() > 80 ? detail.substring(0, 77) + "..." : detail)
            + ")");
  }

  @Test
  void theBestOfATableWithoutOneIsRefused() throws IOException {
    for (TrialRow row : rows.subList(0, 9)) {
      Files.delete(out.resolve("trials/trial-" + row.id() + ".parquet"));
    }
    refused(
        2,
        "best",
        "Cannot find trial best: the table "
            + out
            + " must have a trial that is OK or stopped early, but has 9 DIVERGED");
  }

  @Test
  void aModelThatIsNotWhatWasPublishedIsRefused() throws IOException {
    TrialRow best = rows.get(0);
    Path model = model(best);
    byte[] bytes = Files.readAllBytes(model);
    int count = (bytes[8] & 0xff) | (bytes[9] & 0xff) << 8;
    String begins = "Cannot read the model of trial " + best.id() + ": ";
    String ends = "; `audit --set-aside` and then `run` train the trial again";

    Files.write(model, Arrays.copyOf(bytes, 100));
    refused(
        4,
        "best",
        begins
            + "it has 100 bytes, must have at least 48 and 4 for each of its "
            + count
            + " parameters"
            + ends);
    byte[] tampered = bytes.clone();
    tampered[12] ^= 1;
    Files.write(model, tampered);
    Shell shell = Shell.run("generate", out, "--prefix", "the");
    assertThat(shell.exitCode()).isEqualTo(4);
    assertThat(shell.err())
        .singleElement()
        .asString()
        .startsWith(begins + "the SHA-256 of its parameters is ")
        .endsWith(", must be " + best.text("parameters_sha256").orElseThrow() + ends);
    byte[] later = bytes.clone();
    later[7] = 9;
    Files.write(model, later);
    refused(
        4,
        "best",
        begins + "its version is 9, must be 2, 3 or 4; a newer lstm-sweep may read it" + ends);
    Files.writeString(model, "no model");
    refused(4, "best", begins + "it is no model file: it must begin with LSTMSWP" + ends);
    Files.delete(model);
    refused(4, "best", begins + "there is no " + model + ends);
  }

  @Test
  void aModelOfTheVersionBeforeHasItsTokensFromTheText() throws IOException {
    TrialRow best = rows.get(0);
    String written = Shell.run("generate", out, "--prefix", "the").out().get(0);
    byte[] bytes = Files.readAllBytes(model(best));
    int count = (bytes[8] & 0xff) | (bytes[9] & 0xff) << 8;
    byte[] old = Arrays.copyOf(bytes, 12 + 4 * count);
    old[7] = 2;
    Files.write(model(best), old);

    assertThat(Shell.run("generate", out, "--prefix", "the").out()).containsExactly(written);

    String begins = "Cannot know the tokens of trial " + best.id() + ": its model has none, and ";
    String sha256 = best.text("corpus_sha256").orElseThrow();
    Files.writeString(text, "another text ".repeat(40));
    Shell changed = Shell.run("generate", out, "--prefix", "the");
    assertThat(changed.err())
        .singleElement()
        .asString()
        .startsWith(
            begins
                + "the text of "
                + text
                + " must have the SHA-256 "
                + sha256
                + ", as its row says, but has ");
    assertThat(changed.exitCode()).isEqualTo(2);
    Files.delete(text);
    Shell gone = Shell.run("generate", out, "--prefix", "the");
    assertThat(gone.err())
        .singleElement()
        .asString()
        .startsWith(begins + "its text is not here: Cannot read corpus " + text + ": ");
    assertThat(gone.exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNoTableIsRefused() {
    Path none = folder.resolve("none");
    for (Shell shell :
        List.of(
            Shell.run("generate", none),
            Shell.run("export", none, "--format", "raw", "--to", folder.resolve("m")))) {
      assertThat(shell.err())
          .singleElement()
          .asString()
          .startsWith("Cannot read the table " + none);
      assertThat(shell.exitCode()).isEqualTo(2);
    }
  }

  private Path model(TrialRow row) {
    return out.resolve(
        "models/" + row.id() + "-" + row.text("parameters_sha256").orElseThrow() + ".bin");
  }

  private void refused(int exitCode, String trial, String message) {
    Path file = folder.resolve("model");
    for (Shell shell :
        List.of(
            Shell.run("generate", out, "--trial", trial, "--prefix", "the"),
            Shell.run("export", out, "--trial", trial, "--format", "raw", "--to", file))) {
      assertThat(shell.err()).containsExactly(message);
      assertThat(shell.out()).isEmpty();
      assertThat(shell.exitCode()).isEqualTo(exitCode);
      assertThat(file).doesNotExist();
    }
  }
}
