package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.row.Seals;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a user's own text in any language, from the file to the output of its models. */
class OwnTextTest {
  /** Written for this test. */
  private static final String GERMAN =
      "Ärger über Öl, süße Äpfel & 12 Größen:\n\t»Weiß er's?« fragte Zoë 3-mal.\r\n".repeat(8);

  /** Written for this test. */
  private static final String GREEK =
      "Η θάλασσα είναι ήσυχη· το λιμάνι κοιμάται, ώς τις 6.\n".repeat(8);

  /** Written for this test. */
  private static final String CHINESE = "港口很安静。船在夜里睡着了，海也睡着了！\n".repeat(20);

  private static final String JAVA =
      """
      int sum(int[] x) {
        int s = 0; // "all"
        for (int i = 0; i < x.length; i++) {
      \ts += x[i];
        }
        return s;
      }
      """
          .repeat(4);

  private static final String D2L =
      "text={letters: latin, case: lower, punctuation: drop, digits: drop, lines: drop}";

  private static final String SPEC =
      """
      name: own
      corpus: "%s"
      windows: {train: 128, validation: 32}
      parameters:
        num_steps: {value: 6}
        num_hiddens: {value: 8}
        batch_size: {value: 32}
        num_epochs: {value: 2}
        lr: {value: 2}
      """;

  @TempDir Path folder;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @Test
  void nothingOfATextIsLostWhateverItsLanguage() throws IOException {
    for (String text : List.of(GERMAN, GREEK, CHINESE, JAVA)) {
      Path spec = spec(text);
      Path out = Files.createTempDirectory(folder, "table").resolve("out");
      Shell run = run(spec, out);
      assertThat(run.exitCode()).as(run.err().toString()).isZero();
      assertThat(run.out()).noneMatch(line -> line.contains("dropped"));
      TreeSet<String> characters = new TreeSet<>();
      text.replace("\r\n", "\n")
          .codePoints()
          .mapToObj(Character::toString)
          .forEach(characters::add);
      TrialRow row = row(out);
      assertThat(row.number("vocab_size").orElseThrow()).isEqualTo(characters.size() + 1);
      // The specification sets no prefix, so the prefix is the beginning of the validation text.
      String sample = row.sample().orElseThrow();
      String prefix = row.text("sample_prefix").orElseThrow();
      assertThat(sample).startsWith(prefix);
      assertThat(sample.codePointCount(0, sample.length()))
          .isEqualTo(prefix.codePointCount(0, prefix.length()) + 20);
      assertThat(text.replace("\r\n", "\n").substring(128)).contains(prefix);
      assertThat(Shell.run("audit", out).exitCode()).isZero();
      assertThat(Shell.run("verify", out, "--sample", "1").exitCode()).isZero();
    }
  }

  @Test
  void theShareThatIsDroppedIsTold() throws IOException {
    Path spec = spec(GERMAN);
    String line = "text: 30.6% of its 576 characters are dropped (letters, digits, punctuation); ";
    Shell plan = Shell.run("plan", spec, "--set", D2L);
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out()).anyMatch(told -> told.startsWith(line));
    Shell run = run(spec, folder.resolve("out"), D2L);
    assertThat(run.out())
        .contains(
            line + "set text: {letters: unicode, punctuation: keep, digits: keep} to keep them");
    assertThat(Shell.run("plan", spec).out()).noneMatch(told -> told.contains("dropped"));
  }

  @Test
  void aTextWithoutAToZIsToldWhatWouldKeepIt() throws IOException {
    Shell plan = Shell.run("plan", spec(CHINESE), "--set", D2L);
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.err())
        .singleElement()
        .asString()
        .endsWith(
            "must hold letters A-Z or a-z, but has none; text.letters: unicode keeps those of every"
                + " script");
  }

  @Test
  void aPrefixIsWrittenAsTheTextOfTheTableIs() throws IOException {
    Path out = folder.resolve("out");
    Path spec = spec("The Harbour, the sea and 12 boats! ".repeat(8));
    run(spec, out, D2L);
    Shell written = generated(out, "--prefix", "The Harbour, 12!", "--length", "9");
    assertThat(written.err()).isEmpty();
    assertThat(written.out()).singleElement().asString().startsWith("the harbour ");
    assertThat(generated(out, "--prefix", "Zebra").err())
        .singleElement()
        .asString()
        .contains("and \"z\" is none");
    Path whole = folder.resolve("whole");
    run(spec, whole);
    assertThat(generated(whole, "--prefix", "The Harbour, 12!").out())
        .first()
        .asString()
        .startsWith("The Harbour, 12!");
  }

  @Test
  void aSampleIsAsLongAndAsBoldAsTheSpecificationSays() throws IOException {
    Path out = folder.resolve("out");
    Path spec = spec(GERMAN);
    run(spec, out, "sample={prefix: \"süße Äpfel\", length: 31, temperature: 0.7}");
    TrialRow row = row(out);
    String sample = row.sample().orElseThrow();
    assertThat(sample).startsWith("süße Äpfel").hasSize(41);
    assertThat(
            String.join(
                "\n",
                generated(out, "--temperature", "0.7", "--length", "31", "--seed", "0").out()))
        .isEqualTo(sample);
    assertThat(row.values())
        .containsEntry("sample_prefix", "süße Äpfel")
        .containsEntry("sample_length", 31L)
        .containsEntry("sample_temperature", 0.7);
    Shell unknown = Shell.run("plan", spec, "--set", "sample.prefix=Quark");
    assertThat(unknown.err())
        .singleElement()
        .asString()
        .startsWith("Cannot set sample.prefix to Quark: must be of the ")
        .endsWith(" characters of the text, and \"Q\", \"u\", \"k\" are none");
  }

  @Test
  void aPrefixThatOnlyAnotherTextHasIsRefusedAndADefaultNeverIs() throws IOException {
    Shell plan = Shell.run("plan", spec(CHINESE), "--set", "sample.prefix=it has");
    assertThat(plan.exitCode()).isEqualTo(2);
    assertThat(plan.err())
        .singleElement()
        .asString()
        .startsWith("Cannot set sample.prefix to it has: must be of the ");
    Shell d2l = Shell.run("plan", spec("zzz ".repeat(100)), "--set", D2L);
    assertThat(d2l.exitCode()).as(d2l.err().toString()).isZero();
    Shell builtIn =
        Shell.run(
            "plan",
            spec("a"),
            "--set",
            "corpus=harbour",
            "--set",
            "text.case=keep",
            "--set",
            "tokens=word",
            "--set",
            "min_freq=2000");
    assertThat(builtIn.exitCode()).as(builtIn.err().toString()).isZero();
  }

  /** Neither the old sweep.yaml nor the specification sets text. */
  @Test
  void aTableOfBeforeGoesOnAsItWas() throws IOException {
    Path spec = spec(GERMAN);
    Path out = folder.resolve("out");
    run(spec, out, D2L);
    Seals.changeSpecification(out, yaml -> yaml.replaceAll("(?m)^(text|sample):\n(  .*\n)+", ""));
    assertThat(Files.readString(out.resolve("sweep.yaml"))).doesNotContain("text:", "sample:");
    Shell again = run(spec, out);
    assertThat(again.err()).isEmpty();
    assertThat(again.out())
        .startsWith("The only trial has its row: nothing to train")
        .contains(
            "text: as in the table {letters: latin, case: lower, punctuation: drop, digits: drop,"
                + " lines: drop}, since the specification says nothing of it");
    Shell more = run(spec, out, "lr=[2,3]", "--extend");
    assertThat(more.exitCode()).as(more.err().toString()).isZero();
    assertThat(run(spec, out, "lr=[2,3]").out())
        .contains("All 2 trials have their rows: nothing to train");
    Shell other = run(spec, out, "lr=[2,3]", "text.case=keep");
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(other.err())
        .contains(
            "  text.letters: latin -> unicode",
            "  text.case: lower -> keep",
            "  text.punctuation: drop -> keep");
    assertThat(Shell.run("verify", out, "--sample", "2").exitCode()).isZero();
  }

  @Test
  void aLineEndIsShownInAListAndWrittenByGenerate() throws IOException {
    Path out = folder.resolve("out");
    Path spec = spec("a\nb\n".repeat(80));
    Shell run = run(spec, out, "num_epochs=60", "sample.prefix=\"a\\n\"");
    TrialRow row = row(out);
    assertThat(row.sample().orElseThrow()).startsWith("a\nb\na\nb\n");
    assertThat(run.out()).anyMatch(line -> line.contains("  a⏎b⏎a⏎b⏎"));
    assertThat(Shell.run("status", out).out()).anyMatch(line -> line.contains("  a⏎b⏎a⏎b⏎"));
    assertThat(generated(out, "--prefix", "a", "--length", "5").out())
        .containsExactly("a", "b", "a", "");
    for (String format : List.of("raw", "dl4j")) {
      Path file = folder.resolve(format);
      Shell export = Shell.run("export", out, "--format", format, "--to", file);
      assertThat(export.exitCode()).as(export.err().toString()).isZero();
    }
    assertThat(
            Files.readString(folder.resolve("raw"), java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("\\\"\\\\n\\\"", "text_letters");
  }

  private Path spec(String text) throws IOException {
    Path file = Files.createTempFile(folder, "text", ".txt");
    Files.writeString(file, text);
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(file));
  }

  private static Shell run(Path spec, Path out, String... settings) {
    List<Object> command = new ArrayList<>(List.of("run", spec, "--out", out));
    Arrays.stream(settings)
        .flatMap(s -> s.startsWith("--") ? Stream.of(s) : Stream.of("--set", s))
        .forEach(command::add);
    return Shell.run(command.toArray());
  }

  private static Shell generated(Path out, Object... options) {
    List<Object> command = new ArrayList<>(List.of("generate", out));
    command.addAll(Arrays.asList(options));
    return Shell.run(command.toArray());
  }

  private static TrialRow row(Path out) {
    return TrialTable.open(out.toUri(), StorageSettings.ofThisProcess()).rows().rows().get(0);
  }
}
