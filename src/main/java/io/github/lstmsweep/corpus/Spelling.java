package io.github.lstmsweep.corpus;

import java.util.List;
import java.util.Set;

/**
 * How a text becomes the tokens of a model, and back.
 *
 * @param tokens how it is cut
 * @param vocabulary the model's tokens
 */
public record Spelling(Tokens tokens, Vocabulary vocabulary) {
  /** The tokens of {@code text} that the vocabulary lacks, each once, in their order. */
  public List<String> unknown(String text) {
    Set<String> known = Set.copyOf(vocabulary.tokens());
    return tokens.cut(text).stream().filter(token -> !known.contains(token)).distinct().toList();
  }

  /** The ids of the tokens of {@code text}; that of {@code <unk>} for one that it lacks. */
  public int[] ids(String text) {
    return tokens.cut(text).stream().mapToInt(vocabulary::id).toArray();
  }

  /** What the token {@code id} adds to a text whose last token is {@code before}. */
  public String after(int before, int id) {
    String last = vocabulary.token(before);
    return tokens.join(List.of(last, vocabulary.token(id))).substring(last.length());
  }
}
