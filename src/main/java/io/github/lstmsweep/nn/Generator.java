package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Elementary;

/**
 * Writes with an LSTM language model, one token at a time, the state carried along (the {@code
 * predict} of d2l.ai, chapter 9.5).
 */
public final class Generator {
  private final int vocabSize;
  private final int numHiddens;
  private final float[] parameters;
  private final float[] h;
  private final float[] c;
  private final float[] gates;

  /**
   * A generator from the zero state.
   *
   * @param parameters in the canonical order of {@link Parameters}
   */
  public Generator(int vocabSize, int numHiddens, float[] parameters) {
    this.vocabSize = vocabSize;
    this.numHiddens = numHiddens;
    this.parameters = parameters;
    this.h = new float[numHiddens];
    this.c = new float[numHiddens];
    this.gates = new float[4 * numHiddens];
  }

  /** Takes {@code token} in. */
  public void read(int token) {
    int n = 4 * numHiddens;
    int recurrent = vocabSize * n;
    int bias = recurrent + numHiddens * n;
    for (int j = 0; j < n; j++) {
      gates[j] = parameters[token * n + j] + parameters[bias + j];
    }
    for (int k = 0; k < numHiddens; k++) {
      for (int j = 0; j < n; j++) {
        gates[j] = Math.fma(h[k], parameters[recurrent + k * n + j], gates[j]);
      }
    }
    for (int u = 0; u < numHiddens; u++) {
      float input = Elementary.sigmoid(gates[u]);
      float forget = Elementary.sigmoid(gates[numHiddens + u]);
      float cell = Elementary.tanh(gates[2 * numHiddens + u]);
      float output = Elementary.sigmoid(gates[3 * numHiddens + u]);
      c[u] = Math.fma(forget, c[u], input * cell);
      h[u] = output * Elementary.tanh(c[u]);
    }
  }

  /** The most likely next token; the smaller id where two are equal. */
  public int likeliest() {
    int output = 4 * numHiddens * (vocabSize + numHiddens + 1);
    int best = 0;
    float bestLogit = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabSize; v++) {
      float logit = parameters[output + vocabSize * numHiddens + v];
      for (int k = 0; k < numHiddens; k++) {
        logit = Math.fma(parameters[output + v * numHiddens + k], h[k], logit);
      }
      if (logit > bestLogit) {
        bestLogit = logit;
        best = v;
      }
    }
    return best;
  }
}
