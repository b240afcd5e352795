package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link Dl4jNetwork} of one layer, for comparisons. DL4J sums the loss over steps, and its
 * gradient over windows too.
 */
public final class Dl4jLstm {
  private final int v;
  private final Dl4jNetwork dl4j;

  /** Makes a network of these sizes, with DL4J's own initial parameters. */
  public Dl4jLstm(int vocabSize, int numHiddens) {
    this.v = vocabSize;
    this.dl4j = new Dl4jNetwork(Architecture.of(vocabSize, Cell.LSTM, numHiddens));
  }

  /** Returns DL4J's network. */
  public MultiLayerNetwork network() {
    return dl4j.network();
  }

  /** Returns the one-hot tokens of each window from {@code offset} on: windows × V × steps. */
  public INDArray oneHot(int[] ids, int[] starts, int numSteps, int offset) {
    return OneHotWindows.of(ids, starts, v, numSteps, offset);
  }

  /** Sets the parameters, given in the canonical order of {@code nn.Parameters}. */
  public void setParameters(float[] p) {
    dl4j.setParameters(p);
  }

  /**
   * Returns the gradient of the last {@code computeGradientAndScore}, times {@code scale}, in the
   * canonical order.
   */
  public float[] gradient(double scale) {
    return dl4j.gradient(scale);
  }
}
