package io.github.lstmsweep.corpus;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text into tokens while it comes in, part by part. It prepares it as d2l.ai does (chapter
 * 9.2): every run of characters outside A-Z and a-z becomes one blank, at the ends too, and the
 * rest lower case. Where sentence marks are tokens, they are no part of such runs.
 */
final class Cutter {
  private static final int ASCII = 128;
  private static final int UNMET = -1;

  private final Tokens tokens;
  private final WordTable table = new WordTable();
  private final PackedInts.Builder numbers = new PackedInts.Builder();
  private final int[] singles = new int[ASCII];
  private byte[] word = new byte[1 << 8];
  private int letters;
  private boolean keptBefore = true;
  private boolean hasLetters;

  Cutter(Tokens tokens) {
    this.tokens = tokens;
    Arrays.fill(singles, UNMET);
  }

  /** The next part of the text, which is taken to its end. */
  void accept(CharBuffer part) {
    while (part.hasRemaining()) {
      char c = part.get();
      boolean upper = c >= 'A' && c <= 'Z';
      if (upper || (c >= 'a' && c <= 'z')) {
        letter(upper ? (char) (c - 'A' + 'a') : c);
        keptBefore = true;
      } else if (tokens.keeps(c)) {
        endWord();
        single(c);
        keptBefore = true;
      } else if (keptBefore) {
        blank();
        keptBefore = false;
      }
    }
  }

  private void letter(char c) {
    hasLetters = true;
    if (tokens == Tokens.CHAR) {
      single(c);
      return;
    }
    if (letters == word.length) {
      word = Arrays.copyOf(word, WordTable.larger(word.length, letters + 1));
    }
    word[letters++] = (byte) c;
  }

  private void blank() {
    if (tokens == Tokens.CHAR) {
      single(' ');
    } else {
      endWord();
    }
  }

  private void endWord() {
    if (letters > 0) {
      numbers.add(table.number(word, letters));
      letters = 0;
    }
  }

  /** A token of one character, without a look at the table. */
  private void single(char c) {
    if (singles[c] == UNMET) {
      singles[c] = table.number(new byte[] {(byte) c}, 1);
    }
    numbers.add(singles[c]);
  }

  /** Whether any part had a letter. */
  boolean hasLetters() {
    return hasLetters;
  }

  /** All of the text, once it has ended. */
  Corpus corpus(String name, String sha256) {
    endWord();
    List<String> met = table.words();
    Vocabulary vocabulary = Vocabulary.of(met);
    int[] ids = met.stream().mapToInt(vocabulary::id).toArray();
    return new Corpus(
        name,
        sha256,
        tokens.key(),
        1,
        vocabulary,
        numbers.build(number -> ids[number]),
        IntSequence.of());
  }
}
