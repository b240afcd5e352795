package io.github.lstmsweep.specification;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.search.Search;
import io.github.lstmsweep.trial.TextForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManyCorporaTest extends SpecProblems {
  private static final String SERIES = "name: a\ntask: time-series\n";

  /** A folder with three files, which have three columns of 1,000 values. */
  private static final class Files implements CorpusSize {
    private final List<String> asked = new ArrayList<>();

    @Override
    public long of(String corpus, String tokens, TextForm form) {
      asked.add(corpus);
      return corpus.contains("short") ? 9 : 1_000_000;
    }

    @Override
    public long ofColumns(String corpus, List<String> columns, List<String> inputs) {
      asked.add(corpus + " " + columns);
      return 1_000;
    }

    @Override
    public Optional<List<String>> files(String folder, Pattern names) {
      if (!folder.equals("shops/")) {
        throw UserException.badInput("Cannot read the folder " + folder);
      }
      return Optional.of(
          List.of("a.csv", "b.csv", "note.txt").stream()
              .filter(name -> names.matcher(name).matches())
              .toList());
    }

    @Override
    public Optional<List<String>> columns(String corpus) {
      return Optional.of(List.of("day", "shop_1", "shop_2"));
    }
  }

  private SweepSpec read(String yaml, CorpusSize size) throws IOException {
    return SpecReader.read(file(yaml), List.of(), size);
  }

  @Test
  void everyColumnOfEveryFileIsACorpus() throws IOException {
    Files files = new Files();
    SweepSpec spec =
        read(
            SERIES
                + "corpus: {values: [a.csv, b.csv]}\n"
                + "column: {values: [x, y]}\n"
                + "parameters: {lr: [0.1, 1]}\n",
            files);
    assertThat(spec.axis().sources().stream().map(CorpusAxis.Source::shown))
        .containsExactly("x of a.csv", "y of a.csv", "x of b.csv", "y of b.csv");
    assertThat(files.asked).containsExactly("a.csv [x, y]", "b.csv [x, y]");
    assertThat(Search.size(spec)).isEqualTo(8);
  }

  @Test
  void aPatternStandsForTheFilesThatMatch() throws IOException {
    SweepSpec spec =
        read(SERIES + "corpus: {glob: 'shops/*.csv'}\ncolumn: {glob: 'shop_?'}\n", new Files());
    assertThat(spec.axis().corpora()).containsExactly("shops/a.csv", "shops/b.csv");
    assertThat(spec.axis().columns()).containsExactly("shop_1", "shop_2");
  }

  @Test
  void aPatternThatOneFileMatchesIsThatCorpus() throws IOException {
    SweepSpec spec = read(SERIES + "corpus: {glob: 'shops/a*'}\ncolumn: x\n", new Files());
    assertThat(SpecWriter.toYaml(spec)).contains("\ncorpus: \"shops/a.csv\"\ncolumn: \"x\"\n");
  }

  @Test
  void theStoredSpecificationHasTheDigestOfEveryCorpus() throws IOException {
    SweepSpec spec =
        read(SERIES + "corpus: {values: [a.csv]}\ncolumn: {values: [x, y]}\n", new Files())
            .withSha256(List.of("0f".repeat(32), "1e".repeat(32)));
    String yaml = SpecWriter.toYaml(spec);
    assertThat(yaml)
        .contains(
            "corpus:\n  values: [\"a.csv\"]\n  sha256: [\""
                + "0f".repeat(32)
                + "\", \""
                + "1e".repeat(32)
                + "\"]\ncolumn:\n  values: [\"x\", \"y\"]\n");
    assertThat(SpecReader.readStored(yaml)).isEqualTo(spec);
  }

  @Test
  void onlyAFewCorporaThatAreTooShortAreTold() throws IOException {
    String names = String.join(", ", IntStream.range(0, 20).mapToObj(i -> "short" + i).toList());
    assertThat(
            problems(file("name: a\ncorpus: {values: [" + names + "]}\n"), List.of(), new Files()))
        .hasSize(5)
        .allMatch(line -> line.startsWith("Cannot set corpus to short"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "corpus: {values: []}|Cannot set corpus.values to []: must be a list of different names, at"
            + " least one",
        "corpus: {values: a.csv}|Cannot set corpus.values to a.csv: must be a list of different"
            + " names, at least one",
        "corpus: {values: [a.csv, a.csv]}|Cannot set corpus.values to a.csv twice: must be different"
            + " names",
        "corpus: {values: [[a.csv]]}|Cannot set corpus.values to [a.csv]: must be text",
        "corpus: {values: ['']}|Cannot set corpus to '': must be the name of a built-in corpus, a path"
            + " or a URI",
        "corpus: {}|Cannot set corpus.values or corpus.glob: must be exactly one of them",
        "corpus: {values: [a], glob: b*}|Cannot set corpus.values and corpus.glob: must be"
            + " exactly one of them",
        "corpus: {value: a}|Cannot set corpus.value: must be one of values, glob, sha256; did you"
            + " mean values?",
        "corpus: {glob: 'shops/*.tsv'}|Cannot set corpus.glob to shops/*.tsv: must be the pattern of"
            + " at least one file",
        "corpus: {glob: '*/a.csv'}|Cannot set corpus.glob to */a.csv: must be the path of files of"
            + " this machine, with * or ? in the file's name only, such as shops/*.csv",
        "corpus: {glob: 's3a://b/*.csv'}|Cannot set corpus.glob to s3a://b/*.csv: must be the path of"
            + " files of this machine, with * or ? in the file's name only, such as shops/*.csv",
        "corpus: {glob: 'none/*.csv'}|Cannot read the folder none/",
        "corpus: {values: [a, b], sha256: [12]}|Cannot set corpus.sha256 to [12]: must be the"
            + " SHA-256 of every corpus in its order, 64 lower-case hexadecimal digits each (2"
            + " here)"
      })
  void aBadCorpusIsTold(String corpus, String problem) throws IOException {
    assertThat(problems(file("name: a\n" + corpus + "\n"), List.of(), new Files()))
        .contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "column: {glob: 'x_*'}|Cannot set column.glob to x_*: must be the pattern of at least one"
            + " column of numbers of a.csv",
        "column: {glob: x}|Cannot set column.glob to x: must be text with * or ?, such as shop_*",
        "column: {values: [x, x]}|Cannot set column.values to x twice: must be different names",
        "column: {values: ['']}|Cannot set column.values to '': must be names of columns",
        "column: {sha256: [x]}|Cannot set column.sha256: must be one of values, glob"
      })
  void aBadColumnIsTold(String column, String problem) throws IOException {
    assertThat(problems(file(SERIES + "corpus: a.csv\n" + column + "\n"), List.of(), new Files()))
        .anyMatch(line -> line.startsWith(problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method: asha",
        "method: tpe",
        "search: {median: {interval: 2}}",
        "search: {early_stop: {patience: 3}}",
        "search: {race: {alpha: 0.05}}"
      })
  void aSearchThatComparesScoresIsTaken(String search) throws IOException {
    String yaml = "name: a\ncorpus: {values: [a, b]}\nparameters: {seed: [1, 2, 3, 4]}\n";
    assertThat(read(yaml + search, new Files()).search().asksForScores()).isTrue();
  }
}
