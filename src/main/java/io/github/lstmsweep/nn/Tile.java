package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.DenseInput;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.layer.Gradient;
import io.github.lstmsweep.nn.layer.Layer;
import io.github.lstmsweep.nn.layer.LayerInput;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Parameters;

/**
 * Moves up to 64 windows of a minibatch forward and backward through the network, one step at a
 * time through all layers. A tile owns the arrays of one thread. It allocates nothing after
 * construction, except dropout's counters.
 */
final class Tile {
  /**
   * The size in parameters from which a single step takes a millisecond. Such a network may be
   * stopped before every step.
   */
  private static final int LARGE = 1 << 17;

  private final TileEnds ends;
  private final PrefixTree tree;
  private final Layer[] layers;
  private final LayerInput[] inputs; // the first layer has none below
  private final Layer top;
  private final TileOutput output;
  private final Arena arena = new Arena();
  private final int dhOfSteps; // used if the output takes several steps at once
  private float largestH;
  private float largestC;
  private final boolean isLarge;
  private Runnable check = () -> {};

  /**
   * A tile.
   *
   * @param ends read the windows and make losses of the states; this tile's own
   * @param dropout null for none
   */
  Tile(
      Kernels kernels,
      Parameters parameters,
      KernelWeights packed,
      TileEnds ends,
      Dropout dropout) {
    this.ends = ends;
    this.isLarge = parameters.layout().length() > LARGE;
    int numSteps = ends.longest();
    this.tree = new PrefixTree(numSteps);
    layers = new Layer[parameters.layout().architecture().numLayers()];
    inputs = new LayerInput[layers.length];
    DenseInput input = ends.input(arena);
    for (int l = 0; l < layers.length; l++) {
      if (l > 0) {
        inputs[l] = new LayerInput(layers[l - 1], parameters.layout(), l, numSteps, dropout, arena);
        input = inputs[l];
      }
      layers[l] =
          new Layer(
              kernels,
              parameters,
              packed,
              l,
              new Layer.Place(numSteps, parameters.layout().stepsOfOutput(), input, arena));
    }
    top = layers[layers.length - 1];
    Linear linear = new Linear(kernels, parameters, packed, top, arena);
    output = ends.output(linear);
    dhOfSteps = output.steps() == 1 ? top.dh() : arena.take((long) output.steps() * top.units());
    for (Layer layer : layers) {
      layer.begin();
    }
    linear.begin();
  }

  /**
   * The sum of the losses of the windows {@code first} to {@code first + 63} of a minibatch.
   *
   * @param minibatch starts of its windows, in their order
   */
  double loss(int[] minibatch, int first, int windows) {
    int numSteps = ends.take(tree, SequenceModel.Mode.VALIDATION, minibatch, first, windows);
    for (int l = 1; l < inputs.length; l++) {
      inputs[l].beginValidation();
    }
    double loss = 0;
    int previous = 0;
    for (int t = 0; t < numSteps; t++) {
      int slot = 1 + (t & 1);
      forward(t, previous, slot);
      for (Layer layer : layers) {
        largestH = Math.max(largestH, layer.largestH(slot, tree.states[t]));
        largestC = Math.max(largestC, layer.largestC(slot, tree.states[t]));
      }
      top.transposeForOutput(tree, t, slot);
      loss += output.loss(tree, t, slot);
      previous = slot;
    }
    return loss;
  }

  /**
   * Runs {@code check} before each group of windows from now on, and in a large network before each
   * step.
   */
  void checkBefore(Runnable newCheck) {
    check = newCheck;
  }

  /** Forgets the largest |h| and |c|. */
  void beginLargest() {
    largestH = 0;
    largestC = 0;
  }

  /** The largest |h| in all layers that {@link #loss} met since {@link #beginLargest}. */
  float largestH() {
    return largestH;
  }

  /** The largest |c| in all layers that {@link #loss} met since {@link #beginLargest}. */
  float largestC() {
    return largestC;
  }

  /** Starts a gradient, to which several tiles may add. */
  void beginGradient() {
    output.begin();
  }

  /** Ends the gradient and stores it. */
  void endGradient(Gradient gradient) {
    output.end(gradient);
  }

  /**
   * The sum of the losses, as {@link #loss} returns it. Adds {@code scale} times its gradient.
   *
   * @param number of the minibatch, from 0, over all epochs
   * @param gradient receives the gradient, without the second of two equal biases
   */
  double lossAndGradient(
      long number, int[] minibatch, int first, int windows, float scale, Gradient gradient) {
    int numSteps = ends.take(tree, SequenceModel.Mode.TRAINING, minibatch, first, windows);
    for (int l = 1; l < inputs.length; l++) {
      inputs[l].beginTraining(number, first);
    }
    for (int t = 0; t < numSteps; t++) {
      forward(t, t, t + 1);
    }
    for (Layer layer : layers) {
      layer.beginBackward();
    }
    double loss = 0;
    for (int end = numSteps; end > 0; end -= output.steps()) {
      int begin = Math.max(0, end - output.steps());
      for (Layer layer : layers) {
        layer.recall(tree, begin, end, numSteps);
      }
      for (int t = begin; t < end; t++) {
        top.transposeForOutput(tree, t, t + 1);
      }
      loss += output.lossAndGradient(tree, begin, end, scale, gradient, dhOfSteps);
      for (int t = end - 1; t >= begin; t--) {
        if (output.steps() > 1) {
          int from = dhOfSteps + (t - begin) * top.units();
          System.arraycopy(arena.floats(), from, arena.floats(), top.dh(), top.units());
        }
        backward(t, t + 1 == numSteps, gradient);
      }
    }
    return loss;
  }

  private void forward(int t, int previous, int slot) {
    if (t == 0 || isLarge) {
      check.run();
    }
    for (int l = 0; l < layers.length; l++) {
      if (l > 0) {
        inputs[l].take(t, slot);
      }
      layers[l].forward(tree, t, previous, slot);
    }
  }

  private void backward(int t, boolean last, Gradient gradient) {
    if (isLarge) {
      check.run();
    }
    for (int l = layers.length - 1; l >= 0; l--) {
      if (!last) {
        layers[l].addRecurrentGradient(tree, t);
      }
      layers[l].backward(tree, t, gradient);
    }
  }
}
