package io.github.lstmsweep.corpus;

import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.TextForm.Choice;
import io.github.lstmsweep.trial.TextForm.LetterCase;
import io.github.lstmsweep.trial.TextForm.Letters;
import io.github.lstmsweep.trial.Tokens;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Cuts a text into tokens.
 *
 * @param form the characters that are kept
 * @param tokens the units that the kept text is cut into
 */
public record Tokenizer(TextForm form, Tokens tokens) {
  /** The token of a line end, if lines are kept. */
  public static final String LINE_END = "\n";

  /** Returns the tokenizer of a text in d2l.ai's form. */
  public static Tokenizer d2l(Tokens tokens) {
    return new Tokenizer(TextForm.D2L, tokens);
  }

  /** Returns the tokens of {@code text}, which is first brought into this form. */
  public List<String> cut(String text) {
    Cutter cutter = new Cutter(this);
    cutter.accept(CharBuffer.wrap(text));
    return cutter.tokens();
  }

  /**
   * Returns a text that a program has at hand as a corpus of its own. It may be empty.
   *
   * @param name for messages
   */
  public Corpus corpus(String name, String text) {
    Cutter cutter = new Cutter(this);
    cutter.accept(CharBuffer.wrap(text));
    return cutter.corpus(name, "");
  }

  /** Returns the text of these tokens, joined by {@link Joiner}. */
  public String join(List<String> tokens) {
    Joiner joiner = new Joiner(this);
    StringBuilder text = new StringBuilder();
    tokens.forEach(token -> text.append(joiner.add(token)));
    return text.toString();
  }

  /**
   * Returns whether a token is a run of characters between blanks, not a character or mark by
   * itself.
   */
  boolean isWord(String token) {
    if (tokens == Tokens.CHAR || token.equals(LINE_END)) {
      return false;
    }
    return tokens == Tokens.WORD
        || token.equals(Vocabulary.UNKNOWN)
        || !isMark(token.codePointAt(0));
  }

  private boolean isMark(int c) {
    return form.punctuation() == Choice.KEEP
        ? !Unicode.isLetter(c) && !Unicode.isDigit(c) && !Unicode.isMark(c)
        : tokens.keeps(c);
  }

  /**
   * Returns how many characters of text a token of d2l.ai's form stands for. A word includes the
   * blank before it.
   */
  int characters(String token) {
    return isWord(token) ? token.length() + 1 : 1;
  }

  /**
   * Returns how many different characters a text of these tokens has.
   *
   * @param vocabulary all tokens of the text
   */
  int alphabet(List<String> vocabulary) {
    if (form.isD2l()) {
      // The form alone decides, even if the text lacks some of them.
      return tokens.alphabet();
    }
    BitSet different = new BitSet();
    if (tokens != Tokens.CHAR) {
      different.set(' ');
    }
    vocabulary.forEach(token -> token.codePoints().forEach(different::set));
    return different.cardinality();
  }

  /** Returns in words how a text becomes these tokens, for users who must do it themselves. */
  public String preprocessing() {
    return (form.isD2l() ? d2l() : kept()) + "; then it is cut " + cutting();
  }

  private String d2l() {
    return "Every run of characters outside A-Z and a-z"
        + (tokens.marks().isEmpty() ? "" : ", " + tokens.shownMarks() + " kept,")
        + " becomes one blank, and the rest lower case";
  }

  private String kept() {
    List<String> kinds = new ArrayList<>();
    kinds.add(
        form.letters() == Letters.UNICODE
            ? "letters of every script with their marks"
            : "letters A-Z and a-z");
    if (form.digits() == Choice.KEEP) {
      kinds.add(form.letters() == Letters.UNICODE ? "decimal digits" : "digits 0-9");
    }
    if (form.punctuation() == Choice.KEEP) {
      kinds.add("all other visible characters");
    } else if (!tokens.marks().isEmpty()) {
      kinds.add(tokens.shownMarks());
    }
    if (form.lines() == Choice.KEEP) {
      kinds.add("white space, each line end as one line feed");
    }
    return "Kept are "
        + String.join("; ", kinds)
        + "; every run of other characters becomes one blank"
        + (form.letterCase() == LetterCase.LOWER ? ", and the rest lower case" : "")
        + " (the classes are those of Unicode 13)";
  }

  private String cutting() {
    String lines = form.lines() == Choice.KEEP ? ", each line end a token" : "";
    return switch (tokens) {
      case CHAR -> "into characters";
      case WORD -> (lines.isEmpty() ? "at blanks" : "at white space") + lines;
      case WORD_PUNCT ->
          (lines.isEmpty() ? "at blanks" : "at white space") + " and around each mark" + lines;
    };
  }
}
