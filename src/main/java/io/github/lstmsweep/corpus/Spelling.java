package io.github.lstmsweep.corpus;

import io.github.lstmsweep.ControlCharacters;
import io.github.lstmsweep.trial.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts a text to the tokens of a model, and back.
 *
 * @param tokenizer the form of the text, and how it is cut
 * @param vocabulary the model's tokens
 */
public record Spelling(Tokenizer tokenizer, Vocabulary vocabulary) {
  private static final int MOST_NAMED = 30;

  /** Joins written tokens, one after the other. */
  public interface Writing {
    /** Returns the piece of text that {@code token} adds. */
    String add(String token);
  }

  /** Returns the tokens of {@code text} that the vocabulary lacks, each once, in order. */
  List<String> unknown(String text) {
    Set<String> known = Set.copyOf(vocabulary.tokens());
    return tokenizer.cut(text).stream().filter(token -> !known.contains(token)).distinct().toList();
  }

  /**
   * The reason why a model cannot continue a prefix, worded to follow a colon; empty if it can.
   *
   * @param knower owner of the known tokens, such as {@code of the text}
   */
  public Optional<String> problemOf(String prefix, String knower) {
    String what = tokenizer.tokens() == Tokens.CHAR ? "character" : "word";
    if (tokenizer.cut(prefix).isEmpty()) {
      return Optional.of(
          "must have a "
              + what
              + " at least"
              + (prefix.isEmpty() ? "" : ", once it is in the form of the text"));
    }
    List<String> unknown = unknown(prefix);
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    int known = vocabulary.size() - 1;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "must be of the %,d %s%s %s, and %s %s none%s",
            known,
            what,
            known == 1 ? "" : "s",
            knower,
            named(unknown),
            unknown.size() == 1 ? "is" : "are",
            known <= MOST_NAMED ? "; they are " + named(vocabulary.tokens()) : ""));
  }

  private static String named(List<String> tokens) {
    List<String> named =
        tokens.stream().filter(token -> !token.equals(Vocabulary.UNKNOWN)).toList();
    return named.stream()
            .limit(MOST_NAMED)
            .map(token -> "\"" + ControlCharacters.inAList(token) + "\"")
            .collect(Collectors.joining(", "))
        + (named.size() > MOST_NAMED ? ", …" : "");
  }

  /** Returns a writing of an empty text. */
  public Writing writing() {
    return new Joiner(tokenizer)::add;
  }
}
