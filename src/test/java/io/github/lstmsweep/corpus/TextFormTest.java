package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CorpusText;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks which characters each form keeps, and how a text is then cut. */
class TextFormTest {
  private static final String[] PARTS = {
    "a",
    "Zoë",
    "e\u0301",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "\u00a0",
    "\u3000",
    ".",
    "!?",
    "(",
    "\"",
    "'",
    "ß",
    "漢字",
    "𝄞",
    "👩\u200d💻",
    "❤\ufe0f",
    "7",
    "٣",
    "²",
    "\u0000",
    "\u202e",
    "\u2028",
    "\ufeff",
    "İ",
    "Σ",
    "<unk>",
    "\\",
    "—",
    "\u0301",
    "\ue000",
    "\u00ad",
    "\uffff"
  };

  private static final TextForm LOWER = form("unicode", "lower", "drop", "drop", "drop");

  private static TextForm form(
      String letters, String letterCase, String punctuation, String digits, String lines) {
    return TextForm.of(
        Map.of(
            "letters",
            letters,
            "case",
            letterCase,
            "punctuation",
            punctuation,
            "digits",
            digits,
            "lines",
            lines));
  }

  private static List<TextForm> forms() {
    List<TextForm> forms = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      forms.add(
          form(
              (i & 1) == 0 ? "latin" : "unicode",
              (i & 2) == 0 ? "lower" : "keep",
              (i & 4) == 0 ? "drop" : "keep",
              (i & 8) == 0 ? "drop" : "keep",
              (i & 16) == 0 ? "drop" : "keep"));
    }
    return forms;
  }

  /** The random texts consist of parts that are hard to read. */
  @Test
  void aTextThatIsKeptWholeIsTheFileCharacterByCharacter() {
    for (long seed = 0; seed < 200; seed++) {
      String text = random(seed);
      Corpus corpus = read(text, new Tokenizer(TextForm.WHOLE, Tokens.CHAR));
      assertThat(String.join("", tokens(corpus))).as("seed %d", seed).isEqualTo(whole(text));
      assertThat(corpus.length()).isEqualTo(whole(text).codePointCount(0, whole(text).length()));
      assertThat(corpus.count().characters()).isEqualTo(text.codePoints().count());
      assertThat(corpus.count().dropped())
          .isEqualTo(corpus.count().controls())
          .isEqualTo(text.codePoints().filter(TextFormTest::isControl).count());
      assertThat(corpus.count().alphabet()).isEqualTo(corpus.vocabulary().size() - 1);
    }
  }

  /** Turns line ends into line feeds, and a run of control characters into a blank. */
  private static String whole(String text) {
    StringBuilder whole = new StringBuilder();
    boolean controlBefore = false;
    for (int c :
        text.replaceAll("\r\n?|[\u000b\f\u0085\u2028\u2029]", "\n").codePoints().toArray()) {
      boolean control = isControl(c);
      whole.append(!control ? Character.toString(c) : controlBefore ? "" : " ");
      controlBefore = control;
    }
    return whole.toString();
  }

  private static boolean isControl(int c) {
    return ControlCharacters.isOne(c) && !Unicode.isWhiteSpace(c);
  }

  @Test
  void whatIsInAFormStaysAsItIs() {
    for (TextForm form : forms()) {
      for (long seed = 0; seed < 40; seed++) {
        String text = random(seed);
        Tokenizer characters = new Tokenizer(form, Tokens.CHAR);
        List<String> once = characters.cut(text);
        assertThat(characters.cut(String.join("", once)))
            .as("%s, seed %d", form, seed)
            .isEqualTo(once);
        for (Tokens tokens : List.of(Tokens.WORD, Tokens.WORD_PUNCT)) {
          Tokenizer words = new Tokenizer(form, tokens);
          List<String> cut = words.cut(text);
          assertThat(words.cut(words.join(cut)).stream().filter(t -> !t.isEmpty()).toList())
              .as("%s, %s, seed %d", form, tokens, seed)
              .isEqualTo(cut);
        }
      }
    }
  }

  /** Training and {@code generate} must cut the same text into the same tokens. */
  @Test
  void aFileAndAPrefixAreCutAlike() {
    for (TextForm form : forms()) {
      for (Tokens tokens : Tokens.values()) {
        Tokenizer tokenizer = new Tokenizer(form, tokens);
        for (long seed = 0; seed < 10; seed++) {
          String text = "a" + random(seed);
          assertThat(tokens(read(text, tokenizer)))
              .as("%s, seed %d", tokenizer, seed)
              .isEqualTo(tokenizer.cut(text));
        }
      }
    }
  }

  @Test
  void tokensStandForTheCharactersOfTheTextWithSingleBlanks() {
    for (TextForm form : forms().stream().filter(form -> !form.isD2l()).toList()) {
      for (long seed = 0; seed < 20; seed++) {
        String text = "a" + random(seed) + "a";
        int single = cut(form, text).replaceAll("[\\p{Z}\t]+", " ").codePoints().toArray().length;
        Corpus words = read(text, new Tokenizer(form, Tokens.WORD));
        assertThat(IntStream.range(0, words.length()).map(words::characters).sum())
            .as("%s, seed %d", form, seed)
            .isEqualTo(single);
        Corpus common = words.withMinFreq(3);
        assertThat(IntStream.range(0, words.length()).map(common::characters).sum())
            .isEqualTo(single);
      }
    }
    Corpus marks = read("a, (b)\nc", new Tokenizer(TextForm.WHOLE, Tokens.WORD_PUNCT));
    assertThat(IntStream.range(0, 7).map(marks::characters).toArray())
        .containsExactly(1, 1, 2, 1, 1, 1, 1);
  }

  @Test
  void eachChoiceKeepsWhatItSays() {
    String text = "Zoë's 2. Äpfel:\n\t٣ e\u0301!";
    assertThat(cut(TextForm.D2L, text)).isEqualTo("zo s pfel e ");
    assertThat(cut(LOWER, text)).isEqualTo("zoë s äpfel e\u0301 ");
    assertThat(cut(form("unicode", "keep", "drop", "drop", "drop"), text))
        .isEqualTo("Zoë s Äpfel e\u0301 ");
    assertThat(cut(form("latin", "keep", "drop", "keep", "drop"), text))
        .isEqualTo("Zo s 2 pfel e ");
    assertThat(cut(form("unicode", "keep", "drop", "keep", "drop"), text))
        .isEqualTo("Zoë s 2 Äpfel ٣ e\u0301 ");
    assertThat(cut(form("latin", "lower", "keep", "drop", "drop"), text))
        .isEqualTo("zo 's . pfel: e !");
    assertThat(cut(form("unicode", "keep", "keep", "keep", "drop"), text))
        .isEqualTo("Zoë's 2. Äpfel: ٣ e\u0301!");
    assertThat(cut(form("unicode", "keep", "drop", "keep", "keep"), text))
        .isEqualTo("Zoë s 2  Äpfel \n\t٣ e\u0301 ");
    assertThat(cut(TextForm.WHOLE, text)).isEqualTo(text);
  }

  private static String cut(TextForm form, String text) {
    return String.join("", new Tokenizer(form, Tokens.CHAR).cut(text));
  }

  /** The mark of a symbol belongs to the symbol, and the mark of a letter to the letter. */
  @Test
  void marksGoWithWhatTheyMark() {
    assertThat(cut(LOWER, "a❤\ufe0fb")).isEqualTo("a b");
    assertThat(cut(form("latin", "keep", "keep", "drop", "drop"), "❤\ufe0fe\u0301漢\u0301x"))
        .isEqualTo("❤\ufe0fe x");
    assertThat(cut(TextForm.D2L, ".\u0301a")).isEqualTo(" a");
    assertThat(new Tokenizer(TextForm.D2L, Tokens.WORD_PUNCT).cut("a.\u0301b"))
        .containsExactly("a", ".", "b");
    assertThat(
            new Tokenizer(TextForm.WHOLE, Tokens.WORD_PUNCT).cut("ab❤\ufe0f!e\u0301f 👩\u200d💻"))
        .containsExactly("ab", "❤\ufe0f", "!", "e\u0301f", "👩\u200d", "💻");
    assertThat(new Tokenizer(LOWER, Tokens.WORD).cut("می\u200cخواهم"))
        .containsExactly("می\u200cخواهم");
  }

  @Test
  void theMarkOfTheEncodingIsNoCharacter() {
    Corpus corpus = read("\ufeffab\ufeff", new Tokenizer(TextForm.WHOLE, Tokens.CHAR));
    assertThat(tokens(corpus)).containsExactly("a", "b", "\ufeff");
    assertThat(corpus.count().characters()).isEqualTo(3);
    // Before there were more forms, the mark became a blank.
    assertThat(tokens(read("\ufeffab", Tokenizer.d2l(Tokens.CHAR)))).containsExactly(" ", "a", "b");
  }

  @Test
  void whatIsDroppedIsCountedByKind() {
    String text = "Zoë \r\n 12٣ e\u0301 ,;-❤\ufe0f \u0007\u202e漢";
    assertThat(read(text, Tokenizer.d2l(Tokens.CHAR)).count())
        .isEqualTo(new TextCount(text.length(), 3, 3, 5, 2, 27));
    assertThat(read(text, Tokenizer.d2l(Tokens.WORD_PUNCT)).count())
        .isEqualTo(new TextCount(text.length(), 3, 3, 3, 2, 33));
    TextCount whole = read(text, new Tokenizer(TextForm.WHOLE, Tokens.WORD)).count();
    assertThat(whole.dropped()).isEqualTo(2);
    assertThat(whole.kinds()).containsExactly("control characters");
  }

  @Test
  void aLineEndIsATokenWhereLinesAreKept() {
    String text = "The sea;\r\n  the  sea!\n\nOh\tso \n";
    assertThat(new Tokenizer(TextForm.WHOLE, Tokens.WORD).cut(text))
        .containsExactly("The", "sea;", "\n", "the", "sea!", "\n", "\n", "Oh", "so", "\n");
    assertThat(new Tokenizer(TextForm.WHOLE, Tokens.WORD_PUNCT).cut(text))
        .containsExactly("The", "sea", ";", "\n", "the", "sea", "!", "\n", "\n", "Oh", "so", "\n");
    Tokenizer words = new Tokenizer(TextForm.WHOLE, Tokens.WORD);
    assertThat(words.join(words.cut(text))).isEqualTo("The sea;\nthe sea!\n\nOh so\n");
  }

  @Test
  void joinedMarksReadAsPeopleWriteThem() {
    Tokenizer marks = new Tokenizer(TextForm.WHOLE, Tokens.WORD_PUNCT);
    for (String text :
        List.of(
            "Don't say (or write) \"so\", he said: it's well-known!",
            "»Wie?«, fragte sie. „Ach“!",
            "¿Qué? ¡No! It costs $5… or 10%.",
            "x = a + b; y == 2",
            "船在夜里。「睡着了」，海，也",
            "Hi 👩\u200d💻 you ❤\ufe0f it",
            "\"One\"\n\"Two\" and snake_case/path")) {
      assertThat(marks.join(marks.cut(text))).isEqualTo(text);
    }
  }

  @Test
  void tokensAreSortedByCodePointAsPythonSortsThem() {
    String text = "\uff01 😀 é z A \ue000 漢 𝄞";
    Corpus corpus = read(text, new Tokenizer(TextForm.WHOLE, Tokens.CHAR));
    TreeSet<String> sorted = new TreeSet<>(Comparator.comparingInt(token -> token.codePointAt(0)));
    text.codePoints().mapToObj(Character::toString).forEach(sorted::add);
    sorted.add("<unk>");
    assertThat(corpus.vocabulary().tokens()).containsExactlyElementsOf(sorted);
    for (String token : sorted) {
      assertThat(corpus.vocabulary().token(corpus.vocabulary().id(token))).isEqualTo(token);
    }
    assertThat(Vocabulary.of(List.of("a😀", "a\uff01", "a", "a😀b", "😀")).tokens())
        .containsExactly("<unk>", "a", "a\uff01", "a😀", "a😀b", "😀");
  }

  @Test
  void aTextOfWhichNothingIsKeptIsRefusedWithWhatWouldKeepIt() {
    refused(
        "漢字 12",
        TextForm.D2L,
        "must hold letters A-Z or a-z, but has none; text.letters: unicode keeps those of every"
            + " script");
    refused(
        "12 !",
        LOWER,
        "must hold letters, but has none; text.digits: keep and text.punctuation: keep would keep"
            + " others");
    refused(" \n\t", TextForm.WHOLE, "must hold visible characters, but has none");
    assertThat(read("12 !", new Tokenizer(TextForm.WHOLE, Tokens.CHAR)).length()).isEqualTo(4);
  }

  private static void refused(String text, TextForm form, String bound) {
    for (Tokens tokens : Tokens.values()) {
      assertThatThrownBy(() -> read(text, new Tokenizer(form, tokens)))
          .isInstanceOf(UserException.class)
          .hasMessage("Cannot use corpus a.txt: " + bound);
    }
  }

  @Test
  void aSampleBeginsWithTheFirstWordsFromAPlaceOn() {
    assertThat(opening("the old harbour, Zoë said. And", Tokens.CHAR, 2)).contains("old harbour,");
    assertThat(opening("the old harbour, Zoë said. And", Tokens.CHAR, 4)).contains("old harbour,");
    // A word that would be cut in two is left out if there is a different one.
    assertThat(opening("the old harbourmaster", Tokens.CHAR, 2)).contains("old");
    assertThat(opening("the harbourmaster's", Tokens.CHAR, 2)).contains("harbourmaste");
    assertThat(opening("the old sea\nis", Tokens.CHAR, 5)).contains("sea\nis");
    assertThat(opening("港口很安静。船在夜里睡着了，海也睡着了！", Tokens.CHAR, 2)).contains("很安静。船在夜里睡着了，");
    assertThat(opening("the old\n\nsea, it", Tokens.WORD, 2)).contains("sea, it");
    assertThat(opening("the old sea\nis", Tokens.WORD, 2)).contains("sea");
    assertThat(opening("the sea, (it", Tokens.WORD_PUNCT, 1)).contains("sea,");
    Corpus corpus = read("one sea and one sea and", new Tokenizer(TextForm.WHOLE, Tokens.WORD));
    assertThat(corpus.withMinFreq(2).opening(0)).contains("one sea");
    Corpus some = read("one two sea sea three sea", new Tokenizer(TextForm.WHOLE, Tokens.WORD));
    assertThat(some.withMinFreq(2).opening(0)).contains("sea sea");
    assertThat(some.withMinFreq(9).opening(0)).isEmpty();
  }

  private static Optional<String> opening(String text, Tokens tokens, int start) {
    return read(text, new Tokenizer(TextForm.WHOLE, tokens)).opening(start);
  }

  @Test
  void preprocessingIsTold() {
    assertThat(new Tokenizer(TextForm.WHOLE, Tokens.WORD_PUNCT).preprocessing())
        .isEqualTo(
            "Kept are letters of every script with their marks; decimal digits; all other visible"
                + " characters; white space, each line end as one line feed; every run of other"
                + " characters becomes one blank (the classes are those of Unicode 13); then it is"
                + " cut at white space and around each mark, each line end a token");
    assertThat(new Tokenizer(LOWER, Tokens.CHAR).preprocessing())
        .isEqualTo(
            "Kept are letters of every script with their marks; every run of other characters"
                + " becomes one blank, and the rest lower case (the classes are those of Unicode"
                + " 13); then it is cut into characters");
  }

  private static String random(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, random.nextInt(200))
        .mapToObj(i -> PARTS[random.nextInt(PARTS.length)])
        .collect(Collectors.joining("", "x", ""));
  }

  private static Corpus read(String text, Tokenizer tokenizer) {
    try {
      return CorpusText.read(
          CorpusSource.of("a.txt"),
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
          tokenizer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> tokens(Corpus corpus) {
    return Arrays.stream(corpus.ids().first(corpus.length()))
        .mapToObj(corpus.vocabulary()::token)
        .toList();
  }
}
