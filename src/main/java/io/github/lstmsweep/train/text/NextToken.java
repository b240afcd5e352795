package io.github.lstmsweep.train.text;

import io.github.lstmsweep.trial.random.RandomStream;

/**
 * Chooses the next token from a model's logits. It returns the same bits everywhere, as training
 * does.
 */
public interface NextToken {
  /**
   * Returns the id of the next token.
   *
   * @param logits [V], finite; not kept and not changed
   */
  int of(float[] logits);

  /**
   * Takes the likeliest token, as the column {@code sample} does; the smaller id of two equal ones.
   */
  static NextToken likeliest() {
    return logits -> {
      int best = 0;
      for (int v = 1; v < logits.length; v++) {
        best = logits[v] > logits[best] ? v : best;
      }
      return best;
    };
  }

  /**
   * Draws from {@code softmax(logits / temperature)} over the {@code topK} likeliest tokens.
   *
   * @param temperature above 0
   * @param topK at least 1; of two equal logits at the border the smaller id is in
   */
  static NextToken drawn(double temperature, int topK, RandomStream random) {
    return new DrawnToken(temperature, topK, random);
  }
}
