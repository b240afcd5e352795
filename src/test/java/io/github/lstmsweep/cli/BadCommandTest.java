package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a user's mistakes: clear lines, exit code 2, nothing trained and nothing half-written. */
class BadCommandTest {
  private static final String GOOD = "name: tiny\ncorpus: harbour\n";

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameAnOutThatIsNotThere() {
    out = folder.resolve("out");
  }

  static Stream<Arguments> specifications() {
    String bomb = "a: &a [x]\nb: [" + "*a, ".repeat(50) + "*a]\n";
    return Stream.of(
        spec("not YAML", "name: [", "not plain YAML"),
        spec("unknown key", GOOD + "parmeters: {}", "Cannot set parmeters"),
        spec("wrong type", GOOD + "tie: lr", "Cannot set tie to lr"),
        spec("empty values", GOOD + "parameters: {lr: {values: []}}", "Cannot set lr to []"),
        spec("twice", GOOD + "parameters: {lr: {values: [1, 1]}}", "must be distinct"),
        spec("windows", GOOD + "parameters: {num_steps: {value: 60000}}", "num_steps to 60000"),
        spec("negative", GOOD + "parameters: {lr: {value: -1}}", "Cannot set lr to -1"),
        spec("NaN", GOOD + "parameters: {lr: {value: .nan}}", "Cannot set lr to .nan"),
        spec("parameter", GOOD + "parameters: {num_heads: {value: 1}}", "parameters.num_heads"),
        spec(
            "tie",
            GOOD + "parameters: {lr: {values: [1, 2]}, seed: {value: 0}}\ntie: [[lr, seed]]",
            "Cannot tie lr and seed"),
        spec(
            "exclude",
            GOOD + "parameters: {lr: {values: [1, 2]}}\nexclude: [{lr: 1}, {lr: 2}]",
            "Cannot exclude all 2 combinations"),
        spec("aliases", bomb, "Number of aliases"),
        spec("depth", "name: " + "[".repeat(99) + "]".repeat(99), "Nesting Depth"),
        spec("size", "#".repeat(10_000_000), "must be at most 1048576 bytes"),
        spec("name", "name: ../up\ncorpus: harbour", "Cannot set name to ../up"),
        spec("no corpus", "name: tiny\ncorpus: nowhere.txt", "Cannot read corpus nowhere.txt"));
  }

  private static Arguments spec(String what, String yaml, String message) {
    return Arguments.of(what, yaml, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specifications")
  void aSpecificationThatCannotRunIsToldInOneLine(String what, String yaml, String message)
      throws IOException {
    refused(Shell.run("run", spec(yaml), "--out", out), message);
    assertThat(out).doesNotExist();
  }

  @Test
  void allProblemsHaveTheirLines() throws IOException {
    Shell shell =
        Shell.run("run", spec(GOOD), "--set", "lr=-1", "--set", "num_steps=0", "--out", out);

    assertThat(shell.err())
        .containsExactly(
            "Cannot set lr to -1: must be a finite number above 0",
            "Cannot set num_steps to 0: must be a whole number from 1 to 65536");
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @Test
  void aMissingSpecificationIsNamed() {
    Path none = folder.resolve("none.yaml");
    refused(Shell.run("run", none, "--out", out), "Cannot read specification " + none);
    refused(Shell.run("plan", none), "Cannot read specification " + none);
    assertThat(out).doesNotExist();
  }

  @Test
  void aCorpusThatIsNoUtf8IsRefusedWithTheBytesPlace() throws IOException {
    Path text = Files.write(folder.resolve("text"), new byte[] {'a', 'b', (byte) 0xff, 'c'});
    Path spec = spec("name: tiny\ncorpus: " + text);
    refused(Shell.run("run", spec, "--out", out), "byte");
    assertThat(out).doesNotExist();
  }

  @Test
  void aFilesystemWhoseClassesAreMissingIsNamed() throws IOException {
    // Hadoop knows the scheme s3a. Its classes come with the cluster or with the soak tests.
    assumeThatThrownBy(() -> Class.forName("org.apache.hadoop.fs.s3a.S3AFileSystem"))
        .isInstanceOf(ClassNotFoundException.class);
    refused(
        Shell.run("run", spec("name: tiny\ncorpus: s3a://bucket/text"), "--out", out),
        "Cannot read corpus s3a://bucket/text: ");
    refused(
        Shell.run("run", spec(GOOD), "--out", "s3a://bucket/out"),
        "Cannot use s3a://bucket/out: must be a path or the URI of a filesystem that Hadoop has"
            + " here");
    refused(Shell.run("status", "nofs://host/out"), "Cannot use nofs://host/out: must be a path");
  }

  @Test
  void anAddressWhoseNameDoesNotResolveIsTold() throws IOException {
    Shell run = Shell.run("run", spec(GOOD), "--out", "hdfs://nosuchhost.invalid/out");
    assertThat(run.err())
        .containsExactly(
            "Cannot reach hdfs://nosuchhost.invalid/out: the name nosuchhost.invalid does not"
                + " resolve");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @Test
  void aRemoteCorpusIsLeftAloneWhileTheFileHasOtherProblems() throws IOException {
    Path spec = spec("name: tiny\ncorpus: nofs://host/text");
    refused(
        Shell.run("run", spec, "--set", "lr=-1", "--out", out),
        "Cannot set lr to -1: must be a finite number above 0");
    refused(Shell.run("run", spec, "--out", out), "Cannot read corpus nofs://host/text: ");
    assertThat(out).doesNotExist();
  }

  @Test
  void aCorpusDirThatIsNotThereIsRefused() throws IOException {
    Path none = folder.resolve("none");
    refused(
        Shell.run("plan", spec(GOOD), "--corpus-dir", none),
        "Cannot set --corpus-dir to " + none + ": must be a folder");
  }

  @Test
  void anEmptyCorpusIsRefused() throws IOException {
    Path text = Files.createFile(folder.resolve("text"));
    Path spec = spec("name: tiny\ncorpus: " + text);
    refused(Shell.run("run", spec, "--out", out), text.toString());
    assertThat(out).doesNotExist();
  }

  @Test
  void aTimeMachineOfTheWrongChecksumIsRefused() throws IOException {
    Path corpora = Files.createDirectory(folder.resolve("corpora"));
    Files.writeString(corpora.resolve("timemachine.txt"), "Another book.");
    Path spec = spec("name: tiny\ncorpus: timemachine");
    refused(Shell.run("run", spec, "--corpus-dir", corpora, "--out", out), "SHA-256");
    assertThat(out).doesNotExist();
  }

  @Test
  void anOutThatIsAFileStaysAsItIs() throws IOException {
    Files.writeString(out, "mine");
    refused(Shell.run("run", spec(GOOD), "--out", out), "must be a folder, and it is a file");
    assertThat(out).hasContent("mine");
  }

  @Test
  void anOutThatIsNoTableStaysAsItIs() throws IOException {
    Files.createDirectory(out);
    Files.writeString(out.resolve("thesis.tex"), "mine");
    refused(Shell.run("run", spec(GOOD), "--out", out), "it has no sweep.yaml but thesis.tex");
    assertThat(out).isDirectoryContaining("glob:**thesis.tex");
    assertThat(out.toFile().list()).hasSize(1);
  }

  @Test
  void anOutThatCannotBeWrittenIsToldBeforeAnythingIsTrained() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    refused(
        Shell.run("run", spec(GOOD), "--out", file.resolve("out")),
        "Cannot use "
            + file.resolve("out")
            + " as the table: must be a folder that can be written, but "
            + file
            + " is not a folder; make it writable or name another folder");
    assertThat(file).hasContent("mine");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("file", "spec.yaml");
  }

  @Test
  void statusAndSqlRefuseWhatIsNoTable() {
    refused(Shell.run("status", out), "Cannot read the table");
    refused(Shell.run("sql", out, "select 1"), "Cannot read the table");
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rnu                    | Cannot start rnu: must be one of init, plan, run, status, show, replay, sql, best, audit, verify, generate, score, forecast, export, report, cost, compact, completion
          help rnu               | Cannot start rnu: must be one of init, plan, run, status, show, replay, sql, best, audit, verify, generate, score, forecast, export, report, cost, compact, completion
          run                    | Cannot leave out SPEC: must be the specification, a YAML file
          status                 | Cannot leave out OUT: must be the table: what run was given as --out
          run s.yaml --out       | Cannot leave out the URI of --out: must be the table: a folder, or the URI of one on a Hadoop filesystem (default: out/<name>)
          run s.yaml --out=a --out=b | Cannot set --out twice: must be given once
          run s.yaml more        | Cannot use more: must be nothing after SPEC; quote an argument that has blanks
          sql out select 1 as n  | Cannot use 1 as n: must be nothing after QUERY; quote an argument that has blanks
          plan s.yaml --cores no | Cannot set --cores to no: must be a whole number above 0
          run s.yaml --otu=x     | Cannot use --otu=x: must be one of --set, --corpus-dir, --corpus, --out, --extend, --from, --retry, --engine, --pack, --quiet, --json, --report, --help, --version
          --bogus                | Cannot use --bogus: must be one of --help, --version
          """)
  void argumentsThatAreNoneAreToldWithTheUsage(String arguments, String message) {
    Shell shell = Shell.run((Object[]) arguments.split(" "));
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err()).first().isEqualTo(message);
    assertThat(shell.err()).last().asString().startsWith("Usage: lstm-sweep ");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void aMisspeltOptionNamesTheRightOne() {
    assertThat(Shell.run("run", "s.yaml", "--ou=x").err()).contains("Possible solutions: --out");
  }

  @Test
  void withoutAVerbTheVerbsAreNamed() {
    Shell shell = Shell.run();
    assertThat(shell.exitCode()).isEqualTo(2);
    assertThat(shell.err())
        .first()
        .isEqualTo(
            "Cannot start without a verb: must be one of init, plan, run, status, show, replay,"
                + " sql, best, audit, verify, generate, score, forecast, export, report, cost, compact, completion");
  }

  /** A terminal that shows colors makes no difference: colors are control characters too. */
  @Test
  void helpHasNoColors() {
    System.setProperty("picocli.ansi", "true");
    try {
      for (Shell help : List.of(Shell.run("--help"), Shell.run("help", "run"), Shell.run("run"))) {
        assertThat(help.out() + " " + help.err())
            .contains("Usage: lstm-sweep ")
            .doesNotContain("\u001b", "?[");
      }
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }

  @Test
  void noCoresCannotPlan() throws IOException {
    refused(
        Shell.run("plan", spec(GOOD), "--cores", "0"),
        "Cannot set --cores to 0: must be a whole number above 0");
  }

  private Path spec(String yaml) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), yaml);
  }

  private static void refused(Shell shell, String message) {
    assertThat(shell.err()).as("lines on stderr").hasSize(1).first().asString().contains(message);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(2);
  }

  @Test
  void aStackTraceIsPrintedOnlyWhereItIsAskedFor() {
    java.io.StringWriter err = new java.io.StringWriter();
    int exitCode =
        Failures.unexpected(
            new IllegalStateException("outer", new IllegalArgumentException("inner\nmore")),
            new java.io.PrintWriter(err, true));
    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString().lines().toList())
        .isEqualTo(
            List.of(
                "Unexpected error: java.lang.IllegalArgumentException: inner (run again with"
                    + " LSTM_SWEEP_TRACE=1 for the stack trace)"));
  }
}
