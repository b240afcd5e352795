package io.github.lstmsweep.train.text;

import io.github.lstmsweep.corpus.Spelling;
import io.github.lstmsweep.nn.Generator;
import java.util.function.Predicate;

/**
 * Writes text after a prefix with a trained model, token by token, with the state carried along.
 */
public final class TextWriter {
  private final Generator generator;
  private final Spelling spelling;
  private final NextToken next;

  /**
   * Makes a writer with nothing written.
   *
   * @param generator in the zero state
   * @param spelling of its tokens
   * @param next chooses each token
   */
  public TextWriter(Generator generator, Spelling spelling, NextToken next) {
    this.generator = generator;
    this.spelling = spelling;
    this.next = next;
  }

  /**
   * Writes {@code length} tokens after {@code prefix}, which must have at least one token.
   *
   * @param reader takes the text that each token adds; false stops the writing
   * @return the number of written tokens. It is smaller if the reader stopped, or if the model's
   *     state is no longer finite and no next token can be chosen.
   */
  public long write(String prefix, long length, Predicate<String> reader) {
    Spelling.Writing writing = spelling.writing();
    for (String token : spelling.tokenizer().cut(prefix)) {
      generator.read(spelling.vocabulary().id(token));
      writing.add(token);
    }
    for (long written = 0; written < length; written++) {
      float[] logits = generator.logits();
      if (!areFinite(logits)) {
        return written;
      }
      int token = next.of(logits);
      if (!reader.test(writing.add(spelling.vocabulary().token(token)))) {
        return written;
      }
      generator.read(token);
    }
    return length;
  }

  static boolean areFinite(float[] logits) {
    float sum = 0;
    for (float logit : logits) {
      sum = Math.fma(logit, 0f, sum); // NaN from the first logit that is not finite
    }
    return sum == 0;
  }
}
