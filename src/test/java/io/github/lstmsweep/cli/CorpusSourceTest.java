package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.LoopbackServer;
import io.github.lstmsweep.result.row.PlainParquet;
import io.github.lstmsweep.result.row.Seals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests which place the text of a sweep and of a table is read from, and which part of its address
 * is kept.
 */
class CorpusSourceTest {
  private static final String TEXT = "the same words again ".repeat(20);
  private static final String SECRET = "X-Amz-Signature=c0ffee";
  private static final String CONFIRM =
      ": must be confirmed, since the table's sweep.yaml names another machine; add --corpus ";

  private static final String SPEC =
      """
      name: fetched
      corpus: "%s"
      windows: {train: 64, validation: 32, test: 16}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 2}
        batch_size: {value: 32}
        num_epochs: {value: 1}
        seed: {values: [0, 1]}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void nameTheTable() {
    spec = folder.resolve("spec.yaml");
    out = folder.resolve("a table");
  }

  @Test
  void theQueryOfAnAddressIsSentAndNeitherKeptNorPrinted() throws IOException {
    try (LoopbackServer server = LoopbackServer.of(TEXT)) {
      String address = server.address("/text.txt").toString();
      write(address + "?" + SECRET + "#part");

      Shell plan = Shell.run("plan", spec);
      Shell run = Shell.run("run", spec, "--out", out);
      Shell again = Shell.run("run", spec, "--out", out);

      assertThat(run.exitCode()).as(run.err().toString()).isZero();
      assertThat(server.requests()).hasSize(3).containsOnly("/text.txt?" + SECRET);
      assertThat(plan.out()).first().asString().contains(" on " + address + " (");
      assertThat(again.out()).first().isEqualTo("All 2 trials have their rows: nothing to train");
      assertThat(Files.readString(out.resolve("sweep.yaml")))
          .contains("corpus: \"" + address + "\"\n");
      assertThat(PlainParquet.rows(out.resolve("trials")).values())
          .allSatisfy(row -> assertThat(row).contains(address).doesNotContain("c0ffee"));
      nothingSaid(plan, run, again);
    }
  }

  @Test
  void noMessageRepeatsTheQuery() throws IOException {
    try (LoopbackServer server = LoopbackServer.of("too short")) {
      write(server.address("/text.txt") + "?" + SECRET);
      Shell tooShort = Shell.run("plan", spec);
      assertThat(tooShort.err().toString())
          .contains("Cannot set corpus to " + server.address("/text.txt") + ": must be a text of");
      Shell column =
          Shell.run(
              "plan",
              spec,
              "--set",
              "task=time-series",
              "--set",
              "column=x",
              "--set",
              "windows={}",
              "--set",
              "parameters={}");
      assertThat(column.err().toString()).contains("Cannot set column to x: must be one that");
      nothingSaid(tooShort, column);
    }
    write("nofs://host/text.txt?" + SECRET);
    Shell unknown = Shell.run("plan", spec);
    assertThat(unknown.err())
        .first()
        .asString()
        .startsWith("Cannot read corpus nofs://host/text.txt: ");
    write("https://host/a text.txt?" + SECRET);
    Shell blanks = Shell.run("plan", spec);
    assertThat(blanks.err()).first().asString().contains("must be a URI without blanks");
    nothingSaid(unknown, blanks);
  }

  private static void nothingSaid(Shell... shells) {
    for (Shell shell : shells) {
      assertThat(shell.out().toString() + shell.err()).doesNotContain("c0ffee");
    }
  }

  @Test
  void aTableFetchesNothingFromTheWebUnlessAPersonNamesIt() throws IOException {
    try (LoopbackServer server = LoopbackServer.of(TEXT)) {
      String address = server.address("/text.txt").toString();
      write(address);
      assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
      int before = server.requests().size();
      String refusal =
          "Cannot read corpus " + address + CONFIRM + address + ", or --corpus FILE to read a copy";

      for (List<String> verb : verbs()) {
        Shell refused = run(verb);
        if (verb.get(0).equals("audit")) {
          assertThat(refused.err()).hasSize(1).first().asString().startsWith(refusal + "; taking");
          assertThat(refused.exitCode()).isZero();
        } else {
          assertThat(refused.err()).containsExactly(refusal);
          assertThat(refused.exitCode()).isEqualTo(2);
        }
      }
      assertThat(server.requests()).as("requests").hasSize(before);

      Path copy = Files.writeString(folder.resolve("copy.txt"), TEXT);
      for (List<String> verb : verbs()) {
        for (String corpus : List.of(address + "?" + SECRET, copy.toString())) {
          List<String> named = new ArrayList<>(verb);
          named.addAll(List.of("--corpus", corpus));
          Shell done = run(named);
          assertThat(done.exitCode()).as(done.err().toString()).isZero();
          assertThat(done.err()).isEmpty();
          nothingSaid(done);
        }
      }
      assertThat(server.requests()).hasSize(before + verbs().size());
    }
  }

  private List<List<String>> verbs() {
    return List.of(
        List.of("audit"), List.of("verify", "--sample", "1"), List.of("cost", "--seconds", "0.01"));
  }

  private Shell run(List<String> verb) {
    List<Object> words = new ArrayList<>(verb);
    words.add(1, out);
    return Shell.run(words.toArray());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs://host:8020/text", "s3a://bucket/text", "nofs://host/text"})
  void aTableOnThisMachineReachesForNoOtherFilesystem(String corpus) throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), TEXT);
    write(text.toString());
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    Seals.changeSpecification(out, yaml -> yaml.replace(text.toString(), corpus));

    Shell verify = Shell.run("verify", out, "--sample", "1");

    assertThat(verify.err())
        .containsExactly(
            "Cannot read corpus "
                + corpus
                + CONFIRM
                + corpus
                + ", or --corpus FILE to read a copy");
    assertThat(Shell.run("verify", out, "--sample", "1", "--corpus", text).exitCode()).isZero();
  }

  @Test
  void anotherTextIsRefusedByEveryVerb() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), TEXT);
    Path other = Files.writeString(folder.resolve("other.txt"), TEXT + "and more");
    write(text.toString());
    assertThat(Shell.run("run", spec, "--out", out).exitCode()).isZero();
    for (List<String> verb : verbs()) {
      List<String> named = new ArrayList<>(verb);
      named.addAll(List.of("--corpus", other.toString()));
      Shell refused = run(named);
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err())
          .hasSize(1)
          .first()
          .asString()
          .startsWith("Cannot use " + other + " as the table's corpus: must have the SHA-256 ")
          .contains(", as the rows of " + out + " say, but has ");
    }
  }

  @Test
  void aBuiltInTextHasNoOtherPlace() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), TEXT);
    write("harbour");
    assertThat(Shell.run("plan", spec, "--corpus", text).err())
        .containsExactly(
            "Cannot read corpus harbour from "
                + text
                + ": must have no other place, as it is built in");
  }

  private void write(String corpus) throws IOException {
    Files.writeString(spec, SPEC.formatted(corpus));
  }
}
