package io.github.lstmsweep.corpus.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.lstmsweep.ExitCode;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Tokenizer;
import io.github.lstmsweep.corpus.source.UriReader;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which corpora can be loaded, and how they are cut into tokens. */
public class CorpusLoaderTest {
  /** A reader that finds no remote file. */
  public static final UriReader NOTHING_REMOTE =
      (uri, most) -> {
        throw new FileNotFoundException(uri.toString());
      };

  @TempDir Path folder;

  @Test
  void theBuiltInTextIsTheSameOnEveryPlatform() {
    Corpus corpus = loader().load("harbour", "char");
    assertThat(corpus.name()).isEqualTo("harbour");
    assertThat(corpus.sha256())
        .isEqualTo("96712e79001bacd5bc17ea6c95b43568ee195a09124e2f105e771ffded2bd714");
    assertThat(corpus.length()).isEqualTo(23_780);
    assertThat(corpus.vocabulary().size()).isEqualTo(28);
    assertThat(text(corpus)).startsWith("the harbour book i when the old harbourmaster");
  }

  @Test
  void aTextBecomesIdsOfItsVocabulary() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "--Oh, it's 3 O'Clock:\r\nsee café!\n");
    Corpus corpus = load(file, "char");
    assertThat(text(corpus)).isEqualTo(" oh it s o clock see caf ");
    assertThat(corpus.vocabulary().tokens())
        .containsExactly(" ", "<unk>", "a", "c", "e", "f", "h", "i", "k", "l", "o", "s", "t");
    assertThat(corpus.name()).isEqualTo(file.toString());
    assertThat(corpus.tokens()).isEqualTo("char");
  }

  @Test
  void aFileUriIsReadLikeAPathAndOtherSchemesGoToTheRemoteReader() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "local");
    CorpusLoader loader =
        new CorpusLoader(
            Optional.empty(),
            Map.of(),
            (uri, most) ->
                new ByteArrayInputStream(
                    ("from " + uri.getScheme()).getBytes(StandardCharsets.UTF_8)));
    assertThat(text(loader.load(file.toUri().toString(), "char"))).isEqualTo("local");
    assertThat(text(loader.load("hdfs://host/a.txt", "char"))).isEqualTo("from hdfs");
    assertThat(text(loader.load("s3a://bucket/a.txt", "char"))).isEqualTo("from s3a");
  }

  @Test
  void onlyWhatLiesOnAnotherMachineNeedsADownload() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "local");
    for (String here : List.of("harbour", file.toString(), file.toUri().toString(), "no/such")) {
      assertThat(loader().needsDownload(CorpusSource.of(here))).as(here).isFalse();
    }
    for (String far : List.of("timemachine", "hdfs://host/a.txt", "s3a://bucket/a.txt")) {
      assertThat(loader().needsDownload(CorpusSource.of(far))).as(far).isTrue();
    }
    assertThat(loader().needsDownload(CorpusSource.of("hdfs://host/a b.txt")))
        .as("no URI")
        .isFalse();
  }

  @Test
  void aTimeMachineInANamedFolderNeedsNoDownload() throws IOException {
    Files.writeString(folder.resolve("timemachine.txt"), "whatever it is, it is told without one");
    assertThat(
            new CorpusLoader(
                    Optional.of(folder),
                    Map.of("XDG_CACHE_HOME", folder.toString()),
                    NOTHING_REMOTE)
                .needsDownload(CorpusSource.of("timemachine")))
        .isFalse();
  }

  @Test
  void aMissingFileIsNamedWithWhatWouldDo() {
    assertThat(problem("no/such.txt"))
        .isEqualTo(
            "Cannot read corpus no/such.txt: no such file; must be harbour, timemachine, the path of a UTF-8 text or a URI");
    assertThat(problem("~/a.txt"))
        .isEqualTo(
            "Cannot read corpus ~/a.txt: no such file; must be a path without ~, which only a shell replaces by your folder");
    assertThat(problem(folder.toString()))
        .isEqualTo("Cannot read corpus " + folder + ": must be a text file, but is a folder");
  }

  @Test
  void aMissingRemoteFileIsNamed() {
    assertThat(problem("hdfs://host/a.txt"))
        .isEqualTo(
            "Cannot read corpus hdfs://host/a.txt: FileNotFoundException: hdfs://host/a.txt");
    assertThat(problem("hdfs://host/a b.txt"))
        .isEqualTo(
            "Cannot read corpus hdfs://host/a b.txt: must be a URI without blanks or other special characters");
  }

  @Test
  void anEmptyFileAndOneWithoutLettersAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "");
    assertThat(problem(file.toString()))
        .isEqualTo("Cannot use corpus " + file + ": must hold text, but is empty");
    Files.writeString(file, "1 2 3\n");
    assertThat(problem(file.toString()))
        .isEqualTo(
            "Cannot use corpus "
                + file
                + ": must hold letters A-Z or a-z, but has none; text.letters:"
                + " unicode keeps those of every script");
  }

  @Test
  void aByteThatIsNotUtf8IsReportedWithItsOffset() throws IOException {
    byte[] bytes = "é is two bytes, so this one é is at 29".getBytes(StandardCharsets.UTF_8);
    bytes[29] = (byte) 0xe9;
    Path file = Files.write(folder.resolve("a.txt"), bytes);
    assertThat(problem(file.toString()))
        .isEqualTo(
            "Cannot use corpus "
                + file
                + ": must be UTF-8, but byte 0xe9 at offset 29 is not; convert it, for instance with iconv");
    Files.write(file, new byte[] {'a', 'b', (byte) 0xc3});
    assertThat(problem(file.toString())).contains("but byte 0xc3 at offset 2 is not");
  }

  @Test
  void otherTokensAreRefused() {
    assertThatThrownBy(() -> loader().load("harbour", "syllable"))
        .isInstanceOf(UserException.class)
        .hasMessage("Cannot set tokens to syllable: must be char, word or word-punct");
  }

  @Test
  void wordsAreWhatStandsBetweenBlanks() throws IOException {
    Path file = Files.writeString(folder.resolve("words.txt"), "  It is.\n\nIs it? 'Tis!");
    Corpus corpus = load(file, "word");
    assertThat(corpus.tokens()).isEqualTo("word");
    assertThat(corpus.vocabulary().tokens()).containsExactly("<unk>", "is", "it", "tis");
    assertThat(corpus.ids().first(5)).containsExactly(2, 1, 1, 2, 3);
  }

  @Test
  void sentenceMarksAreTokensOfTheirOwnWhereTheyAreKept() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "  It is.\n\n--Is it?! 'Tis, \"so\"...");
    Corpus corpus = load(file, "word-punct");
    assertThat(corpus.tokens()).isEqualTo("word-punct");
    assertThat(corpus.vocabulary().tokens())
        .containsExactly("!", ",", ".", "<unk>", "?", "is", "it", "so", "tis");
    assertThat(Tokenizer.d2l(Tokens.WORD_PUNCT).join(tokens(corpus)))
        .isEqualTo("it is. is it?! tis, so...");
    Files.writeString(file, " ., 1");
    assertThatThrownBy(() -> load(file, "word-punct"))
        .hasMessage(
            "Cannot use corpus "
                + file
                + ": must hold letters A-Z or a-z, but has none; text.letters:"
                + " unicode keeps those of every script");
  }

  @Test
  void withoutItsMarksATextIsCutIntoTheSameWords() {
    Corpus words = loader().load("harbour", "word");
    Corpus withMarks = loader().load("harbour", "word-punct");
    assertThat(tokens(withMarks).stream().filter(token -> token.matches("[a-z]+")).toList())
        .isEqualTo(tokens(words));
    assertThat(tokens(withMarks)).hasSizeGreaterThan(tokens(words).size()).contains(".", ",");
  }

  @Test
  void whatIsCutFromAJoinedTextIsTheSame() {
    for (Tokens tokens : Tokens.values()) {
      Tokenizer tokenizer = Tokenizer.d2l(tokens);
      List<String> cut = tokens(loader().load("harbour", tokens.key()));
      assertThat(tokenizer.cut(tokenizer.join(cut))).as(tokens.key()).isEqualTo(cut);
    }
  }

  @Test
  void rareTokensAreUnknownAndKeepTheirLength() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "b, a b ccc a b; dd dd.");
    Corpus corpus = load(file, "word-punct");

    Corpus common = corpus.withMinFreq(2);

    assertThat(common.minFreq()).isEqualTo(2);
    assertThat(common.vocabulary().tokens()).containsExactly("<unk>", "a", "b", "dd");
    assertThat(Tokenizer.d2l(Tokens.WORD_PUNCT).join(tokens(common)))
        .isEqualTo("b <unk> a b <unk> a b <unk> dd dd <unk>");
    for (int i = 0; i < corpus.length(); i++) {
      assertThat(common.characters(i)).isEqualTo(corpus.characters(i));
    }
    assertThat(IntStream.range(0, 11).map(common::characters).toArray())
        .containsExactly(2, 1, 2, 2, 4, 2, 2, 1, 3, 3, 1);
    assertThat(corpus.withMinFreq(1)).isSameAs(corpus);
    assertThat(corpus.withMinFreq(9).vocabulary().tokens()).containsExactly("<unk>");
  }

  @Test
  void theCharactersOfAllTokensAreThoseOfTheText() {
    for (Tokens tokens : Tokens.values()) {
      Corpus corpus = loader().load("harbour", tokens.key());
      // The first word of the text has no blank before it.
      int first = tokens == Tokens.CHAR ? 0 : 1;
      assertThat(IntStream.range(0, corpus.length()).map(corpus::characters).sum())
          .as(tokens.key())
          .isEqualTo(Tokenizer.d2l(tokens).join(tokens(corpus)).length() + first);
    }
  }

  private CorpusLoader loader() {
    return new CorpusLoader(
        Optional.empty(), Map.of("XDG_CACHE_HOME", folder.toString()), NOTHING_REMOTE);
  }

  /** Loads a text in d2l.ai's form. */
  private Corpus load(Path file, String tokens) {
    return loader().load(CorpusSource.of(file.toString()), tokens, TextForm.D2L);
  }

  private String problem(String corpus) {
    UserException e =
        catchThrowableOfType(
            UserException.class,
            () -> loader().load(CorpusSource.of(corpus), "char", TextForm.D2L));
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(e.problems()).hasSize(1);
    return e.getMessage();
  }

  private static List<String> tokens(Corpus corpus) {
    return IntStream.of(corpus.ids().first(corpus.length()))
        .mapToObj(corpus.vocabulary()::token)
        .toList();
  }

  private static String text(Corpus corpus) {
    return String.join("", tokens(corpus));
  }
}
