package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Architecture;
import io.github.lstmsweep.nn.Generator;

/** What a trained character model writes: 20 tokens, greedily, after {@code it has}. */
final class Sample {
  private static final String PREFIX = "it has";
  private static final int LENGTH = 20;

  private Sample() {}

  /**
   * The prefix and its continuation.
   *
   * @param parameters in the canonical order of {@code nn.Parameters}
   */
  static String of(Vocabulary vocabulary, Architecture architecture, float[] parameters) {
    Generator generator = new Generator(architecture, parameters);
    PREFIX.chars().forEach(c -> generator.read(vocabulary.id(String.valueOf((char) c))));
    StringBuilder text = new StringBuilder(PREFIX);
    for (int i = 0; i < LENGTH; i++) {
      int token = generator.likeliest();
      text.append(vocabulary.token(token));
      generator.read(token);
    }
    return text.toString();
  }
}
