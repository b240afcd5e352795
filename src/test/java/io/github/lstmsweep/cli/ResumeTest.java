package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a differently worded specification and a moved text train nothing twice. */
class ResumeTest {
  private static final String SPEC =
      """
      name: resumed
      corpus: "%s"
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {values: [4, 5]}
        num_hiddens: {values: [2, 3]}
        lr: {values: [1, 4]}
        batch_size: {value: 32}
        num_epochs: {value: 1}
      tie: [[num_steps, num_hiddens]]
      """;

  private static final String NOTHING = "All 4 trials have their rows: nothing to train";

  @TempDir Path folder;
  private Path text;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void runASweep() throws IOException {
    text = Files.writeString(folder.resolve("text.txt"), "the same words again ".repeat(20));
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(text));
    out = folder.resolve("a table");
    Shell run = Shell.run("run", spec, "--out", out);
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
  }

  @Test
  void valuesAndTiesInAnotherOrderAreNoDifference() throws IOException {
    String stored = stored();
    for (List<String> other :
        List.of(
            List.of("lr=[4,1]", "seed=0"),
            List.of("num_steps=[5,4]", "num_hiddens=[3,2]"),
            List.of("tie=[[num_hiddens,num_steps]]", "seed=0"),
            List.of("lr=[1,4,9]", "exclude=[{lr: 9}]"))) {
      Shell again =
          Shell.run("run", spec, "--out", out, "--set", other.get(0), "--set", other.get(1));
      assertThat(again.err()).as(other.toString()).isEmpty();
      assertThat(again.out()).first().isEqualTo(NOTHING);
      assertThat(again.exitCode()).isZero();
    }
    assertThat(stored()).isEqualTo(stored);
  }

  @Test
  void otherTrialsFromTheSameValuesAreADifference() {
    Shell again = Shell.run("run", spec, "--out", out, "--set", "num_steps=[5,4]");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err())
        .containsExactly(
            "Cannot add to the table "
                + out
                + ": it was made by another specification (its value -> yours); name another --out,"
                + " as yours lacks 4 of its 4 trials",
            "  parameters.num_steps: [4, 5] -> [5, 4]");
  }

  @Test
  void aTextThatMovedIsTheSameText() throws IOException {
    Path moved = Files.move(text, folder.resolve("moved.txt"));
    Files.writeString(spec, SPEC.formatted(moved));
    String stored = stored();
    Shell again = Shell.run("run", spec, "--out", out);
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).first().isEqualTo(NOTHING);
    assertThat(stored()).as("the table's own name of its text").isEqualTo(stored);
    Files.delete(rows().get(0));
    Shell rest = Shell.run("run", spec, "--out", out);
    assertThat(rest.out()).first().asString().startsWith("resumed: training 1 trial on ");
    assertThat(rest.exitCode()).isZero();
    assertThat(Shell.run("sql", out, "select distinct corpus from trials").out())
        .containsExactly("corpus", text.toString());
    assertThat(Shell.run("audit", out, "--corpus", moved).exitCode()).isZero();
  }

  @Test
  void aTextOfOtherBytesUnderAnotherNameIsAnotherText() throws IOException {
    Path other =
        Files.writeString(folder.resolve("other.txt"), "other words than these ".repeat(20));
    Files.writeString(spec, SPEC.formatted(other));
    Shell again = Shell.run("run", spec, "--out", out, "--extend");
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err())
        .containsExactly(
            "Cannot add to the table "
                + out
                + ": it was made by another specification (its value -> yours); name another --out,"
                + " as the rows of this one are of a different text",
            "  corpus: \"" + text + "\" -> \"" + other + "\"");
  }

  @Test
  void whereNoRowSaysWhatTheTextWasItsNameDecides() throws IOException {
    Path copy = Files.copy(text, folder.resolve("copy.txt"));
    for (Path row : rows()) {
      Files.delete(row);
    }
    Files.writeString(spec, SPEC.formatted(copy));
    Shell again = Shell.run("run", spec, "--out", out);
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err())
        .containsExactly(
            "Cannot add to the table "
                + out
                + ": it was made by another specification (its value -> yours); set corpus to the"
                + " table's value and name the place of its text with --corpus, since no row of the"
                + " table identifies its text yet",
            "  corpus: \"" + text + "\" -> \"" + copy + "\"");
    Files.writeString(spec, SPEC.formatted(text));
    Files.delete(text);
    Shell named = Shell.run("run", spec, "--out", out, "--corpus", copy);
    assertThat(named.exitCode()).as(named.err().toString()).isZero();
  }

  @Test
  void theTextOfATableIsReadWhereThePersonSays() throws IOException {
    Path moved = Files.move(text, folder.resolve("moved.txt"));
    Shell gone = Shell.run("verify", out, "--sample", "1");
    assertThat(gone.err())
        .containsExactly(
            "Cannot read corpus " + text + ": no such file; name its place now with --corpus FILE");
    Shell verify = Shell.run("verify", out, "--sample", "4", "--corpus", moved);
    assertThat(verify.out())
        .last()
        .isEqualTo("4 of 4 trials came out with the parameters of their rows");
    assertThat(Shell.run("run", spec, "--out", out, "--corpus", moved).out())
        .first()
        .isEqualTo(NOTHING);
  }

  @Test
  void moreTrialsAreAddedInPlainWords() {
    Shell more = Shell.run("run", spec, "--out", out, "--set", "lr=[4,1,2]");
    assertThat(more.err())
        .containsExactly(
            "Cannot add to the table "
                + out
                + ": it was made by another specification (its value -> yours); add --extend to"
                + " train the 2 additional trials",
            "  parameters.lr: [1, 4] -> [4, 1, 2]");
  }

  private List<Path> rows() throws IOException {
    try (Stream<Path> rows = Files.list(out.resolve("trials"))) {
      return rows.sorted().toList();
    }
  }

  private String stored() throws IOException {
    return Files.readString(out.resolve("sweep.yaml"));
  }
}
