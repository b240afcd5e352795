package io.github.lstmsweep.corpus;

import io.github.lstmsweep.trial.TextForm.Choice;

/**
 * Puts tokens together to a text that reads as people write. Characters stand side by side. Words
 * have a blank between them, line ends have none beside them. In d2l.ai's form a mark has no blank
 * before it and one after it.
 *
 * <p>Where all punctuation is kept, opening brackets have their blank before them, hyphens and
 * apostrophes have none, and symbols such as = have one on both sides. Quotation marks open and
 * close in turn within a line: which of them opens depends on the language. So a text is not always
 * as it was: what stood between two tokens is not known any more.
 */
final class Joiner {
  /** A token's wish for blanks beside it. */
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

  /** The piece of text that {@code token} adds. */
  String add(String token) {
    if (tokenizer.tokens() == Tokens.CHAR) {
      return token;
    }
    Side side = side(token);
    boolean wide = isWide(token);
    // A mark without a letter would become one of the token before it.
    boolean gap = Unicode.isMark(token.codePointAt(0)) ? before != Side.START : hasGap(side, wide);
    // It joins the signs of one picture; at the end of a word it is one of its letters' shapes.
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

  /** Whether it is punctuation of Chinese and Japanese, which has its blank in itself. */
  private static boolean isWide(String token) {
    int c = token.codePointAt(0);
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef);
  }
}
