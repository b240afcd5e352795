package io.github.lstmsweep.corpus;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.corpus.load.CorpusSource;
import io.github.lstmsweep.corpus.load.CorpusText;
import io.github.lstmsweep.trial.TextForm;
import io.github.lstmsweep.trial.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads a text that may hold anything, and cuts it in every way. */
public final class TextFuzz {
  private static final String LETTERS = "A-Za-z";
  private static final String MARKS = ".,;:!?";

  private TextFuzz() {}

  private static final String LINE_ENDS = "\r\n?|[\u000b\f\u0085\u2028\u2029]";
  private static final String CONTROLS =
      "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e"
          + "\\u2066-\\u2069]+";

  /**
   * Returns whether the product accepts the text.
   *
   * @throws AssertionError if its tokens differ from those of d2l.ai's regular expressions. A text
   *     that is kept whole may differ only in line ends and control characters.
   */
  public static boolean takes(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    boolean expected =
        Arrays.equals(text.getBytes(StandardCharsets.UTF_8), input)
            && Pattern.compile("[" + LETTERS + "]").matcher(text).find();
    requireWhole(input, text);
    boolean all = true;
    for (Tokens tokens : Tokens.values()) {
      boolean taken = takes(input, text, tokens);
      if (taken != expected) {
        throw new AssertionError(tokens + (taken ? " takes" : " refuses") + " the text " + text);
      }
      all &= taken;
    }
    return all;
  }

  private static void requireWhole(byte[] input, String text) {
    for (Tokens tokens : Tokens.values()) {
      Tokenizer tokenizer = new Tokenizer(TextForm.WHOLE, tokens);
      List<String> found;
      try {
        found =
            tokens(
                CorpusText.read(
                    CorpusSource.of("a.txt"), new ByteArrayInputStream(input), tokenizer));
      } catch (UserException e) {
        continue;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (!found.equals(tokenizer.cut(text))) {
        throw new AssertionError(tokens + " cut " + found + " from a file, and others from a text");
      }
      if (!tokenizer.cut(tokenizer.join(found)).equals(found)
          && !found.get(0).startsWith("\ufeff")) {
        throw new AssertionError(tokens + ": " + found + " were joined and cut into others");
      }
      String whole = text.replaceFirst("^\ufeff", "").replaceAll(LINE_ENDS, "\n");
      if (tokens == Tokens.CHAR
          && !String.join("", found).equals(whole.replaceAll(CONTROLS, " "))) {
        throw new AssertionError("of " + text + " is left " + String.join("", found));
      }
    }
  }

  private static List<String> tokens(Corpus corpus) {
    return Arrays.stream(corpus.ids().first(corpus.length()))
        .mapToObj(corpus.vocabulary()::token)
        .toList();
  }

  private static boolean takes(byte[] input, String text, Tokens tokens) {
    Corpus corpus;
    try {
      corpus =
          CorpusText.read(
              CorpusSource.of("a.txt"), new ByteArrayInputStream(input), Tokenizer.d2l(tokens));
    } catch (UserException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Vocabulary vocabulary = corpus.vocabulary();
    List<String> found =
        Arrays.stream(corpus.ids().first(corpus.length())).mapToObj(vocabulary::token).toList();
    List<String> expected = cut(text, tokens);
    if (!found.equals(expected)) {
      throw new AssertionError(tokens + " cut " + found + ", not " + expected);
    }
    TreeSet<String> distinct = new TreeSet<>(expected);
    distinct.add(Vocabulary.UNKNOWN);
    if (!vocabulary.tokens().equals(List.copyOf(distinct))) {
      throw new AssertionError(vocabulary.tokens() + ", not " + distinct);
    }
    return true;
  }

  private static List<String> cut(String text, Tokens tokens) {
    String kept = LETTERS + (tokens == Tokens.WORD_PUNCT ? MARKS : "");
    String plain = text.replaceAll("[^" + kept + "]+", " ").toLowerCase(Locale.ROOT);
    String token =
        switch (tokens) {
          case CHAR -> "[a-z ]";
          case WORD -> "[a-z]+";
          case WORD_PUNCT -> "[a-z]+|[" + MARKS + "]";
        };
    return Pattern.compile(token).matcher(plain).results().map(MatchResult::group).toList();
  }
}
