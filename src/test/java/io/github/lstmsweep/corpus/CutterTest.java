package io.github.lstmsweep.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CorpusText;
import io.github.lstmsweep.trial.Tokens;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that a text that is cut while it arrives has the ids of a text that is cut whole. */
class CutterTest {
  private static final String[] PARTS = {
    "a", "Zebra", "q", " ", "\n\n", ".", "!?", "é", "ß", "漢", "𝄞", "7", "\u0000", "--", "word", ";"
  };

  @ParameterizedTest
  @EnumSource
  void randomTextsGetTheIdsOfTheirTokens(Tokens tokens) throws IOException {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder("x");
      int parts = random.nextInt(seed % 10 == 0 ? 60_000 : 200);
      for (int i = 0; i < parts; i++) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      List<String> whole = Tokenizer.d2l(tokens).cut(preprocessed(text.toString(), tokens));

      Corpus corpus = read(text.toString(), random, tokens);

      assertThat(corpus.vocabulary()).as("seed %d", seed).isEqualTo(Vocabulary.of(whole));
      assertThat(corpus.ids().first(corpus.length()))
          .as("seed %d", seed)
          .isEqualTo(whole.stream().mapToInt(corpus.vocabulary()::id).toArray());
    }
  }

  @Test
  void manyWordsKeepTheirNumbers() throws IOException {
    int count = 200_000;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(word(i)).append(' ').append(word(i / 2)).append(' ');
    }
    Corpus corpus = read(text.toString(), new Random(0), Tokens.WORD);
    assertThat(corpus.vocabulary().size()).isEqualTo(count + 1);
    for (int i = 0; i < count; i++) {
      assertThat(corpus.vocabulary().token(corpus.ids().at(2 * i))).isEqualTo(word(i));
      assertThat(corpus.vocabulary().token(corpus.ids().at(2 * i + 1))).isEqualTo(word(i / 2));
    }
  }

  @Test
  void aPackedSequenceIsWhatWasAdded() {
    int[] numbers =
        IntStream.range(0, 200_000)
            .map(i -> i < 70_000 ? i % 256 : i < 140_000 ? i % 65_536 : i * 10_000)
            .toArray();
    PackedInts.Builder builder = new PackedInts.Builder();
    Arrays.stream(numbers).forEach(builder::add);
    IntSequence packed = builder.build();
    assertThat(packed.first(numbers.length)).isEqualTo(numbers);
    assertThat(packed.first(65_537)).isEqualTo(Arrays.copyOf(numbers, 65_537));
    assertThat(IntStream.range(0, packed.length()).map(packed::at).toArray()).isEqualTo(numbers);
    IntSequence mapped = packed.map(n -> n >>> 3);
    assertThat(mapped.first(numbers.length))
        .isEqualTo(Arrays.stream(numbers).map(n -> n >>> 3).toArray());
  }

  @Test
  void theBeginningOfATextIsWhatIsKept() throws IOException {
    Corpus corpus = read("b a c a b. a c", new Random(0), Tokens.WORD);
    Corpus two = corpus.withMinFreq(2).upTo(4);
    assertThat(two.length()).isEqualTo(4);
    assertThat(two.ids().first(4)).isEqualTo(corpus.ids().first(4));
    assertThat(two.characters().length()).isEqualTo(4);
    assertThat(two.vocabulary()).isEqualTo(corpus.vocabulary());
    assertThat(two.sha256()).isEqualTo(corpus.sha256());
    assertThat(corpus.upTo(99).length()).isEqualTo(7);
  }

  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    for (int rest = number + 26; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }

  /** Preprocesses one character after the other, as d2l.ai describes it. */
  private static String preprocessed(String text, Tokens tokens) {
    String marks = tokens == Tokens.WORD_PUNCT ? ".,;:!?" : "";
    return text.replaceAll("[^A-Za-z" + marks + "]+", " ").toLowerCase(Locale.ROOT);
  }

  /** Reads from a stream that returns a few bytes at a time. */
  private static Corpus read(String text, Random random, Tokens tokens) throws IOException {
    InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    InputStream slow =
        new FilterInputStream(bytes) {
          @Override
          public int read(byte[] b, int from, int length) throws IOException {
            return super.read(b, from, Math.min(length, 1 + random.nextInt(5_000)));
          }
        };
    return CorpusText.read(CorpusSource.of("a.txt"), slow, Tokenizer.d2l(tokens));
  }
}
