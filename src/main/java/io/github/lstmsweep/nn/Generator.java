package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * Writes with a language model, one token at a time, the state carried along (the {@code predict}
 * of d2l.ai, chapter 9.5).
 */
public final class Generator {
  private final Architecture architecture;
  private final float[] parameters;
  private final float[][] h;
  private final float[][] c;
  private final float[] fromInput;
  private final float[] fromState;
  private final int output;

  /**
   * A generator from the zero state.
   *
   * @param parameters in the canonical order of {@link Parameters}
   */
  public Generator(Architecture architecture, float[] parameters) {
    this.architecture = architecture;
    this.parameters = parameters;
    int numHiddens = architecture.numHiddens();
    this.h = new float[architecture.numLayers()][numHiddens];
    this.c = new float[architecture.numLayers()][numHiddens];
    this.fromInput = new float[columns()];
    this.fromState = new float[columns()];
    int vocabSize = architecture.vocabSize();
    this.output = parameters.length - vocabSize * numHiddens - vocabSize;
  }

  /** Takes {@code token} in. */
  public void read(int token) {
    int n = columns();
    int at = 0;
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      int inputs = architecture.inputs(layer);
      int recurrent = at + inputs * n;
      int inputBias = recurrent + architecture.numHiddens() * n;
      System.arraycopy(parameters, inputBias, fromInput, 0, n);
      System.arraycopy(parameters, inputBias + n, fromState, 0, n);
      if (layer == 0) {
        for (int j = 0; j < n; j++) {
          fromInput[j] += parameters[at + token * n + j];
        }
      } else {
        multiply(h[layer - 1], at, fromInput);
      }
      multiply(h[layer], recurrent, fromState);
      for (int u = 0; u < architecture.numHiddens(); u++) {
        step(layer, u);
      }
      at = inputBias + 2 * n;
    }
  }

  /** The most likely next token; the smaller id where two are equal. */
  public int likeliest() {
    int numHiddens = architecture.numHiddens();
    int vocabSize = architecture.vocabSize();
    float[] state = h[h.length - 1];
    int best = 0;
    float bestLogit = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabSize; v++) {
      float logit = parameters[output + vocabSize * numHiddens + v];
      for (int k = 0; k < numHiddens; k++) {
        logit = Math.fma(parameters[output + v * numHiddens + k], state[k], logit);
      }
      if (logit > bestLogit) {
        bestLogit = logit;
        best = v;
      }
    }
    return best;
  }

  private int columns() {
    return architecture.cell().gates() * architecture.numHiddens();
  }

  private void multiply(float[] x, int rows, float[] sums) {
    for (int k = 0; k < x.length; k++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] = Math.fma(x[k], parameters[rows + k * sums.length + j], sums[j]);
      }
    }
  }

  /** The formulas of {@code nn.kernel.ScalarCells}, for one unit. */
  private void step(int layer, int u) {
    int hiddens = architecture.numHiddens();
    switch (architecture.cell()) {
      case LSTM -> {
        float input = Elementary.sigmoid(sum(u));
        float forget = Elementary.sigmoid(sum(hiddens + u));
        float candidate = Elementary.tanh(sum(2 * hiddens + u));
        float out = Elementary.sigmoid(sum(3 * hiddens + u));
        c[layer][u] = Math.fma(forget, c[layer][u], input * candidate);
        h[layer][u] = out * activate(c[layer][u]);
      }
      case GRU -> {
        float reset = Elementary.sigmoid(sum(u));
        float update = Elementary.sigmoid(sum(hiddens + u));
        float candidate =
            activate(Math.fma(reset, fromState[2 * hiddens + u], fromInput[2 * hiddens + u]));
        h[layer][u] = Math.fma(update, h[layer][u] - candidate, candidate);
      }
      case RNN -> h[layer][u] = activate(sum(u));
    }
  }

  private float sum(int n) {
    return fromInput[n] + fromState[n];
  }

  private float activate(float x) {
    return architecture.hiddenActivation() == HiddenActivation.TANH ? Elementary.tanh(x) : x;
  }
}
