package io.github.lstmsweep.nn.parameter;

/**
 * Where a model's parameters lie in one float array in the order that the kernels read, from {@link
 * Arena#FIRST} on: the layers as {@link LayerLayout} says, then, V' = V rounded up to 16 and H' = H
 * rounded up to 16,
 *
 * <pre>
 * output      panels of [V'][width] over the H' hidden units
 * outputBias  [V']
 * </pre>
 *
 * The places of units, gates and tokens that do not exist hold zeros and stay zero: their gradients
 * are zero.
 */
public final class ParameterLayout {
  /** Outputs that the output layer computes at once, at most. */
  public static final int BLOCK = 128;

  /** Steps that share one pass over a vocabulary of several blocks. */
  private static final int STEPS_OF_BLOCKS = 8;

  private final Architecture architecture;
  private final LayerLayout[] layers;
  private final Panels panels;
  private final int output;
  private final int outputBias;
  private final int length;

  /** The layout of this architecture. */
  public ParameterLayout(Architecture architecture) {
    this.architecture = architecture;
    this.layers = new LayerLayout[architecture.numLayers()];
    int end = Arena.FIRST;
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = new LayerLayout(architecture, layer, end);
      end = layers[layer].end();
    }
    this.panels = new Panels(paddedHiddens());
    this.output = end;
    this.outputBias = Math.toIntExact(end + (long) paddedVocab() * paddedHiddens());
    this.length = Math.addExact(outputBias, paddedVocab());
  }

  /** Floats that the parameters of a network take, padding included. */
  public static long floats(Architecture architecture) {
    long vocab = Panels.padded(architecture.outputs());
    long floats = vocab * Panels.padded(architecture.numHiddens()) + vocab;
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      floats += LayerLayout.floats(architecture, layer);
    }
    return floats;
  }

  public Architecture architecture() {
    return architecture;
  }

  public LayerLayout layer(int layer) {
    return layers[layer];
  }

  /** How hidden units are cut where they are columns. */
  public Panels panels() {
    return panels;
  }

  public int vocabSize() {
    return architecture.vocabSize();
  }

  /** Numbers that the output layer gives. */
  public int outputs() {
    return architecture.outputs();
  }

  public int numHiddens() {
    return architecture.numHiddens();
  }

  public int paddedHiddens() {
    return Panels.padded(architecture.numHiddens());
  }

  public int paddedVocab() {
    return Panels.padded(architecture.outputs());
  }

  /** Steps that the output layer takes at once: several if its vocabulary has several blocks. */
  public int stepsOfOutput() {
    return stepsOfOutput(outputs());
  }

  /** Steps that an output layer of so many outputs takes at once. */
  public static int stepsOfOutput(int outputs) {
    return outputs <= BLOCK ? 1 : STEPS_OF_BLOCKS;
  }

  /** Whether the output layer computes its outputs by rows, from hidden states by rows. */
  boolean outputsByRows() {
    return stepsOfOutput() == 1 && StateSlots.byRows(architecture);
  }

  /** Start of the output weights' panel j. */
  public int output(int j) {
    return output + paddedVocab() * panels.start(j);
  }

  public int outputBias() {
    return outputBias;
  }

  /** One past the last float, padding included. */
  public int length() {
    return length;
  }
}
