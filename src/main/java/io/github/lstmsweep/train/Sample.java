package io.github.lstmsweep.train;

import io.github.lstmsweep.corpus.Corpus;
import io.github.lstmsweep.corpus.Tokens;
import io.github.lstmsweep.corpus.Vocabulary;
import io.github.lstmsweep.nn.Architecture;
import io.github.lstmsweep.nn.Generator;
import java.util.ArrayList;
import java.util.List;

/** What a trained model writes: 20 tokens, greedily, after {@code it has}. */
final class Sample {
  private static final String PREFIX = "it has";
  private static final int LENGTH = 20;

  private Sample() {}

  /**
   * The prefix and its continuation.
   *
   * @param parameters in the canonical order of {@code nn.Parameters}
   */
  static String of(Corpus corpus, Architecture architecture, float[] parameters) {
    Tokens tokens = Tokens.of(corpus.tokens()).orElseThrow();
    Vocabulary vocabulary = corpus.vocabulary();
    Generator generator = new Generator(architecture, parameters);
    List<String> text = new ArrayList<>(tokens.cut(PREFIX));
    text.forEach(token -> generator.read(vocabulary.id(token)));
    for (int i = 0; i < LENGTH; i++) {
      int next = generator.likeliest();
      text.add(vocabulary.token(next));
      generator.read(next);
    }
    return tokens.join(text);
  }
}
