package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.SeriesInput;

/**
 * Computes the models in double, from the formulas in PyTorch's documentation of {@code nn.LSTM},
 * {@code nn.GRU} and {@code nn.RNN}, and of the minimal gated unit's paper. It is slow. It shares
 * only the order of parameters with the code that it checks.
 */
final class ReferenceModel {
  private final Architecture a;
  private final int h;
  private final double[] p;
  private double largestH;
  private double largestC;

  /** A model with these parameters, in the canonical order of {@link Parameters}. */
  ReferenceModel(Architecture architecture, double[] parameters) {
    this.a = architecture;
    this.h = architecture.numHiddens();
    this.p = parameters;
  }

  /**
   * The starts of the groups of parameters: four groups per layer, then output weights and biases.
   */
  static int[] groupStarts(Architecture a) {
    int n = a.cell().gates() * a.numHiddens();
    int[] starts = new int[4 * a.numLayers() + 3];
    int group = 0;
    for (int layer = 0; layer < a.numLayers(); layer++) {
      int inputs = layer == 0 ? a.vocabSize() : a.numHiddens();
      for (int size : new int[] {inputs * n, a.numHiddens() * n, n, n}) {
        starts[group + 1] = starts[group] + size;
        group++;
      }
    }
    starts[group + 1] = starts[group] + a.numHiddens() * a.vocabSize();
    starts[group + 2] = starts[group + 1] + a.vocabSize();
    return starts;
  }

  /** Mean cross-entropy of all tokens of all windows, in nats. */
  double loss(int[] ids, int[] starts, int numSteps) {
    double total = 0;
    for (int start : starts) {
      double[][] hidden = new double[a.numLayers()][h];
      double[][] content = new double[a.numLayers()][h];
      for (int t = 0; t < numSteps; t++) {
        int at = 0;
        for (int layer = 0; layer < a.numLayers(); layer++) {
          double[] x = layer == 0 ? oneHot(ids[start + t]) : hidden[layer - 1];
          hidden[layer] = step(at, x, hidden[layer], content[layer]);
          at += a.cell().gates() * h * (x.length + h + 2);
        }
        total += crossEntropy(at, hidden[a.numLayers() - 1], ids[start + t + 1]);
      }
    }
    return total / ((double) starts.length * numSteps);
  }

  /** Mean squared error of the forecasts after all windows, which are one minibatch. */
  double squaredError(float[] values, int[] starts, int tau, SeriesInput input) {
    return squaredError(values, 1, starts, tau, input);
  }

  /**
   * Mean squared error on a series whose moments have {@code width} numbers, the value to forecast
   * first.
   */
  double squaredError(float[] values, int width, int[] starts, int tau, SeriesInput input) {
    double total = 0;
    double[][] hidden = new double[a.numLayers()][h];
    double[][] content = new double[a.numLayers()][h];
    for (int start : starts) {
      int at = 0;
      if (input == SeriesInput.WINDOW) {
        double[] window = new double[tau * width];
        for (int t = 0; t < tau; t++) {
          for (int c = 0; c < width; c++) {
            window[t * width + c] = values[(start + t) * width + c];
          }
        }
        at = layers(window, hidden, content);
      } else {
        hidden = new double[a.numLayers()][h];
        content = new double[a.numLayers()][h];
        for (int t = 0; t < tau; t++) {
          double[] moment = new double[width];
          for (int c = 0; c < width; c++) {
            moment[c] = values[(start + t) * width + c];
          }
          at = layers(moment, hidden, content);
        }
      }
      double forecast = p[at + h];
      for (int k = 0; k < h; k++) {
        forecast += p[at + k] * hidden[a.numLayers() - 1][k];
      }
      double error = forecast - values[(start + tau) * width];
      total += error * error;
    }
    return total / starts.length;
  }

  /**
   * Computes a step of all layers, in place. Returns the start of the output layer's parameters.
   */
  private int layers(double[] input, double[][] hidden, double[][] content) {
    int at = 0;
    for (int layer = 0; layer < a.numLayers(); layer++) {
      double[] x = layer == 0 ? input : hidden[layer - 1];
      hidden[layer] = step(at, x, hidden[layer], content[layer]);
      at += a.cell().gates() * h * (x.length + h + 2);
    }
    return at;
  }

  /** The largest |h| that any loss so far met. */
  double largestH() {
    return largestH;
  }

  /** The largest |c| that any loss so far met; 0 if the cell has no c. */
  double largestC() {
    return largestC;
  }

  private double[] oneHot(int token) {
    double[] x = new double[a.vocabSize()];
    x[token] = 1;
    return x;
  }

  private double[] step(int at, double[] x, double[] hidden, double[] content) {
    int n = a.cell().gates() * h;
    int biases = at + (x.length + h) * n;
    double[] fromInput = product(x, at, n, biases);
    double[] fromState = product(hidden, at + x.length * n, n, biases + n);
    double[] next = new double[h];
    for (int u = 0; u < h; u++) {
      switch (a.cell()) {
        case LSTM -> {
          double i = sigmoid(fromInput[u] + fromState[u]);
          double f = sigmoid(fromInput[h + u] + fromState[h + u]);
          double g = Math.tanh(fromInput[2 * h + u] + fromState[2 * h + u]);
          double o = sigmoid(fromInput[3 * h + u] + fromState[3 * h + u]);
          content[u] = f * content[u] + i * g;
          next[u] = o * activate(content[u]);
        }
        case GRU -> {
          double r = sigmoid(fromInput[u] + fromState[u]);
          double z = sigmoid(fromInput[h + u] + fromState[h + u]);
          double candidate = activate(fromInput[2 * h + u] + r * fromState[2 * h + u]);
          next[u] = (1 - z) * candidate + z * hidden[u];
        }
        case MGU -> {
          double f = sigmoid(fromInput[u] + fromState[u]);
          double candidate = activate(fromInput[h + u] + f * fromState[h + u]);
          next[u] = (1 - f) * hidden[u] + f * candidate;
        }
        case RNN -> next[u] = activate(fromInput[u] + fromState[u]);
      }
      largestH = Math.max(largestH, Math.abs(next[u]));
      largestC = Math.max(largestC, Math.abs(content[u]));
    }
    return next;
  }

  private double[] product(double[] x, int rows, int n, int bias) {
    double[] sums = new double[n];
    for (int j = 0; j < n; j++) {
      sums[j] = p[bias + j];
      for (int k = 0; k < x.length; k++) {
        sums[j] += x[k] * p[rows + k * n + j];
      }
    }
    return sums;
  }

  private double crossEntropy(int output, double[] hidden, int target) {
    int v = a.vocabSize();
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

  private double activate(double x) {
    return a.hiddenActivation() == HiddenActivation.TANH ? Math.tanh(x) : x;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
