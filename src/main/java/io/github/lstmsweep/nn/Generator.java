package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * Writes text with a language model, one token at a time, and carries the state along (the {@code
 * predict} of d2l.ai, chapter 9.5).
 */
public final class Generator {
  /*
   * The parameters are not copied: a model may be large, and in training the trial still fills the
   * heap at this point. C2 vectorizes a loop over two arrays only if it walks both from the same
   * index. So a row of weights is copied before it is added: with 128 units the product takes 7 µs
   * instead of 19. The logits are several independent chains.
   */
  private static final int CHAINS = 8;

  private final Architecture architecture;
  private final float[] parameters;
  private final float[][] h;
  private final float[][] c;
  private final float[] fromInput;
  private final float[] fromState;
  private final float[] row;
  private final float[] logits;
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
    this.row = new float[columns()];
    int vocabSize = architecture.vocabSize();
    this.logits = new float[vocabSize];
    this.output = parameters.length - vocabSize * numHiddens - vocabSize;
  }

  /** Reads {@code token}: moves the state by one step. */
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

  /** The id of the most likely next token; the smaller id of two equal ones. */
  public int likeliest() {
    logits();
    int best = 0;
    float bestLogit = Float.NEGATIVE_INFINITY;
    for (int v = 0; v < logits.length; v++) {
      if (logits[v] > bestLogit) {
        bestLogit = logits[v];
        best = v;
      }
    }
    return best;
  }

  /**
   * The logits of the next token.
   *
   * @return [V]; the next call of this method or of {@link #likeliest} overwrites it
   */
  public float[] logits() {
    int tokens = logits.length;
    System.arraycopy(parameters, parameters.length - tokens, logits, 0, tokens);
    float[] state = h[h.length - 1];
    int v = 0;
    for (; v + CHAINS <= tokens; v += CHAINS) {
      addChains(v, state);
    }
    for (; v < tokens; v++) {
      float sum = logits[v];
      for (int k = 0; k < state.length; k++) {
        sum = Math.fma(parameters[output + v * state.length + k], state[k], sum);
      }
      logits[v] = sum;
    }
    return logits;
  }

  private void addChains(int v, float[] state) {
    float[] w = parameters;
    int n = state.length;
    int at = output + v * n;
    float s0 = logits[v];
    float s1 = logits[v + 1];
    float s2 = logits[v + 2];
    float s3 = logits[v + 3];
    float s4 = logits[v + 4];
    float s5 = logits[v + 5];
    float s6 = logits[v + 6];
    float s7 = logits[v + 7];
    for (int k = 0; k < n; k++) {
      float x = state[k];
      s0 = Math.fma(w[at + k], x, s0);
      s1 = Math.fma(w[at + n + k], x, s1);
      s2 = Math.fma(w[at + 2 * n + k], x, s2);
      s3 = Math.fma(w[at + 3 * n + k], x, s3);
      s4 = Math.fma(w[at + 4 * n + k], x, s4);
      s5 = Math.fma(w[at + 5 * n + k], x, s5);
      s6 = Math.fma(w[at + 6 * n + k], x, s6);
      s7 = Math.fma(w[at + 7 * n + k], x, s7);
    }
    logits[v] = s0;
    logits[v + 1] = s1;
    logits[v + 2] = s2;
    logits[v + 3] = s3;
    logits[v + 4] = s4;
    logits[v + 5] = s5;
    logits[v + 6] = s6;
    logits[v + 7] = s7;
  }

  private int columns() {
    return architecture.cell().gates() * architecture.numHiddens();
  }

  private void multiply(float[] x, int rows, float[] sums) {
    for (int k = 0; k < x.length; k++) {
      System.arraycopy(parameters, rows + k * sums.length, row, 0, sums.length);
      addScaled(x[k], row, sums);
    }
  }

  private static void addScaled(float x, float[] row, float[] sums) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] = Math.fma(x, row[j], sums[j]);
    }
  }

  /** Computes the formulas of {@code nn.kernel.ScalarCells} for one unit. */
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
      case MGU -> {
        float forget = Elementary.sigmoid(sum(u));
        float candidate =
            activate(Math.fma(forget, fromState[hiddens + u], fromInput[hiddens + u]));
        h[layer][u] = Math.fma(forget, candidate - h[layer][u], h[layer][u]);
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
