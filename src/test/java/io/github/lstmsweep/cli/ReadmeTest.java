package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that everything the documents tell a newcomer to type or to open works. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern QUERY_AND_ANSWER =
      Pattern.compile("```sql\n(.*?)```\n```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SPECIFICATION = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  /** A link in the text, or the target of a name on a line of its own. */
  private static final Pattern LINK = Pattern.compile("(?m)(?:\\]\\(|^\\[[^\\]]+\\]: )([^)#\\s]+)");

  /** A name of a file. A name that ends in a glob, such as {@code conf/spark-*.conf}, is none. */
  private static final Pattern OUR_FILE =
      Pattern.compile("(?<![\\w/.-])(?:\\.ci|conf|docs|src|submit)/[\\w./-]*\\w(?![\\w-]*[*…<])");

  @TempDir Path folder;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @Test
  void theQueriesAnswerWithTheColumnsShownBelowThem() throws IOException {
    Path out = folder.resolve("quickstart");
    Shell run =
        Shell.run(
            "run",
            Path.of("conf", "quickstart.yaml"),
            "--out",
            out,
            "--set",
            "windows.train=64",
            "--set",
            "windows.validation=32",
            "--set",
            "num_epochs=2");
    assertThat(run.exitCode()).as(run.err().toString()).isZero();
    Path series = folder.resolve("series");
    Shell seriesRun =
        Shell.run(
            "run",
            Path.of("conf", "d2l-timeseries.yaml"),
            "--out",
            series,
            "--set",
            "seed=0",
            "--set",
            "num_epochs=2");
    assertThat(seriesRun.exitCode()).as(seriesRun.err().toString()).isZero();
    List<MatchResult> queries = matches(QUERY_AND_ANSWER, README);
    assertThat(queries).hasSize(5);
    for (MatchResult query : queries) {
      assertThat(query.group(1))
          .as("between a shell's double quotes")
          .doesNotContainPattern("[\"$`]");
      Shell sql =
          Shell.run("sql", query.group(1).contains("forecasts") ? series : out, query.group(1));
      assertThat(sql.exitCode()).as(sql.err().toString()).isZero();
      assertThat(words(sql.out().get(0))).isEqualTo(words(query.group(2).lines().toList().get(0)));
      assertThat(sql.out()).as(query.group(1)).hasSizeGreaterThan(1);
    }
  }

  @Test
  void theSpecificationHasAsManyTrialsAsItSays() throws IOException {
    List<MatchResult> specifications = matches(SPECIFICATION, README);
    assertThat(specifications).hasSize(2);
    Path spec = Files.writeString(folder.resolve("readme.yaml"), specifications.get(0).group(1));

    Shell plan = Shell.run("plan", spec, "--set", "corpus=harbour");

    assertThat(plan.exitCode()).as(plan.err().toString()).isZero();
    assertThat(plan.out().get(0)).startsWith("mine: 15 trials on harbour ");
    assertThat(Files.readString(README)).contains("These 15 trials are ");

    Path series = Files.writeString(folder.resolve("series.yaml"), specifications.get(1).group(1));
    Shell planOfSeries =
        Shell.run(
            "plan",
            series,
            "--set",
            "corpus=noisy-sine",
            "--set",
            "column=",
            "--set",
            "windows.validation=300");
    assertThat(planOfSeries.exitCode()).as(planOfSeries.err().toString()).isZero();
    assertThat(planOfSeries.out().get(0)).startsWith("mine: 24 trials on noisy-sine ");
  }

  @Test
  void everyFileThatADocumentNamesIsThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      Path here = document.toAbsolutePath().getParent();
      matches(LINK, document).stream()
          .map(link -> link.group(1))
          .filter(link -> !link.contains("://") && !Files.exists(here.resolve(link)))
          .forEach(link -> missing.add(document + " links to " + link));
      matches(OUR_FILE, document).stream()
          .map(MatchResult::group)
          .filter(file -> !Files.exists(Path.of(file)) && !Files.exists(here.resolve(file)))
          .forEach(file -> missing.add(document + " names " + file));
    }
    assertThat(missing).isEmpty();
  }

  /** Returns every Markdown file of the root folder and of docs. */
  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (Stream<Path> root = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      Stream.concat(root, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(documents::add);
    }
    assertThat(documents).contains(README, Path.of("docs", "table.md"));
    return documents;
  }

  private static List<MatchResult> matches(Pattern pattern, Path document) throws IOException {
    return pattern.matcher(Files.readString(document)).results().toList();
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }
}
