package io.github.lstmsweep.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.format.Show;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreVerbTest {
  private static final String TEXT =
      "It has a keel and a mast; the sea has it, and the wind has the sail! ".repeat(4);

  private static final String SPEC =
      """
      name: scored
      corpus: TEXT
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 96, validation: 50}
      parameters:
        num_steps: {value: 5}
        num_hiddens: {value: 7}
        batch_size: {value: 32}
        num_epochs: {value: 4}
        lr: {value: 2}
        cell: {values: [lstm, gru, mgu, rnn]}
      """;

  private static final String WORDS =
      """
      name: words
      corpus: TEXT
      tokens: word-punct
      min_freq: 5
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 30, validation: 20}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 6}
        num_epochs: {value: 2}
        lr: {value: 2}
      """;

  private static final String SERIES =
      """
      name: sine
      task: time-series
      corpus: noisy-sine
      windows: {train: 60, validation: 30}
      parameters: {num_epochs: {value: 1}}
      """;

  @TempDir static Path folder;
  private static Path out;
  private static Path words;
  private static Path series;

  /** The text is deleted after training, so that the verb cannot read it. */
  @BeforeAll
  static void runSweeps() throws IOException {
    LocalSpark.session();
    Path text = Files.writeString(folder.resolve("text"), TEXT);
    out = run("characters", SPEC.replace("TEXT", text.toString()));
    words = run("words", WORDS.replace("TEXT", text.toString()));
    series = run("series", SERIES);
    Files.delete(text);
  }

  private static Path run(String name, String yaml) throws IOException {
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    Shell run = Shell.run("run", spec, "--out", folder.resolve(name));
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    return folder.resolve(name);
  }

  private static List<TrialRow> rows(Path table) {
    return TrialTable.open(table.toUri(), StorageSettings.ofThisProcess()).rows().rows();
  }

  /** In the form of the table, the text has 69 characters in each of its four sentences. */
  private static String validationText() {
    String text = TEXT.replaceAll("[^A-Za-z]+", " ");
    return text.substring(96, 96 + 50 + 5);
  }

  @Test
  void theValidationTextHasTheScoresOfTheRow() throws IOException {
    Path text = Files.writeString(folder.resolve("validation"), validationText());
    for (TrialRow row : rows(out)) {
      Shell shell = Shell.run("score", out, "--trial", row.id(), "--text", text, "--json");
      assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
      JsonNode json = new ObjectMapper().readTree(shell.out().get(0));
      assertThat(json.get("perplexity").asDouble()).isEqualTo(row.validationScore().orElseThrow());
      for (String column : List.of("bits_per_token", "bits_per_character")) {
        assertThat(json.get(column).asDouble()).isEqualTo(row.number(column).orElseThrow());
      }
      assertThat(json.get("trial_id").asText()).isEqualTo(row.id().hex());
      assertThat(json.get("text").asText()).isEqualTo(text.toString());
      assertThat(json.get("tokens").asInt()).isEqualTo(55);
      assertThat(json.get("unknown_tokens").asInt()).isZero();
      assertThat(json.get("num_steps").asInt()).isEqualTo(5);
    }
  }

  @Test
  void itPrintsTheScoreOfTheBestAndCountsUnknownTokens() throws IOException {
    Path text = Files.writeString(folder.resolve("unknown"), "The fox has it!");
    TrialRow best = rows(out).get(0);
    Shell shell = Shell.run("score", out, "--text", text.toUri());
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    JsonNode json =
        new ObjectMapper().readTree(Shell.run("score", out, "--text", text, "--json").out().get(0));
    assertThat(shell.out())
        .containsExactly(
            "perplexity          " + Show.score(json.get("perplexity").asDouble()),
            "bits per token      " + Show.score(json.get("bits_per_token").asDouble()),
            "bits per character  " + Show.score(json.get("bits_per_character").asDouble()),
            "tokens              15, of which the model does not know 3 (20.00%)",
            "model               trial " + best.id() + ", with windows of 5 tokens");
    assertThat(json.get("bits_per_character").asDouble())
        .isGreaterThan(json.get("bits_per_token").asDouble());
  }

  @Test
  void wordsAreCutAsThoseOfTheTable() throws IOException {
    Path text = Files.writeString(folder.resolve("some words"), "THE sea; the, ship");
    Shell shell = Shell.run("score", words, "--text", text, "--json");
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    JsonNode json = new ObjectMapper().readTree(shell.out().get(0));
    // the sea ; the , ship: of these, "the" alone occurs five times.
    assertThat(json.get("tokens").asInt()).isEqualTo(6);
    assertThat(json.get("unknown_tokens").asInt()).isEqualTo(4);
  }

  @Test
  void textsThatHaveNoScoreAreRefused() throws IOException {
    TrialRow best = rows(out).get(0);
    Path empty = Files.writeString(folder.resolve("empty"), "");
    refused(2, out, empty, "Cannot use corpus " + empty + ": must hold text, but is empty");
    Path one = Files.writeString(folder.resolve("one"), "a");
    refused(
        2,
        out,
        one,
        "Cannot score "
            + one
            + " with trial "
            + best.id()
            + ": must have at least 2 characters once it is in the form of the table's text, but"
            + " has 1");
    Path foreign = Files.writeString(folder.resolve("foreign"), "zyx");
    refused(
        2,
        out,
        foreign,
        "Cannot score "
            + foreign
            + " with trial "
            + best.id()
            + ": must have characters that the model knows, but none of its 3 is known");
    Path digits = Files.writeString(folder.resolve("digits"), "12 34");
    refused(
        2,
        out,
        digits,
        "Cannot use corpus "
            + digits
            + ": must hold letters A-Z or a-z, since the form of the table's text keeps only these,"
            + " but has none; a table with text.letters: unicode keeps those of every script");
    Path missing = folder.resolve("missing");
    refused(2, out, missing, "Cannot read corpus " + missing + ": no such file");
    Path latin1 = Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xe9, 'b'});
    refused(
        2,
        out,
        latin1,
        "Cannot use corpus "
            + latin1
            + ": must be UTF-8, but byte 0xe9 at offset 1 is not; convert it, for instance with"
            + " iconv");
  }

  @Test
  void aTimeSeriesAndAModelOfAnotherVersionAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("fine"), "the sea");
    refused(
        2,
        series,
        text,
        "Cannot use trial "
            + rows(series).get(0).id()
            + ": must be a language model, but its task is time-series");
    TrialRow row = rows(words).get(0);
    String sha256 = row.text("parameters_sha256").orElseThrow();
    Path model = words.resolve("models/" + row.id() + "-" + sha256 + ".bin");
    byte[] bytes = Files.readAllBytes(model);
    byte[] later = bytes.clone();
    later[7] = 9;
    Files.write(model, later);
    try {
      refused(
          4,
          words,
          text,
          "Cannot read the model of trial "
              + row.id()
              + ": its version is 9, must be 2, 3 or 4; a newer lstm-sweep may read it; `audit"
              + " --set-aside` and then `run` train the trial again");
    } finally {
      Files.write(model, bytes);
    }
  }

  private static void refused(int code, Path table, Path text, String message) {
    Shell shell = Shell.run("score", table, "--text", text);
    assertThat(shell.err()).containsExactly(message);
    assertThat(shell.exitCode()).isEqualTo(code);
    assertThat(shell.out()).isEmpty();
  }
}
