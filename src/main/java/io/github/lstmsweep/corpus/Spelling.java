package io.github.lstmsweep.corpus;

import java.util.List;
import java.util.Set;

/**
 * How a text becomes the tokens of a model, and back.
 *
 * @param tokenizer how it is brought into its form and cut
 * @param vocabulary the model's tokens
 */
public record Spelling(Tokenizer tokenizer, Vocabulary vocabulary) {
  /** Puts written tokens together, one after the other. */
  public interface Writing {
    /** The piece of text that {@code token} adds. */
    String add(String token);
  }

  /** The tokens of {@code text} that the vocabulary lacks, each once, in their order. */
  public List<String> unknown(String text) {
    Set<String> known = Set.copyOf(vocabulary.tokens());
    return tokenizer.cut(text).stream().filter(token -> !known.contains(token)).distinct().toList();
  }

  /** A text with nothing in it. */
  public Writing writing() {
    return new Joiner(tokenizer)::add;
  }
}
