package io.github.lstmsweep.nn;

/**
 * The same language model in double, written as the formulas stand in PyTorch's documentation of
 * {@code nn.LSTM}: slow, and nothing in common with the code it checks but the order of parameters.
 */
final class ReferenceLstm {
  private final int v;
  private final int h;
  private final double[] p;

  /** Parameters in the canonical order of {@link Parameters}. */
  ReferenceLstm(int vocabSize, int numHiddens, double[] parameters) {
    this.v = vocabSize;
    this.h = numHiddens;
    this.p = parameters;
  }

  /** Mean cross-entropy of all tokens of all windows, nats. */
  double loss(int[] ids, int[] starts, int numSteps) {
    double total = 0;
    for (int start : starts) {
      double[] hidden = new double[h];
      double[] cell = new double[h];
      for (int t = 0; t < numSteps; t++) {
        hidden = step(ids[start + t], hidden, cell);
        total += crossEntropy(hidden, ids[start + t + 1]);
      }
    }
    return total / ((double) starts.length * numSteps);
  }

  private double[] step(int token, double[] hidden, double[] cell) {
    double[] next = new double[h];
    for (int u = 0; u < h; u++) {
      double i = sigmoid(gate(0, u, token, hidden));
      double f = sigmoid(gate(1, u, token, hidden));
      double g = Math.tanh(gate(2, u, token, hidden));
      double o = sigmoid(gate(3, u, token, hidden));
      cell[u] = f * cell[u] + i * g;
      next[u] = o * Math.tanh(cell[u]);
    }
    return next;
  }

  private double gate(int gate, int unit, int token, double[] hidden) {
    int n = gate * h + unit;
    double sum = p[token * 4 * h + n] + p[4 * h * (v + h) + n];
    for (int k = 0; k < h; k++) {
      sum += hidden[k] * p[4 * h * (v + k) + n];
    }
    return sum;
  }

  private double crossEntropy(double[] hidden, int target) {
    int output = 4 * h * (v + h + 1);
    double sum = 0;
    double targetLogit = 0;
    for (int token = 0; token < v; token++) {
      double logit = p[output + v * h + token];
      for (int k = 0; k < h; k++) {
        logit += p[output + token * h + k] * hidden[k];
      }
      sum += Math.exp(logit);
      targetLogit = token == target ? logit : targetLogit;
    }
    return Math.log(sum) - targetLogit;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
