package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.Architecture;
import io.github.lstmsweep.trial.Cell;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@link Dl4jNetwork} of one layer with its gradient. DL4J sums the loss over steps, and its
 * gradient over windows too; its gates stand in the order cell, forget, output, input.
 */
public final class Dl4jLstm {
  /** DL4J's place of each of PyTorch's gates: input, forget, cell, output. */
  private static final int[] GATES = {3, 1, 0, 2};

  private final int v;
  private final int h;
  private final Dl4jNetwork dl4j;

  /** A network of these sizes, with DL4J's own initial parameters. */
  public Dl4jLstm(int vocabSize, int numHiddens) {
    this.v = vocabSize;
    this.h = numHiddens;
    this.dl4j = new Dl4jNetwork(Architecture.of(vocabSize, Cell.LSTM, numHiddens));
  }

  /** DL4J's network. */
  public MultiLayerNetwork network() {
    return dl4j.network();
  }

  /** One-hot tokens from {@code offset} of each window on: windows × V × steps. */
  public INDArray oneHot(int[] ids, int[] starts, int numSteps, int offset) {
    INDArray x = Nd4j.zeros(starts.length, v, numSteps);
    for (int r = 0; r < starts.length; r++) {
      for (int t = 0; t < numSteps; t++) {
        x.putScalar(r, ids[starts[r] + t + offset], t, 1);
      }
    }
    return x;
  }

  /** Takes parameters in the canonical order of {@code nn.Parameters}. */
  public void setParameters(float[] p) {
    dl4j.setParameters(p);
  }

  /** The gradient of the last {@code computeGradientAndScore}, in the canonical order. */
  public double[] gradient(double scale) {
    double[] out = new double[4 * h * (v + h + 2) + (h + 1) * v];
    int at = gradientOfGates("0_W", v, out, 0, scale);
    at = gradientOfGates("0_RW", h, out, at, scale);
    at = gradientOfGates("0_b", 1, out, at, scale);
    at = gradientOfGates("0_b", 1, out, at, scale);
    double[] w = rowMajor(network().gradient().getGradientFor("1_W"));
    for (int token = 0; token < v; token++) {
      for (int k = 0; k < h; k++) {
        out[at++] = w[k * v + token] * scale;
      }
    }
    double[] b = rowMajor(network().gradient().getGradientFor("1_b"));
    for (int token = 0; token < v; token++) {
      out[at++] = b[token] * scale;
    }
    return out;
  }

  private int gradientOfGates(String name, int rows, double[] out, int from, double scale) {
    double[] w = rowMajor(network().gradient().getGradientFor(name));
    for (int r = 0; r < rows; r++) {
      for (int n = 0; n < 4 * h; n++) {
        out[from + r * 4 * h + n] = w[r * 4 * h + GATES[n / h] * h + n % h] * scale;
      }
    }
    return from + rows * 4 * h;
  }

  // Not getDouble(row, column): on a gradient of shape 1 x n it gave the first element for every
  // one.
  private static double[] rowMajor(INDArray x) {
    return x.dup('c').data().asDouble();
  }
}
