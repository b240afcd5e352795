package io.github.lstmsweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.cli.Shell;
import io.github.lstmsweep.spark.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.FencedCodeBlock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that commands and queries answer as the documents show. The tables are those of the
 * documents, so this test trains the quickstart.
 */
class ReadmeTest {
  private static final Path QUERIES = Path.of("docs", "queries.md");
  private static final String ANY = "…";

  @TempDir static Path folder;

  /** The results of the commands that made the tables. */
  private static final Map<List<String>, Shell> RUNS = new HashMap<>();

  @BeforeAll
  static void makeTheTables() {
    LocalSpark.session();
    for (List<String> words :
        ShellWords.commands(Markdown.read(QUERIES).blocks("").get(0).getLiteral())) {
      List<String> arguments = words.subList(1, words.size());
      Shell run = run(arguments);
      assertThat(run.exitCode()).as(run.err().toString()).isZero();
      RUNS.put(arguments, run);
    }
    assertThat(RUNS).hasSize(3);
  }

  @Test
  void theQueriesHaveTheirWholeAnswers() {
    Markdown page = Markdown.read(QUERIES);
    int queries = 0;
    for (FencedCodeBlock query : page.blocks("sql")) {
      Shell sql = query(table(page, query), query.getLiteral());
      assertThat(sql.exitCode()).as(sql.err().toString()).isZero();
      List<String> answer = ((FencedCodeBlock) query.getNext()).getLiteral().lines().toList();
      if (query.getLiteral().contains("seconds")) {
        // These are measured.
        assertThat(words(sql.out().get(0))).isEqualTo(words(answer.get(0)));
        assertThat(sql.out()).hasSizeGreaterThan(1);
      } else {
        assertThat(sql.out()).as(query.getLiteral()).isEqualTo(answer);
      }
      queries++;
    }
    assertThat(queries).isGreaterThanOrEqualTo(8);
  }

  @Test
  void theQueriesOfOtherPagesHaveTheirColumns() {
    int queries = 0;
    for (Markdown document : Markdown.all()) {
      for (FencedCodeBlock query : document.blocks("sql")) {
        Shell sql = query("out/quickstart", query.getLiteral());
        assertThat(sql.exitCode()).as(document + ": " + sql.err()).isZero();
        queries++;
        if (query.getNext() instanceof FencedCodeBlock answer) {
          assertThat(words(sql.out().get(0)))
              .as(document.toString())
              .isEqualTo(words(answer.getLiteral().lines().findFirst().orElseThrow()));
        }
      }
    }
    assertThat(queries).isGreaterThanOrEqualTo(11);
  }

  @Test
  void statusShowsTheConfigurationsAsThePageDoes() {
    String shown =
        Markdown.read(QUERIES).blocks("").stream()
            .map(FencedCodeBlock::getLiteral)
            .filter(block -> block.contains("told apart"))
            .findFirst()
            .orElseThrow();
    assertThat(run(List.of("status", "out/seeds")).out()).containsSequence(shown.lines().toList());
  }

  @Test
  void commandsPrintTheLinesBelowThem() {
    int commands = 0;
    for (Path file : List.of(Path.of("README.md"), Path.of("docs", "models.md"))) {
      for (FencedCodeBlock block : Markdown.read(file).blocks("")) {
        if (block.getLiteral().startsWith("$ ")) {
          for (String part : block.getLiteral().substring(2).split("\n\\$ ", -1)) {
            check(part.lines().toList());
            commands++;
          }
        }
      }
    }
    assertThat(commands).isEqualTo(11);
  }

  private static void check(List<String> commandAndLines) {
    List<String> words = ShellWords.of(commandAndLines.get(0));
    List<String> arguments = words.subList(1, words.size());
    Shell shell = RUNS.containsKey(arguments) ? RUNS.get(arguments) : run(arguments);
    assertThat(shell.exitCode()).as(shell.err().toString()).isZero();
    List<String> shown = Measured.masked(commandAndLines.subList(1, commandAndLines.size()));
    if (shown.isEmpty()) {
      return;
    }
    List<String> printed = Measured.masked(shell.out());
    if (!shown.contains(ANY)) {
      assertThat(printed).isEqualTo(shown);
      return;
    }
    // The lines between two lines with dots follow each other.
    for (String lines : String.join("\n", shown).split("(?m)^" + ANY + "$", -1)) {
      if (!lines.isBlank()) {
        assertThat(printed).containsSequence(lines.strip().lines().toList());
      }
    }
  }

  /** Returns the table that the text names last before a block. */
  private static String table(Markdown page, FencedCodeBlock block) {
    int line = block.getSourceSpans().get(0).getLineIndex();
    String before = String.join("\n", page.text().lines().limit(line).toList());
    return before.replaceFirst("(?s).*`(out/[\\w-]+)`.*", "$1");
  }

  private static Shell query(String table, String query) {
    assertThat(query).as("between a shell's double quotes").doesNotContainPattern("[\"$`]");
    return run(List.of("sql", table, query));
  }

  /** Runs a command with its tables below the test's folder. */
  private static Shell run(List<String> arguments) {
    List<Object> moved = new ArrayList<>();
    for (String argument : arguments) {
      moved.add(argument.startsWith("out/") ? folder.resolve(argument) : argument);
    }
    if (arguments.get(0).equals("run") && !arguments.contains("--out")) {
      moved.add("--out");
      moved.add(folder.resolve(arguments.get(1).replaceAll("conf/(.*)\\.yaml", "out/$1")));
    }
    return Shell.run(moved.toArray());
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }
}
