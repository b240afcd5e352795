package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Dl4jNetwork} of one layer, for comparisons. DL4J sums the loss over steps, and its
 * gradient over windows too.
 */
public final class Dl4jLstm {
  private final int v;
  private final Dl4jNetwork dl4j;

  /** A network of these sizes, with DL4J's own initial parameters. */
  public Dl4jLstm(int vocabSize, int numHiddens) {
    this.v = vocabSize;
    this.dl4j = new Dl4jNetwork(Architecture.of(vocabSize, Cell.LSTM, numHiddens));
  }

  /** DL4J's network. */
  public MultiLayerNetwork network() {
    return dl4j.network();
  }

  /** One-hot tokens from {@code offset} of each window on: windows × V × steps. */
  public INDArray oneHot(int[] ids, int[] starts, int numSteps, int offset) {
    return OneHotWindows.of(ids, starts, v, numSteps, offset);
  }

  /** Takes parameters in the canonical order of {@code nn.Parameters}. */
  public void setParameters(float[] p) {
    dl4j.setParameters(p);
  }

  /** The gradient of the last {@code computeGradientAndScore}, in the canonical order. */
  public float[] gradient(double scale) {
    return dl4j.gradient(scale);
  }
}
