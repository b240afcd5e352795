package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Kernels;

/**
 * Up to 64 windows of a minibatch on their way forward and backward through the network, a step at
 * a time through all layers. The arrays of a thread: nothing is allocated after construction.
 */
final class Tile {
  private final int numSteps;
  private final Layer[] layers;
  private final Layer top;
  private final Output output;
  private final float[] dhOfSteps; // where the output takes several steps at once

  /** The windows, to be filled before a pass. */
  final PrefixTree tree;

  Tile(Kernels kernels, Parameters parameters, PackedWeights packed, int numSteps) {
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

  /** Starts a gradient, to which several minibatch tiles may add. */
  void begin() {
    output.begin();
  }

  /** Ends the gradient begun. */
  void end(float[] gradient) {
    output.end(gradient);
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
    double loss = 0;
    int length = top.dh().length;
    for (int to = numSteps; to > 0; to -= output.steps()) {
      int from = Math.max(0, to - output.steps());
      float[] dh = output.steps() == 1 ? top.dh() : dhOfSteps;
      loss += output.lossAndGradient(tree, from, to, scale, gradient, dh);
      for (int t = to - 1; t >= from; t--) {
        if (dh != top.dh()) {
          System.arraycopy(dh, (t - from) * length, top.dh(), 0, length);
        }
        backward(t, gradient);
      }
    }
    return loss;
  }

  private void backward(int t, float[] gradient) {
    for (int l = layers.length - 1; l >= 0; l--) {
      if (t + 1 < numSteps) {
        layers[l].addRecurrentGradient(tree, t);
      }
      layers[l].backward(tree, t, gradient);
    }
  }
}
