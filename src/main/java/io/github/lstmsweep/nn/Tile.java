package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.Arrays;

/**
 * Up to 64 windows of a minibatch on their way forward and backward through the network, a step at
 * a time through all layers. The arrays of a thread: nothing is allocated after construction.
 */
final class Tile {
  private final Kernels kernels;
  private final int numSteps;
  private final Layer[] layers;
  private final Layer top;
  private final Output output;
  private final float[] dhOfSteps; // where the output takes several steps at once

  /** The windows, to be filled before a pass. */
  final PrefixTree tree;

  Tile(Kernels kernels, Parameters parameters, PackedWeights packed, int numSteps) {
    this.kernels = kernels;
    this.numSteps = numSteps;
    this.tree = new PrefixTree(numSteps);
    layers = new Layer[parameters.layout().architecture().numLayers()];
    for (int l = 0; l < layers.length; l++) {
      LayerInput below = l == 0 ? null : new LayerBelow(layers[l - 1]);
      layers[l] = new Layer(kernels, parameters, packed, l, new Layer.LayerSize(numSteps, below));
    }
    top = layers[layers.length - 1];
    output = new Output(kernels, parameters, packed, top);
    dhOfSteps = new float[output.steps() == 1 ? 0 : output.steps() * top.dh().length];
  }

  /** The sum of the losses of all tokens of the windows, nats. */
  double loss() {
    double loss = 0;
    int previous = 0;
    for (int t = 0; t < numSteps; t++) {
      int slot = 1 + (t & 1);
      for (Layer layer : layers) {
        layer.forward(tree, t, previous, slot);
      }
      loss += output.loss(tree, t, slot);
      previous = slot;
    }
    return loss;
  }

  /**
   * The same sum; adds the gradient of {@code scale} times it.
   *
   * @param gradient stored like the parameters, the second of two equal biases left out
   */
  double lossAndGradient(float scale, float[] gradient) {
    for (int t = 0; t < numSteps; t++) {
      for (Layer layer : layers) {
        layer.forward(tree, t, t, t + 1);
      }
    }
    for (Layer layer : layers) {
      layer.beginBackward();
    }
    output.begin();
    double loss = 0;
    for (int to = numSteps; to > 0; to -= output.steps()) {
      int from = Math.max(0, to - output.steps());
      if (output.steps() == 1) {
        loss += output.lossAndGradient(tree, from, to, scale, gradient, top.dh());
        backward(from, gradient);
      } else {
        Arrays.fill(dhOfSteps, 0f);
        loss += output.lossAndGradient(tree, from, to, scale, gradient, dhOfSteps);
        for (int t = to - 1; t >= from; t--) {
          int length = top.dh().length;
          kernels.add(top.dh(), 0, dhOfSteps, (t - from) * length, length);
          backward(t, gradient);
        }
      }
    }
    output.end(gradient);
    return loss;
  }

  private void backward(int t, float[] gradient) {
    for (int l = layers.length - 1; l >= 0; l--) {
      layers[l].backward(tree, t, gradient);
    }
  }
}
