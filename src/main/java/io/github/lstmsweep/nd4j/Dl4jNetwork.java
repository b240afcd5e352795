package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Builds our language model from DL4J's layers: {@code LSTM}, as many as ours has, and {@code
 * RnnOutputLayer}. DL4J orders its gates cell, forget, output, input. It has one bias per gate, and
 * PyTorch has two.
 */
public final class Dl4jNetwork {
  /** DL4J's index of each of PyTorch's gates, which are input, forget, cell, output. */
  private static final int[] GATES = {3, 1, 0, 2};

  private final Architecture architecture;
  private final MultiLayerNetwork network;

  /**
   * Makes a network with DL4J's own initial parameters. The architecture must be one that DL4J has.
   */
  public Dl4jNetwork(Architecture architecture) {
    this.architecture = architecture;
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(1)).list();
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      layers.layer(
          new LSTM.Builder()
              .nOut(architecture.numHiddens())
              .activation(Activation.TANH)
              .gateActivationFunction(Activation.SIGMOID)
              .build());
    }
    layers.layer(
        new RnnOutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
            .nOut(architecture.vocabSize())
            .activation(Activation.SOFTMAX)
            .build());
    network =
        new MultiLayerNetwork(
            layers.setInputType(InputType.recurrent(architecture.vocabSize())).build());
    network.init();
  }

  /**
   * Whether DL4J has these layers. It has no GRU, no minimal gated unit and no plain cell with our
   * biases. It has no LSTM that leaves only its output unbounded.
   */
  public static boolean has(Hyperparameters h) {
    return switch (h.cell()) {
      case LSTM -> h.hiddenActivation() == HiddenActivation.TANH;
      case GRU, MGU, RNN -> false;
    };
  }

  /** Returns DL4J's network. */
  public MultiLayerNetwork network() {
    return network;
  }

  /**
   * Sets the parameters, given in the canonical order of {@code nn.Parameters}.
   *
   * @throws IllegalArgumentException if the number of floats is wrong
   */
  public void setParameters(float[] p) {
    int h = architecture.numHiddens();
    int v = architecture.vocabSize();
    int at = 0;
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      int inputs = layer == 0 ? v : h;
      network.setParam(layer + "_W", gates(p, at, inputs));
      at += inputs * 4 * h;
      network.setParam(layer + "_RW", gates(p, at, h));
      at += h * 4 * h;
      network.setParam(layer + "_b", gates(biasSums(p, at), 0, 1));
      at += 2 * 4 * h;
    }
    String output = Integer.toString(architecture.numLayers());
    network.setParam(output + "_W", transposed(p, at, v, h));
    at += v * h;
    network.setParam(output + "_b", transposed(p, at, v, 1).reshape(1, v));
    at += v;
    if (at != p.length) {
      throw new IllegalArgumentException(
          "Cannot set parameters to " + p.length + " floats: must be " + at);
    }
  }

  /**
   * Returns the gradient of the last {@code computeGradientAndScore}, in the canonical order of
   * {@code nn.Parameters}. Both biases of a gate have the gradient of DL4J's one.
   *
   * @param scale factor; DL4J sums over windows and steps
   */
  public float[] gradient(double scale) {
    int h = architecture.numHiddens();
    int v = architecture.vocabSize();
    List<double[]> parts = new ArrayList<>();
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      parts.add(inOurOrder(gradientFor(layer + "_W")));
      parts.add(inOurOrder(gradientFor(layer + "_RW")));
      double[] bias = inOurOrder(gradientFor(layer + "_b"));
      parts.add(bias);
      parts.add(bias);
    }
    double[] w = gradientFor(architecture.numLayers() + "_W");
    double[] output = new double[w.length];
    for (int token = 0; token < v; token++) {
      for (int k = 0; k < h; k++) {
        output[token * h + k] = w[k * v + token];
      }
    }
    parts.add(output);
    parts.add(gradientFor(architecture.numLayers() + "_b"));
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (double[] part : parts) {
      for (double g : part) {
        all[at++] = (float) (g * scale);
      }
    }
    return all;
  }

  /** Returns {@code w}, rows × 4H, with the gates in PyTorch's order. */
  private double[] inOurOrder(double[] w) {
    int h = architecture.numHiddens();
    double[] out = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      int n = i % (4 * h);
      out[i] = w[i - n + GATES[n / h] * h + n % h];
    }
    return out;
  }

  // This avoids getDouble(row, column), which gave the first element for every column of a gradient
  // of shape 1 x n.
  private double[] gradientFor(String name) {
    return network.gradient().getGradientFor(name).dup('c').data().asDouble();
  }

  private float[] biasSums(float[] p, int at) {
    int gateUnits = 4 * architecture.numHiddens();
    float[] sums = new float[gateUnits];
    for (int n = 0; n < gateUnits; n++) {
      sums[n] = p[at + n] + p[at + gateUnits + n];
    }
    return sums;
  }

  /** Returns rows × 4H numbers with the gates in DL4J's order. */
  private INDArray gates(float[] p, int from, int rows) {
    int h = architecture.numHiddens();
    float[] w = new float[rows * 4 * h];
    for (int r = 0; r < rows; r++) {
      for (int gate = 0; gate < 4; gate++) {
        System.arraycopy(p, from + (r * 4 + gate) * h, w, (r * 4 + GATES[gate]) * h, h);
      }
    }
    return Nd4j.create(w, new long[] {rows, 4L * h}, 'c');
  }

  /** Transposes rows × columns to columns × rows. */
  private static INDArray transposed(float[] p, int from, int rows, int columns) {
    float[] w = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        w[c * rows + r] = p[from + r * columns + c];
      }
    }
    return Nd4j.create(w, new long[] {columns, rows}, 'c');
  }
}
