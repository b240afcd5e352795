package io.github.lstmsweep.train.text;

import io.github.lstmsweep.trial.random.RandomStream;

/** How the next token is taken from a model's logits. The same bits everywhere, as in training. */
public interface NextToken {
  /**
   * The id of the token that follows.
   *
   * @param logits [V], finite; not kept and not changed
   */
  int of(float[] logits);

  /** The likeliest, as in the column {@code sample}; the smaller id where two are equal. */
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
   * Drawn from {@code softmax(logits / temperature)} over the {@code topK} likeliest.
   *
   * @param temperature above 0
   * @param topK from 1 on; of two equal logits at the border the smaller id is in
   */
  static NextToken drawn(double temperature, int topK, RandomStream random) {
    return new DrawnToken(temperature, topK, random);
  }
}
