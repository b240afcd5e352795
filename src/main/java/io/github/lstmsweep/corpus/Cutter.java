package io.github.lstmsweep.corpus;

import io.github.lstmsweep.corpus.TextNormalizer.Kind;
import io.github.lstmsweep.trial.Tokens;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text into tokens while it arrives, part by part. {@link TextNormalizer} passes on each
 * character. Only the token ids are kept of the text. In forms different from d2l.ai's, the number
 * of characters of each word is kept too.
 */
public final class Cutter {
  private static final int UNMET = -1;
  private static final int PAGE_BITS = 8;
  private static final int PAGE = 1 << PAGE_BITS;

  private final Tokenizer tokenizer;
  private final Tokens tokens;
  private final TextNormalizer normalizer;
  private final WordTable table = new WordTable();
  private final PackedInts.Builder numbers = new PackedInts.Builder();
  private final boolean countsCharacters;
  private final PackedInts.Builder counted = new PackedInts.Builder();
  // The number of each token of one character, in pages: a text uses few of Unicode's characters.
  private final int[][] singles = new int[(Character.MAX_CODE_POINT >> PAGE_BITS) + 1][];
  private byte[] token = new byte[PAGE];
  private int bytes;
  private int length;
  private boolean isMark;
  private boolean blankBefore;

  /** Makes a cutter for one text, in the form and with the tokens of {@code tokenizer}. */
  public Cutter(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.tokens = tokenizer.tokens();
    this.normalizer = new TextNormalizer(tokenizer.form(), tokens, this::take);
    this.countsCharacters = tokens != Tokens.CHAR && !tokenizer.form().isD2l();
  }

  /**
   * Takes the next part of the text and consumes all of it. No surrogate pair may span two parts.
   */
  public void accept(CharBuffer part) {
    while (part.hasRemaining()) {
      char c = part.get();
      if (Character.isHighSurrogate(c)
          && part.hasRemaining()
          && Character.isLowSurrogate(part.get(part.position()))) {
        normalizer.accept(Character.toCodePoint(c, part.get()));
      } else {
        normalizer.accept(c);
      }
    }
  }

  private void take(int c, Kind kind) {
    if (tokens == Tokens.CHAR) {
      numbers.add(single(c));
      return;
    }
    switch (kind) {
      case WORD -> {
        if (isMark) {
          end();
        }
        append(c);
      }
      case PUNCTUATION -> {
        if (tokens == Tokens.WORD_PUNCT) {
          end();
          isMark = true;
        }
        append(c);
      }
      case PUNCTUATION_MARK -> append(c);
      case BLANK -> {
        end();
        blankBefore = true;
      }
      case LINE_END -> {
        end();
        append(c);
        end();
      }
    }
  }

  /** Appends {@code c} as UTF-8. */
  private void append(int c) {
    if (token.length - bytes < Integer.BYTES) {
      token = Arrays.copyOf(token, WordTable.larger(token.length, bytes + Integer.BYTES));
    }
    length++;
    if (c < 0x80) {
      token[bytes++] = (byte) c;
      return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    int lead = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
    token[bytes++] = (byte) (lead | (c >> (6 * more)));
    while (--more >= 0) {
      token[bytes++] = (byte) (0x80 | ((c >> (6 * more)) & 0x3f));
    }
  }

  private void end() {
    if (bytes > 0) {
      numbers.add(table.number(token, bytes));
      if (countsCharacters) {
        counted.add(length + (blankBefore ? 1 : 0));
      }
      blankBefore = false;
      bytes = 0;
      length = 0;
    }
    isMark = false;
  }

  /** Returns the number of a token of one character without a search in the table. */
  private int single(int c) {
    int[] page = singles[c >> PAGE_BITS];
    if (page == null) {
      page = new int[PAGE];
      Arrays.fill(page, UNMET);
      singles[c >> PAGE_BITS] = page;
    }
    int place = c & (PAGE - 1);
    if (page[place] == UNMET) {
      byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
      page[place] = table.number(utf8, utf8.length);
    }
    return page[place];
  }

  /** Returns whether any part had something that a network can learn. */
  public boolean hasText() {
    return normalizer.hasText();
  }

  /** Returns all tokens of a short text, once it has ended. */
  List<String> tokens() {
    end();
    List<String> met = table.words();
    IntSequence all = numbers.build();
    return Arrays.stream(all.first(all.length())).mapToObj(met::get).toList();
  }

  /** Returns the corpus of all parts, once the text has ended. */
  public Corpus corpus(String name, String sha256) {
    end();
    List<String> met = table.words();
    Vocabulary vocabulary = Vocabulary.of(met);
    int[] ids = met.stream().mapToInt(vocabulary::id).toArray();
    return new Corpus(
        name,
        sha256,
        tokenizer,
        1,
        vocabulary,
        numbers.build(number -> ids[number]),
        countsCharacters ? counted.build() : IntSequence.of(),
        normalizer.count(tokenizer.alphabet(met)));
  }
}
