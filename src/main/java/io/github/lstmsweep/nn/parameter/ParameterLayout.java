package io.github.lstmsweep.nn.parameter;

/**
 * The places of a model's parameters in one float array, in the order that the kernels read, from
 * {@link Arena#FIRST} on. The layers come first, as {@link LayerLayout} says. Then, with V' = V
 * rounded up to 16 and H' = H rounded up to 16, follow
 *
 * <pre>
 * output      panels of [V'][width] over the H' hidden units
 * outputBias  [V']
 * </pre>
 *
 * <p>The places of units, gates and tokens that do not exist hold zeros. They stay zero, because
 * their gradients are zero.
 */
public final class ParameterLayout {
  /** The largest number of outputs that the output layer computes at once. */
  public static final int BLOCK = 128;

  /** The number of steps that share one pass over a vocabulary of several blocks. */
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

  /** The number of floats in the parameters of a network, padding included. */
  public static long floats(Architecture architecture) {
    long vocab = Panels.padded(architecture.outputs());
    long floats = vocab * Panels.padded(architecture.numHiddens()) + vocab;
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      floats += LayerLayout.floats(architecture, layer);
    }
    return floats;
  }

  /** The architecture of the network. */
  public Architecture architecture() {
    return architecture;
  }

  /** The places of the parameters of a layer, counted from 0. */
  public LayerLayout layer(int layer) {
    return layers[layer];
  }

  /** The panels of the hidden units, if these are columns. */
  public Panels panels() {
    return panels;
  }

  /** The number of tokens of a language model, V. */
  public int vocabSize() {
    return architecture.vocabSize();
  }

  /** The number of outputs of the output layer. */
  public int outputs() {
    return architecture.outputs();
  }

  /** The number of hidden units of a layer, H. */
  public int numHiddens() {
    return architecture.numHiddens();
  }

  /** The hidden units of a layer rounded up to 16, H'. */
  public int paddedHiddens() {
    return Panels.padded(architecture.numHiddens());
  }

  /** The outputs of the output layer rounded up to 16, V'. */
  public int paddedVocab() {
    return Panels.padded(architecture.outputs());
  }

  /**
   * The number of steps that the output layer takes at once: several if its vocabulary has several
   * blocks.
   */
  public int stepsOfOutput() {
    return stepsOfOutput(outputs());
  }

  /** The number of steps that an output layer with {@code outputs} outputs takes at once. */
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

  /** Start of the output biases, [V']. */
  public int outputBias() {
    return outputBias;
  }

  /** One past the last float, padding included. */
  public int length() {
    return length;
  }
}
