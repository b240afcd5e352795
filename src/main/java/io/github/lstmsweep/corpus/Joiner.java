package io.github.lstmsweep.corpus;

import io.github.lstmsweep.trial.TextForm.Choice;
import io.github.lstmsweep.trial.Tokens;

/**
 * Joins tokens to a text that reads as people write. Characters follow each other directly. Words
 * have a blank between them; line ends have none on either side. In d2l.ai's form a mark has a
 * blank after it and none before it.
 *
 * <p>If all punctuation is kept, an opening bracket has a blank before it. Hyphens and apostrophes
 * have no blanks, and symbols such as = have one on both sides. Quotation marks open and close in
 * turn within a line, because their direction depends on the language. The result can differ from
 * the original text: the characters between two tokens are no longer known.
 */
final class Joiner {
  /** The blanks that a token wants on its sides. */
  private enum Side {
    START,
    WORD,
    OPEN,
    CLOSE,
    TIGHT,
    SYMBOL
  }

  private static final String OPENING = "\u00bf\u00a1$\u00a3\u20ac\u00a5#@";
  private static final String TIGHT = "-_'\u2019/\\\u2010\u2011~`^";
  private static final String QUOTES = "\"\u00ab\u00bb\u201c\u201d\u201e\u201f";
  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private final Tokenizer tokenizer;
  private final boolean isPlain;
  private Side before = Side.START;
  private boolean wideBefore;
  private boolean quoted;

  Joiner(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.isPlain =
        tokenizer.tokens() == Tokens.WORD || tokenizer.form().punctuation() == Choice.DROP;
  }

  /** Returns the piece of text that {@code token} adds. */
  String add(String token) {
    if (tokenizer.tokens() == Tokens.CHAR) {
      return token;
    }
    Side side = side(token);
    boolean wide = isWide(token);
    // A mark without a letter would otherwise attach to the token before it.
    boolean gap = Unicode.isMark(token.codePointAt(0)) ? before != Side.START : hasGap(side, wide);
    // The joiner connects the signs of one emoji. At the end of a word it shapes a letter.
    boolean joins = token.codePointBefore(token.length()) == ZERO_WIDTH_JOINER;
    before = joins && side != Side.WORD ? Side.TIGHT : side;
    wideBefore = wide;
    return gap ? " " + token : token;
  }

  private Side side(String token) {
    if (token.equals(Tokenizer.LINE_END)) {
      quoted = false;
      return Side.START;
    }
    if (tokenizer.isWord(token)) {
      return Side.WORD;
    }
    int c = token.codePointAt(0);
    if (isPlain) {
      return Side.CLOSE;
    }
    if (QUOTES.indexOf(c) >= 0) {
      quoted = !quoted;
      return quoted ? Side.OPEN : Side.CLOSE;
    }
    if (Unicode.isOpen(c) || OPENING.indexOf(c) >= 0) {
      return Side.OPEN;
    }
    if (TIGHT.indexOf(c) >= 0) {
      return Side.TIGHT;
    }
    return Unicode.isPunctuation(c) && c != '&' && c != '*' ? Side.CLOSE : Side.SYMBOL;
  }

  private boolean hasGap(Side side, boolean wide) {
    boolean afterGap =
        switch (before) {
          case START, OPEN, TIGHT -> false;
          case CLOSE -> !wideBefore;
          case WORD, SYMBOL -> true;
        };
    return switch (side) {
      case START, CLOSE, TIGHT -> false;
      case WORD -> afterGap;
      case OPEN -> afterGap && !wide;
      case SYMBOL -> afterGap && before != Side.SYMBOL && before != Side.CLOSE;
    };
  }

  /** Returns whether it is Chinese or Japanese punctuation, whose glyph includes its blank. */
  private static boolean isWide(String token) {
    int c = token.codePointAt(0);
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef);
  }
}
