package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Trains DL4J's own network. The forward and the backward pass are DL4J's. The clipping by the
 * global norm, which DL4J lacks, and the optimizer are ours. DL4J does not tell the contents of its
 * cells.
 */
final class Dl4jModel implements TrainableModel {
  private final Dl4jNetwork dl4j;
  private final TokenWindows windows;
  private final int vocabSize;
  private final float[] parameters; // in the canonical order
  private float[] gradient; // in the canonical order
  private float largestH;

  Dl4jModel(Parameters initial, TokenWindows windows) {
    this.dl4j = new Dl4jNetwork(initial.architecture());
    this.windows = windows;
    this.vocabSize = initial.architecture().vocabSize();
    this.parameters = initial.canonical();
    this.gradient = new float[parameters.length];
    dl4j.setParameters(parameters);
  }

  @Override
  public double loss(int[] starts, int from, int to) {
    int[] minibatch = Arrays.copyOfRange(starts, from, to);
    INDArray input = oneHot(minibatch, 0);
    // The list has the input and then the output of every layer. The last output is probabilities.
    var activations = dl4j.network().feedForward(input, false);
    largestH = 0;
    for (INDArray h : activations.subList(1, activations.size() - 1)) {
      largestH = Math.max(largestH, h.amaxNumber().floatValue());
    }
    return dl4j.network().score(new DataSet(input, oneHot(minibatch, 1)), false)
        / windows.numSteps();
  }

  @Override
  public float largestH() {
    return largestH;
  }

  @Override
  public float largestC() {
    return Float.NaN;
  }

  @Override
  public double lossAndGradient(int[] starts, int from, int to) {
    int[] minibatch = Arrays.copyOfRange(starts, from, to);
    dl4j.network().setInput(oneHot(minibatch, 0));
    dl4j.network().setLabels(oneHot(minibatch, 1));
    dl4j.network().computeGradientAndScore();
    gradient = dl4j.gradient(1.0 / ((double) minibatch.length * windows.numSteps()));
    return dl4j.network().score() / windows.numSteps();
  }

  @Override
  public double gradientNorm() {
    double squares = 0;
    for (float g : gradient) {
      squares += (double) g * g;
    }
    return Math.sqrt(squares);
  }

  @Override
  public void update(Optimizer optimizer, double clip, double norm) {
    optimizer.step(parameters, gradient, parameters.length, norm > clip ? clip / norm : 1);
    dl4j.setParameters(parameters);
  }

  @Override
  public float[] canonicalParameters() {
    return parameters.clone();
  }

  private INDArray oneHot(int[] starts, int offset) {
    return OneHotWindows.of(windows.ids(), starts, vocabSize, windows.numSteps(), offset);
  }
}
