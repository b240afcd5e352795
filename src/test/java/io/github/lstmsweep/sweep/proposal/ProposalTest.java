package io.github.lstmsweep.sweep.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.load.CorpusLoader;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CsvColumns;
import io.github.lstmsweep.specification.WindowCounts;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProposalTest {
  private static final CorpusLoader LOADER =
      new CorpusLoader(
          Optional.empty(),
          Map.of(),
          (uri, most) -> {
            throw new IOException("no other machine is asked");
          });

  @TempDir Path folder;

  @Test
  void moreTimeMakesALargerSweepThatEndsInTime() {
    Corpus text = LOADER.load("harbour", "char");
    double before = 0;
    for (Duration time :
        List.of(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(10))) {
      Proposal proposal = TextProposal.of(text, "a", new Budget(time, 2));
      assertThat(proposal.seconds(2))
          .isGreaterThan(before)
          .isLessThanOrEqualTo((double) time.toSeconds());
      assertThat(proposal.trials().size()).isBetween(4, 12);
      before = proposal.seconds(2);
    }
  }

  @Test
  void moreCoresMakeALargerSweep() {
    Corpus text = LOADER.load("harbour", "char");
    Duration time = Duration.ofSeconds(10);
    assertThat(TextProposal.of(text, "a", new Budget(time, 16)).seconds(1))
        .isGreaterThan(TextProposal.of(text, "a", new Budget(time, 1)).seconds(1));
  }

  @Test
  void theSmallestSweepIsProposedIfNoneEndsInTime() {
    Corpus text = LOADER.load("harbour", "char");
    Proposal proposal = TextProposal.of(text, "a", new Budget(Duration.ofSeconds(1), 1));
    assertThat(proposal.spec().windows().train()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @EnumSource(Tokens.class)
  void theWindowsFitATextOfAnyLength(Tokens tokens) throws IOException {
    for (int words : new int[] {110, 400, 3_000, 30_000}) {
      Corpus text = text(words, 50, tokens);
      Proposal proposal = TextProposal.of(text, "a", new Budget(Duration.ofMinutes(5), 2));
      assertThat(proposal.spec().problemsWith(text.length())).isEmpty();
      assertThat(proposal.spec().tokens()).isEqualTo(tokens);
      WindowCounts windows = proposal.spec().windows();
      assertThat(windows.test()).isEqualTo(windows.validation()).isPositive();
      assertThat(windows.train()).isGreaterThan(windows.validation());
      long batch =
          (long) proposal.spec().space().parameters().get(Hyperparameter.BATCH_SIZE).get(0);
      assertThat(batch)
          .isBetween(16L, 1_024L)
          .isLessThanOrEqualTo(Math.max(16, windows.train() / 10));
    }
  }

  @Test
  void ofALargeVocabularyTheRareTokensBecomeOne() throws IOException {
    Corpus text = text(60_000, 30_000, Tokens.WORD);
    Proposal proposal = TextProposal.of(text, "a", new Budget(Duration.ofMinutes(5), 2));
    assertThat(text.vocabulary().size()).isGreaterThan(15_000);
    assertThat(proposal.spec().minFreq()).isGreaterThan(1);
    assertThat(proposal.trials().get(0).dataset().vocabSize()).isLessThanOrEqualTo(8_000);
    assertThat(proposal.facts().get(1))
        .matches("[\\d,]+ tokens of them occur fewer than \\d+ times and become <unk>\\.");
  }

  @Test
  void theFactsOfATextAreItsCharactersAndLines() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "Sea, sea!\n".repeat(50));
    Corpus text = load("a.txt", Tokens.CHAR);
    assertThat(TextProposal.of(text, "a", new Budget(Duration.ofMinutes(1), 1)).facts())
        .containsExactly("The text has 500 characters, 8 of them different, in 50 lines.");
    assertThat(
            TextProposal.of(
                    LOADER.load("harbour", "char"), "a", new Budget(Duration.ofMinutes(1), 1))
                .facts())
        .hasSize(2)
        .last()
        .asString()
        .matches("Its form drops [\\d,]+ characters of the file: .*punctuation.*\\.");
  }

  @Test
  void aTextThatIsTooShortIsRefused() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "x".repeat(99));
    Corpus text = load("a.txt", Tokens.CHAR);
    assertThatThrownBy(() -> TextProposal.of(text, "a", new Budget(Duration.ofMinutes(1), 1)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot propose a sweep of %s: must have at least 100 tokens, but has 99"
                .formatted(folder.resolve("a.txt")));
  }

  @Test
  void theWindowsFitASeriesOfAnyLength() throws IOException {
    for (int values : new int[] {50, 399, 400, 1_500, 30_000}) {
      String file = csv("t,x\n", values, i -> i + "," + Math.sin(i / 10.0) + "\n");
      CsvColumns columns = LOADER.columns(file);
      Proposal proposal =
          SeriesProposal.of(
              LOADER.loadSeries(file, "x"), columns, "a", new Budget(Duration.ofMinutes(5), 2));
      assertThat(proposal.spec().problemsWith(values)).isEmpty();
      assertThat(proposal.spec().column()).isEqualTo("x");
      assertThat(proposal.spec().windows().test()).isZero();
      assertThat(proposal.spec().windows().train())
          .isGreaterThan(proposal.spec().windows().validation());
    }
  }

  @Test
  void theFactsOfASeriesAreItsColumnsAndValues() throws IOException {
    String file =
        csv("day,open,close\n", 60, i -> "d" + i + "," + i + "," + (i == 3 ? "" : i) + "\n");
    CsvColumns columns = LOADER.columns(file);
    String column = SeriesProposal.column(columns, "", "a.csv");
    assertThat(column).isEqualTo("open");
    assertThat(
            SeriesProposal.of(
                    LOADER.loadSeries(file, column),
                    columns,
                    "a",
                    new Budget(Duration.ofMinutes(1), 1))
                .facts())
        .containsExactly(
            "The file has 60 lines of 3 columns: day (60 other values), open (60 numbers), close (59"
                + " numbers, 1 missing).",
            "The values of open are between 0.0000 and 59.0000, and their mean is 29.5000.");
  }

  @Test
  void aColumnThatIsNoSeriesIsRefusedWithThoseThatAre() throws IOException {
    String file = csv("a,b,c\n", 60, i -> i + "," + i + "," + (i == 3 ? "" : i) + "\n");
    CsvColumns columns = LOADER.columns(file);
    assertThatThrownBy(() -> SeriesProposal.column(columns, "", "a.csv"))
        .hasMessage("Cannot leave out column: must be one of a, b");
    assertThatThrownBy(() -> SeriesProposal.column(columns, "c", "a.csv"))
        .hasMessage(
            "Cannot set column to c: must have a number in every line, as a, b; the file has a (60"
                + " numbers), b (60 numbers), c (59 numbers, 1 missing)");
    CsvColumns none = LOADER.columns(csv("a\n", 3, i -> "x\n"));
    assertThatThrownBy(() -> SeriesProposal.column(none, "", "a.csv"))
        .hasMessage(
            "Cannot use corpus a.csv: must have a column with a number in every line, but has a (3"
                + " other values)");
  }

  private String csv(String names, int lines, IntFunction<String> line) throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(
        file, names + IntStream.range(0, lines).mapToObj(line).collect(Collectors.joining()));
    return file.toString();
  }

  /** Writes a text of so many words, of which a few are frequent and most are rare. */
  private Corpus text(int words, int vocabulary, Tokens tokens) throws IOException {
    Files.writeString(
        folder.resolve("a.txt"),
        IntStream.range(0, words)
            .mapToObj(i -> "w" + (int) (vocabulary * Math.pow(i * 0.6180339887 % 1, 3)))
            .collect(Collectors.joining(" ")));
    return load("a.txt", tokens);
  }

  private Corpus load(String name, Tokens tokens) {
    return LOADER.load(
        CorpusSource.of(folder.resolve(name).toString()), tokens.key(), TextForm.WHOLE);
  }
}
