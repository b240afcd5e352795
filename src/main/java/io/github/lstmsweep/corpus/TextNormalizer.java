package io.github.lstmsweep.corpus;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.TextForm.Choice;
import io.github.lstmsweep.trial.TextForm.LetterCase;
import io.github.lstmsweep.trial.TextForm.Letters;
import io.github.lstmsweep.trial.Tokens;

/**
 * Brings a text into its form while it arrives, character by character.
 *
 * <p>Every run of dropped characters becomes one blank, at the ends too (as in d2l.ai, chapter
 * 9.2). White space that is not kept belongs to such runs. If it is kept, each line end is a line
 * feed, and "\r\n" is one line end. A mark is kept if the character before it is kept. A mark
 * without such a character counts as a letter. Control characters are never kept, because terminals
 * obey them.
 */
final class TextNormalizer {
  /** The kind of tokens that a kept character makes. */
  enum Kind {
    /** Part of a word: a letter or a digit, or a mark of one. */
    WORD,
    /** Any other visible character. */
    PUNCTUATION,
    /** A mark of a punctuation character. */
    PUNCTUATION_MARK,
    /** White space within a line. */
    BLANK,
    /** A line feed. */
    LINE_END
  }

  /** Takes the kept characters. */
  interface Reader {
    void take(int codePoint, Kind kind);
  }

  private enum Before {
    NOTHING,
    WORD,
    PUNCTUATION,
    DROPPED_LETTER,
    DROPPED_DIGIT,
    DROPPED_PUNCTUATION
  }

  private static final int BYTE_ORDER_MARK = 0xfeff;

  private final TextForm form;
  private final Tokens tokens;
  private final Reader reader;
  private final boolean allLetters;
  private final boolean lower;
  private final boolean keepsDigits;
  private final boolean keepsPunctuation;
  private final boolean keepsLines;
  private boolean keptBefore = true;
  private boolean returnBefore;
  private Before before = Before.NOTHING;
  private long characters;
  private long letters;
  private long digits;
  private long punctuation;
  private long controls;
  private boolean visible;
  private boolean begun;

  TextNormalizer(TextForm form, Tokens tokens, Reader reader) {
    this.form = form;
    this.tokens = tokens;
    this.reader = reader;
    this.allLetters = form.letters() == Letters.UNICODE;
    this.lower = form.letterCase() == LetterCase.LOWER;
    this.keepsDigits = form.digits() == Choice.KEEP;
    this.keepsPunctuation = form.punctuation() == Choice.KEEP;
    this.keepsLines = form.lines() == Choice.KEEP;
  }

  void accept(int c) {
    characters++;
    boolean afterReturn = returnBefore;
    returnBefore = false;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      keep(c, Kind.WORD, Before.WORD);
    } else if (Unicode.isWhiteSpace(c)) {
      whiteSpace(c, afterReturn);
    } else if (Unicode.isLetter(c)) {
      letter(c);
    } else if (Unicode.isDigit(c)) {
      digit(c);
    } else if (Unicode.isMark(c)) {
      mark(c);
    } else if (ControlCharacters.isOne(c)) {
      control();
    } else if (c == BYTE_ORDER_MARK && characters == 1 && !begun) {
      byteOrderMark();
    } else {
      visible(c);
    }
  }

  /** A byte order mark tells the file's encoding and is no character of the text. */
  private void byteOrderMark() {
    characters = 0;
    begun = true;
    if (form.isD2l()) {
      // Before there were more forms, the mark became a blank too.
      blank();
    }
  }

  private void whiteSpace(int c, boolean afterReturn) {
    before = Before.NOTHING;
    if (!keepsLines) {
      blank();
    } else if (!Unicode.isLineEnd(c)) {
      pass(c, Kind.BLANK);
    } else if (c != '\n' || !afterReturn) {
      returnBefore = c == '\r';
      pass('\n', Kind.LINE_END);
    }
  }

  private void letter(int c) {
    if (allLetters) {
      keep(c, Kind.WORD, Before.WORD);
    } else {
      dropLetter();
    }
  }

  private void dropLetter() {
    letters++;
    before = Before.DROPPED_LETTER;
    blank();
  }

  private void digit(int c) {
    if (keepsDigits && (allLetters || (c >= '0' && c <= '9'))) {
      keep(c, Kind.WORD, Before.WORD);
    } else {
      digits++;
      before = Before.DROPPED_DIGIT;
      blank();
    }
  }

  private void mark(int c) {
    switch (before) {
      case NOTHING -> letter(c);
      case WORD -> {
        if (allLetters) {
          keep(c, Kind.WORD, Before.WORD);
        } else {
          dropLetter();
        }
      }
      case PUNCTUATION -> {
        if (keepsPunctuation) {
          keep(c, Kind.PUNCTUATION_MARK, Before.PUNCTUATION);
        } else {
          dropPunctuation();
        }
      }
      case DROPPED_LETTER -> dropLetter();
      case DROPPED_DIGIT -> {
        digits++;
        blank();
      }
      case DROPPED_PUNCTUATION -> dropPunctuation();
    }
  }

  private void control() {
    controls++;
    before = Before.NOTHING;
    blank();
  }

  private void visible(int c) {
    if (keepsPunctuation || tokens.keeps(c)) {
      keep(c, Kind.PUNCTUATION, Before.PUNCTUATION);
    } else {
      dropPunctuation();
    }
  }

  private void dropPunctuation() {
    punctuation++;
    before = Before.DROPPED_PUNCTUATION;
    blank();
  }

  private void keep(int c, Kind kind, Before next) {
    visible |= kind == Kind.WORD || keepsPunctuation;
    before = next;
    pass(lower ? Unicode.toLowerCase(c) : c, kind);
  }

  private void pass(int c, Kind kind) {
    keptBefore = true;
    reader.take(c, kind);
  }

  /** Passes on a blank for the first character of a dropped run. */
  private void blank() {
    if (keptBefore) {
      keptBefore = false;
      reader.take(' ', Kind.BLANK);
    }
  }

  /**
   * Returns whether a network could learn anything from the kept text. Sentence marks alone are not
   * enough.
   */
  boolean hasText() {
    return visible;
  }

  /** Returns the counts of the characters so far. */
  TextCount count(int alphabet) {
    return new TextCount(characters, letters, digits, punctuation, controls, alphabet);
  }
}
