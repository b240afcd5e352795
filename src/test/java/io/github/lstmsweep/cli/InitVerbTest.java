package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitVerbTest {
  @TempDir Path folder;
  private Path text;
  private Path csv;
  private Path spec;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeTheData() throws IOException {
    text = folder.resolve("My Book.txt");
    Files.writeString(text, "It has a keel and a mast, and the sea has it.\n".repeat(100));
    csv = folder.resolve("prices.csv");
    Files.writeString(
        csv,
        "day;open;close\n"
            + IntStream.range(0, 200)
                .mapToObj(i -> "d%d;%d;%s\n".formatted(i, i % 7, i == 9 ? "" : i % 5))
                .collect(Collectors.joining()));
    spec = folder.resolve("new.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"char", "word", "word-punct"})
  void aSpecificationOfATextPassesPlanAtOnce(String tokens) throws IOException {
    Shell init = Shell.run("init", "--text", text, "--tokens", tokens, "--to", spec);
    assertThat(init.err()).isEmpty();
    assertThat(init.exitCode()).isZero();
    Shell plan = Shell.run("plan", spec);
    assertThat(plan.exitCode()).as(plan.err().toString()).isZero();
    assertThat(plan.out().get(0)).startsWith("my-book: 8 trials on " + text);
    assertThat(Files.readString(spec))
        .contains("\ncorpus: \"./My Book.txt\"\n", "tokens: " + tokens);
  }

  @Test
  void theTimeIsThatOfThePlan() throws IOException {
    Shell init = Shell.run("init", "--text", "harbour", "--to", spec, "--time", "1m");
    String time = init.out().get(0).replaceFirst(".* predicted to take (.*)", "$1");
    assertThat(Shell.run("plan", spec).out().get(1)).contains("predicted " + time + ", ");
    assertThat(init.out().get(0)).startsWith("Wrote " + spec + ": 8 trials, predicted to take ");
    assertThat(Files.readString(spec).replace("\n# ", " "))
        .contains("Written by `lstm-sweep init` for harbour: 8 trials, predicted to take " + time);
    assertThat(init.out())
        .endsWith("Next: lstm-sweep plan " + spec, "      lstm-sweep run " + spec);
  }

  @Test
  void aColumnOfACsvFilePassesPlanAtOnce() throws IOException {
    Shell init = Shell.run("init", "--csv", csv, "--to", spec);
    assertThat(init.exitCode()).as(init.err().toString()).isZero();
    assertThat(init.out())
        .contains(
            "The file has 200 lines of 3 columns: day (200 other values), open (200 numbers), close"
                + " (199 numbers, 1 missing).");
    assertThat(Shell.run("plan", spec).out().get(0)).startsWith("prices: 8 trials on " + csv);
    assertThat(Files.readString(spec)).contains("\ncolumn: open\n", "\ncorpus: ./prices.csv\n");
  }

  @Test
  void theProposedSweepRuns() {
    assertThat(Shell.run("init", "--csv", csv, "--to", spec, "--time", "1s").exitCode()).isZero();
    Shell run = Shell.run("run", spec, "--out", folder.resolve("out"));
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
  }

  @Test
  void theSweepOfATableIsTheSameSweep() throws IOException {
    Path old = folder.resolve("old.yaml");
    Files.writeString(
        old,
        """
        name: old
        corpus: "%s"
        text: {case: lower}
        windows: {train: 64, validation: 32}
        sample: {length: 4}
        timeout: {sweep: 8h}
        parameters: {num_steps: 4, batch_size: 32, num_epochs: 1, lr: [0.5, 1], seed: [0, 1]}
        tie: [[lr, seed]]
        """
            .formatted(text));
    Path out = folder.resolve("table");
    assertThat(Shell.run("run", old, "--out", out).exitCode()).isZero();
    Shell init = Shell.run("init", "--table", out, "--to", spec);
    assertThat(init.exitCode()).as(init.err().toString()).isZero();
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    assertThat(run.out()).anyMatch(line -> line.contains("nothing to train"));
    assertThat(Files.readString(spec))
        .contains("\nname: old\n", "timeout: {trial: none, sweep: 8h}\n", "  lr: [0.5, 1]\n");
  }

  @Test
  void aTableWhoseTextHasMovedNeedsItsPlace() throws IOException {
    Path old = folder.resolve("old.yaml");
    Files.writeString(
        old,
        "name: old\ncorpus: \"%s\"\nwindows: {train: 64, validation: 32}\n".formatted(text)
            + "parameters: {num_steps: 4, num_epochs: 1}\n");
    Path out = folder.resolve("table");
    assertThat(Shell.run("run", old, "--out", out).exitCode()).isZero();
    Path moved = Files.move(text, folder.resolve("moved.txt"));
    assertThat(Shell.run("init", "--table", out, "--to", spec).err())
        .containsExactly(
            "Cannot read corpus " + text + ": no such file; name its place now with --corpus FILE");
    assertThat(Shell.run("init", "--table", out, "--to", spec, "--corpus", moved).exitCode())
        .isZero();
    assertThat(Shell.run("plan", spec).exitCode()).isZero();
    assertThat(Files.readString(spec)).contains("\ncorpus: ./moved.txt\n");
  }

  @Test
  void anExistingFileIsReplacedOnlyByForce() throws IOException {
    Files.writeString(spec, "mine");
    Shell refused = Shell.run("init", "--text", text, "--to", spec);
    assertThat(refused.err())
        .containsExactly(
            "Cannot write " + spec + ": there is a file already; name another or add --force");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(spec).hasContent("mine");
    assertThat(Shell.run("init", "--text", text, "--to", spec, "--force").exitCode()).isZero();
    assertThat(Shell.run("plan", spec).exitCode()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --text TEXT --csv CSV          | Cannot use --text and --csv together: must be one of them
          --text TEXT --column open      | Cannot use --column without --csv: must be left out here
          --csv CSV --tokens word        | Cannot use --tokens without --text: must be left out here
          --csv CSV --corpus TEXT        | Cannot use --corpus without --table: must be left out here
          --table out --time 1m          | Cannot use --time without --text or --csv: must be left out here
          --text TEXT --tokens syllable  | Cannot set --tokens to syllable: must be char, word or word-punct
          --text TEXT --time 10          | Cannot set --time to 10: must be a duration such as 30s, 10m or 2h
          --text TEXT --name ../up       | Cannot set --name to ../up: must be 1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit
          --csv CSV --column day         | Cannot set column to day: must have a number in every line, as open; the file has day (200 other values), open (200 numbers), close (199 numbers, 1 missing)
          --text FOLDER/none.txt         | Cannot read corpus FOLDER/none.txt: no such file; must be harbour, timemachine, the path of a UTF-8 text or a URI
          --csv FOLDER/none.csv          | Cannot read corpus FOLDER/none.csv: no such file; must be the path of a CSV file or a URI
          --text TEXT --to FOLDER/no/a   | Cannot write FOLDER/no/a: must be in an existing folder, but FOLDER/no does not exist; make it first
          """)
  void wrongOptionsAreToldInOneLine(String options, String message) {
    List<Object> words =
        Stream.of(("init " + options).split(" "))
            .<Object>map(
                word ->
                    word.replace("TEXT", text.toString())
                        .replace("CSV", csv.toString())
                        .replace("FOLDER", folder.toString()))
            .collect(Collectors.toList());
    if (!options.contains("--to ")) {
      words.addAll(List.of("--to", spec));
    }
    Shell shell = Shell.run(words.toArray());
    assertThat(shell.err()).containsExactly(message.replace("FOLDER", folder.toString()));
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
    assertThat(spec).doesNotExist();
  }

  @Test
  void withoutOptionsAndATerminalTheyAreNamed() {
    Shell shell = Shell.run("init");
    assertThat(shell.err())
        .containsExactly(
            "Cannot leave out --text, --csv or --table: must name the data; without options, `init`"
                + " asks at a terminal only");
    assertThat(shell.exitCode()).isEqualTo(2);
  }

  @Test
  void aPersonAtATerminalIsAskedAboutAText() throws IOException {
    Shell shell =
        typed(
            "music",
            "",
            folder.resolve("none.txt"),
            text,
            "word",
            "soon",
            "20s",
            "a b",
            "mine",
            spec);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    assertThat(String.join("\n", shell.out()))
        .contains(
            "Data (text, csv or table) [text]: It must be one of text, csv, table",
            "Text [harbour]: Cannot read " + folder.resolve("none.txt") + ": no such file",
            "Tokens (char, word or word-punct) [char]: ",
            "Time for a run, such as 30s, 10m or 2h [10m]: It must be a duration such as",
            "Name of the sweep [my-book]: Cannot set name to a b: must be 1 to 64",
            "File to write [mine.yaml]: Wrote " + spec);
    assertThat(Shell.run("plan", spec).out().get(0)).startsWith("mine: 8 trials on " + text);
  }

  @Test
  void aPersonAtATerminalIsAskedAboutAColumn() throws IOException {
    Files.writeString(folder.resolve("taken.yaml"), "mine");
    Shell shell = typed("csv", text, csv, "close", "", "", "", folder.resolve("taken.yaml"), spec);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    assertThat(String.join("\n", shell.out()))
        .contains(
            "Column (open) [open]: It must be one of open",
            "Cannot write " + folder.resolve("taken.yaml") + ": there is a file already");
    assertThat(Shell.run("plan", spec).out().get(0)).startsWith("prices: 8 trials on " + csv);
  }

  @Test
  void anInputThatEndsWritesNothing() {
    Shell shell = typed("text", text);
    assertThat(shell.err()).containsExactly("Cannot go on without an answer: the input has ended");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("My Book.txt", "prices.csv");
  }

  /** Runs the verb while a person types these lines. */
  private static Shell typed(Object... lines) {
    String all = Arrays.stream(lines).map(line -> line + "\n").collect(Collectors.joining());
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(all.getBytes(StandardCharsets.UTF_8)));
    System.setProperty("lstmsweep.keyboard", "true");
    try {
      return Shell.run("init");
    } finally {
      System.setIn(before);
      System.clearProperty("lstmsweep.keyboard");
    }
  }

  @Test
  void aFileOfSeveralSeriesSaysHowANetworkReadsThemTogether() throws IOException {
    StringBuilder lines = new StringBuilder("day,open,Preis (\u20ac),\"a \"\"b\"\"\",open high\n");
    for (int i = 0; i < 100; i++) {
      lines.append("d%d,%d,%d,%d,%d%n".formatted(i, i % 7, i % 5, i % 3, i % 9));
    }
    Path several = Files.writeString(folder.resolve("several.csv"), lines);
    Shell init =
        Shell.run("init", "--csv", several, "--column", "open", "--time", "1s", "--to", spec);
    assertThat(init.exitCode()).as(init.err().toString()).isZero();
    String told =
        "`target: open` and `columns: [\"Preis (\u20ac)\", \"a \\\"b\\\"\", \"open high\"]`";
    assertThat(init.out())
        .contains("To let the network read other columns too, set " + told + " instead of column.");
    String yaml = Files.readString(spec);
    assertThat(yaml).contains("`target: open`");
    Files.writeString(
        spec,
        yaml.replace(
            "\ncolumn: open\n",
            "\n" + told.replaceAll("^`|`$", "").replace("` and `", "\n") + "\n"));
    assertThat(Shell.run("plan", spec).err()).isEmpty();
  }

  @Test
  void aFileWithoutASeriesIsToldWhatItHas() throws IOException {
    assertHasNoSeries(
        "day;sold\n1.1.;2,5\n2.1.;3,5\n",
        "day (2 other values), sold (2 other values); a decimal has a point and no comma");
    assertHasNoSeries("day,sold\n", "no line below its names");
    assertHasNoSeries(
        "sold,sold\n1,2\n",
        "sold (1 number, 2 columns with this name), sold (1 number, 2 columns with this name)");
  }

  private void assertHasNoSeries(String csv, String has) throws IOException {
    Path file = Files.writeString(folder.resolve("none.csv"), csv);
    assertThat(Shell.run("init", "--csv", file, "--to", spec).err())
        .containsExactly(
            "Cannot use corpus "
                + file
                + ": must have a column with a number in every line, but has "
                + has);
  }
}
