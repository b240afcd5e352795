package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateVerbTest {
  private static final String TEXT =
      "It has a keel and a mast; the sea has it, and the wind has the sail! ".repeat(8);

  private static final String SPEC =
      """
      name: written
      corpus: TEXT
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 128, validation: 32}
      parameters:
        num_steps: {value: 6}
        num_hiddens: {value: 9}
        batch_size: {value: 16}
        num_epochs: {value: 6}
        lr: {value: 3}
        cell: {values: [lstm, gru, mgu, rnn]}
        num_layers: {values: [1, 2]}
      """;

  private static final String WORDS =
      """
      name: words
      corpus: TEXT
      tokens: word-punct
      text: {letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}
      windows: {train: 64, validation: 16}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 8}
        batch_size: {value: 16}
        num_epochs: {value: 6}
        lr: {value: 3}
      """;

  @TempDir static Path folder;

  private static Path text;
  private static Path out;
  private static Path words;

  /** The text is deleted after training, so that the verb cannot read it. */
  @BeforeAll
  static void runTwoSweeps() throws IOException {
    LocalSpark.session();
    text = Files.writeString(folder.resolve("text"), TEXT);
    out = run("characters", SPEC);
    words = run("words", WORDS);
    Files.delete(text);
  }

  private static Path run(String name, String yaml) throws IOException {
    Path spec = folder.resolve(name + ".yaml");
    Files.writeString(spec, yaml.replace("TEXT", text.toString()));
    Shell run = Shell.run("run", spec, "--out", folder.resolve(name));
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    return folder.resolve(name);
  }

  @Test
  void twentyTokensAfterItHasAreTheSampleOfTheRow() {
    List<TrialRow> rows = new ArrayList<>(rows(out));
    assertThat(rows).hasSize(8);
    for (TrialRow row : rows) {
      assertThat(generated(out, row.id(), "it has", 20)).isEqualTo(row.sample().orElseThrow());
    }
    TrialRow row = rows(words).get(0);
    assertThat(generated(words, row.id(), "it has", 20)).isEqualTo(row.sample().orElseThrow());
  }

  private static String generated(Path table, Object trial, String prefix, int length) {
    Shell shell =
        Shell.run("generate", table, "--trial", trial, "--prefix", prefix, "--length", length);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).hasSize(1);
    return shell.out().get(0);
  }

  @Test
  void withoutOptionsTheBestTrialWritesTwoHundredTokens() {
    TrialRow best = rows(out).get(0);
    Shell shell = Shell.run("generate", out);
    assertThat(shell.out()).singleElement().asString().hasSize(206).startsWith("it has");
    assertThat(generated(out, "best", "it has", 200)).isEqualTo(shell.out().get(0));
    assertThat(generated(out, best.id(), "it has", 200)).isEqualTo(shell.out().get(0));
    String beginning = best.id().hex().substring(0, 12).toUpperCase(Locale.ROOT);
    assertThat(generated(out, beginning, "it has", 200)).isEqualTo(shell.out().get(0));
  }

  @Test
  void aSeedAlwaysDrawsTheSameText() {
    List<String> drawn = drawn("--temperature", "2", "--seed", "7");
    assertThat(drawn("--temperature", "2", "--seed", "7")).isEqualTo(drawn);
    assertThat(drawn("--temperature", "2", "--seed", "8")).isNotEqualTo(drawn);
    assertThat(drawn("--temperature", "2"))
        .isEqualTo(drawn("--temperature", "2", "--seed", "0"))
        .isNotEqualTo(drawn);
    assertThat(drawn("--top-k", "3"))
        .isEqualTo(drawn("--top-k", "3", "--temperature", "1"))
        .isNotEqualTo(drawn());
    // Both cases draw the likeliest token: it is the only candidate, or by far the likeliest.
    assertThat(drawn("--top-k", "1", "--temperature", "9")).isEqualTo(drawn());
    assertThat(drawn("--temperature", "1e-9")).isEqualTo(drawn());
  }

  private static List<String> drawn(Object... options) {
    List<Object> command = new ArrayList<>(List.of("generate", out, "--length", 120));
    command.addAll(Arrays.asList(options));
    Shell shell = Shell.run(command.toArray());
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    return shell.out();
  }

  @Test
  void charactersAndWordsThatTheModelDoesNotKnowAreNamed() {
    String best = rows(out).get(0).id().hex();
    refused(
        2,
        "Cannot set --prefix to \"It has 2 zebras\": must be of the 13 characters that trial "
            + best
            + " knows, and \"z\", \"b\", \"r\" are none; they are \" \", \"a\","
            + " \"d\", \"e\", \"h\", \"i\", \"k\", \"l\", \"m\", \"n\", \"s\", \"t\", \"w\"",
        "--prefix",
        "It has 2 zebras");
  }

  @Test
  void wordsThatTheModelDoesNotKnowAreNamed() {
    String best = rows(words).get(0).id().hex();
    Shell shell = Shell.run("generate", words, "--prefix", "the whale has, the sky");
    assertThat(shell.err())
        .containsExactly(
            "Cannot set --prefix to \"the whale has, the sky\": must be of the 13 words that trial "
                + best
                + " knows, and \"whale\", \"sky\" are none; they are \"!\", \",\", \";\", \"a\","
                + " \"and\", \"has\", \"it\", \"keel\", \"mast\", \"sail\", \"sea\", \"the\","
                + " \"wind\"");
    assertThat(shell.exitCode()).isEqualTo(2);
  }

  @Test
  void numbersOutOfTheirBoundsAreRefused() {
    for (String length : List.of("0", "-5", "1000000001", "99999999999999999999", "ten", "1.5")) {
      refused(
          2,
          "Cannot set --length to " + length + ": must be a whole number from 1 to 1000000000",
          "--length",
          length);
    }
    for (String t : List.of("0", "-1", "NaN", "Infinity", "warm")) {
      refused(
          2,
          "Cannot set --temperature to " + t + ": must be a finite number above 0",
          "--temperature",
          t);
    }
    for (String k : List.of("0", "-1", "15", "many")) {
      refused(
          2, "Cannot set --top-k to " + k + ": must be a whole number from 1 to 14", "--top-k", k);
    }
    refused(
        2,
        "Cannot set --seed to -1: must be a whole number from 0 to 9223372036854775807",
        "--top-k",
        "2",
        "--seed",
        "-1");
    refused(
        2,
        "Cannot use --seed alone: must have --temperature or --top-k beside it, since the likeliest"
            + " token is not drawn",
        "--seed",
        "1");
    refused(2, "Cannot set --prefix to \"\": must have a character at least", "--prefix", "");
  }

  private static void refused(int exitCode, String message, String... options) {
    List<Object> command = new ArrayList<>(List.of("generate", out));
    command.addAll(List.of(options));
    Shell shell = Shell.run(command.toArray());
    assertThat(shell.err()).containsExactly(message);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(exitCode);
  }

  /**
   * Text appears while it is written. A signal ends the line; a reader who leaves ends the text.
   */
  @Test
  void whoeverStopsItLeavesAWholeLine() throws Exception {
    Process stopped = endless();
    try (InputStream text = stopped.getInputStream()) {
      String beginning = new String(text.readNBytes(300), StandardCharsets.UTF_8);
      stopped.toHandle().destroy();
      String rest = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(beginning).startsWith("it has");
      assertThat(rest).endsWith("\n").doesNotContain("Exception");
      assertThat(rest.indexOf('\n')).isEqualTo(rest.length() - 1);
      assertThat(stopped.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(stopped.exitValue()).isEqualTo(143);
    } finally {
      stopped.destroyForcibly();
    }
    Process left = endless();
    try {
      left.getInputStream().readNBytes(300);
      left.getInputStream().close();
      assertThat(left.waitFor(1, TimeUnit.MINUTES)).as("it ended").isTrue();
      assertThat(left.exitValue()).isZero();
    } finally {
      left.destroyForcibly();
    }
    assertThat(Files.readAllLines(folder.resolve("err")))
        .allMatch(line -> line.startsWith("WARNING: Using incubator"));
  }

  private static Process endless() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx500m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of("generate", out.toString(), "--length", "1000000000"));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private static List<TrialRow> rows(Path table) {
    return TrialTable.open(table.toUri(), StorageSettings.ofThisProcess()).rows().rows();
  }
}
