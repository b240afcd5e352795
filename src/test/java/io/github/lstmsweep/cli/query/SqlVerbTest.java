package io.github.lstmsweep.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TrialTable;
import io.github.lstmsweep.result.storage.StorageSettings;
import io.github.lstmsweep.spark.LocalSpark;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlVerbTest {
  @TempDir static Path folder;
  private static Path out;

  @BeforeAll
  static void publish() throws IOException {
    LocalSpark.session();
    out = folder.resolve("out");
    TrialTable table = TrialTable.openOrNew(out.toUri(), StorageSettings.ofThisProcess());
    table.create("name: a-sweep\n");
    table.publish(Results.ok(1));
    table.publish(Results.failed(2, TrialStatus.FAILED));
  }

  @Test
  void anAnswerIsPrintedInEveryForm() {
    String query =
        "select seed, validation_perplexity as p, seed > 1 as b, status from trials order by seed";
    assertThat(Shell.run("sql", out, query).out())
        .containsExactly(
            "seed    p  b      status", "   1  4.0  false  OK", "   2    -  true   FAILED");
    assertThat(Shell.run("sql", out, query, "--format", "csv").out())
        .containsExactly("seed,p,b,status", "1,4.0,false,OK", "2,,true,FAILED");
    assertThat(Shell.run("sql", out, query, "--format=json").out())
        .containsExactly(
            "{\"seed\":1,\"p\":4.0,\"b\":false,\"status\":\"OK\"}",
            "{\"seed\":2,\"p\":null,\"b\":true,\"status\":\"FAILED\"}");
    assertThat(Shell.run("sql", out, query, "--format", "markdown").out())
        .containsExactly(
            "| seed | p | b | status |",
            "| ---: | ---: | --- | --- |",
            "| 1 | 4.0 | false | OK |",
            "| 2 |  | true | FAILED |");
  }

  @Test
  void theQueriesOfAFileAreAnsweredOneAfterAnother() throws IOException {
    Path file =
        Files.writeString(folder.resolve("q.sql"), "-- two;\nselect 1 as a;\nselect 2 as b;");
    assertThat(Shell.run("sql", out, "--file", file).out()).containsExactly("a", "1", "", "b", "2");
    assertThat(Shell.run("sql", out, "--file", file, "--format", "json").out())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
  }

  @Test
  void aMistakeInAFileIsNamedWithItsLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("w.sql"), "select 1 as a;\n\nselect\n  sed from trials;select 3");
    Shell shell = Shell.run("sql", out, "--file", file);
    assertThat(shell.out()).containsExactly("a", "1");
    assertThat(shell.err()).hasSize(1);
    assertThat(shell.err().get(0))
        .startsWith(file + ", line 3: Cannot run the SQL \"select   sed from trials\": ")
        .endsWith("(line 2, pos 2)");
    assertThat(shell.exitCode()).isEqualTo(2);
  }

  @Test
  void aPromptAsksForQueries() {
    InputStream before = System.in;
    System.setProperty("lstmsweep.keyboard", "true");
    System.setIn(
        new ByteArrayInputStream(
            "select sed from trials;\nselect count(*) as n\nfrom trials;\n"
                .getBytes(StandardCharsets.UTF_8)));
    try {
      Shell shell = Shell.run("sql", out);
      assertThat(shell.exitCode()).isZero();
      assertThat(shell.out())
          .containsExactly(
              "The views are trials, epochs, forecasts. A query ends with a semicolon, and Ctrl-D"
                  + " ends this prompt.",
              "lstm-sweep> lstm-sweep>          -> n",
              "2",
              "lstm-sweep> ");
      assertThat(shell.err()).hasSize(1);
      assertThat(shell.err().get(0)).contains("`sed`").endsWith("(line 1, pos 7)");
    } finally {
      System.clearProperty("lstmsweep.keyboard");
      System.setIn(before);
    }
  }

  @Test
  void mistakesInTheArgumentsAreOneLine() throws IOException {
    refused(
        Shell.run("sql", out),
        "Cannot leave out QUERY: must be a query of Spark SQL, since no terminal is here to ask for"
            + " one; --file reads queries from a file");
    refused(
        Shell.run("sql", out, "select 1", "--format", "xml"),
        "Cannot set --format to xml: must be one of table, csv, json, markdown");
    refused(
        Shell.run("sql", out, "select 1", "--file", "x"),
        "Cannot use QUERY beside --file: must be one of the two");
    Path empty = Files.writeString(folder.resolve("e.sql"), "-- nothing\n");
    refused(
        Shell.run("sql", out, "--file", empty),
        "Cannot read queries " + empty + ": must have a query");
    assertThat(Shell.run("sql", out, "--file", folder.resolve("none.sql")).err().get(0))
        .startsWith("Cannot read queries " + folder.resolve("none.sql") + ": ");
  }

  private static void refused(Shell shell, String line) {
    assertThat(shell.err()).containsExactly(line);
    assertThat(shell.out()).isEmpty();
    assertThat(shell.exitCode()).isEqualTo(2);
  }
}
