package io.github.lstmsweep.corpus;

import io.github.lstmsweep.ControlCharacters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a text becomes the tokens of a model, and back.
 *
 * @param tokenizer how it is brought into its form and cut
 * @param vocabulary the model's tokens
 */
public record Spelling(Tokenizer tokenizer, Vocabulary vocabulary) {
  private static final int MOST_NAMED = 30;

  /** Puts written tokens together, one after the other. */
  public interface Writing {
    /** The piece of text that {@code token} adds. */
    String add(String token);
  }

  /** The tokens of {@code text} that the vocabulary lacks, each once, in their order. */
  List<String> unknown(String text) {
    Set<String> known = Set.copyOf(vocabulary.tokens());
    return tokenizer.cut(text).stream().filter(token -> !known.contains(token)).distinct().toList();
  }

  /**
   * Why a model cannot go on from a prefix, as a sentence ends after {@code :}; empty where it can.
   *
   * @param knower whose tokens they are, such as {@code of the text}
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

  /** A text with nothing in it. */
  public Writing writing() {
    return new Joiner(tokenizer)::add;
  }
}
