package io.github.lstmsweep.nn.parameter;

/**
 * The places of a layer's parameters in the storage of {@link ParameterLayout}. Gate panels p have
 * width w, and H' = H rounded up to 16:
 *
 * <pre>
 * input       a panel [inputs][w] for each p   a row a token, a number or a unit of the layer below
 * recurrent   a panel [H'][w] for each p       a row a unit
 * inputBias, recurrentBias   [w] for each p    PyTorch's two biases
 * </pre>
 */
public final class LayerLayout {
  private final int inputs;
  private final int paddedHiddens;
  private final GatePanels gates;
  private final int input;
  private final int recurrent;
  private final int inputBias;
  private final int recurrentBias;
  private final int end;

  LayerLayout(Architecture architecture, int layer, int start) {
    this.inputs = architecture.inputs(layer);
    this.paddedHiddens = Panels.padded(architecture.numHiddens());
    this.gates = new GatePanels(architecture.cell(), architecture.numHiddens());
    int columns = gates.start(gates.count());
    this.input = start;
    this.recurrent = Math.toIntExact(input + inputRows(architecture, layer) * columns);
    this.inputBias = Math.toIntExact(recurrent + (long) paddedHiddens * columns);
    this.recurrentBias = Math.addExact(inputBias, columns);
    this.end = Math.addExact(recurrentBias, columns);
  }

  /** The number of floats in the parameters of a layer. */
  static long floats(Architecture architecture, int layer) {
    GatePanels gates = new GatePanels(architecture.cell(), architecture.numHiddens());
    long rows = inputRows(architecture, layer) + Panels.padded(architecture.numHiddens()) + 2L;
    return rows * gates.start(gates.count());
  }

  /** The rows of the input weights. They are padded if products read them, but not for tokens. */
  private static long inputRows(Architecture architecture, int layer) {
    int inputs = architecture.inputs(layer);
    return architecture.readsTokens(layer) ? inputs : Panels.padded(inputs);
  }

  /** The panels of the gates. */
  public GatePanels gates() {
    return gates;
  }

  /** The rows of the input weights that are used. */
  public int inputs() {
    return inputs;
  }

  private int inputRows() {
    return (recurrent - input) / gates.start(gates.count());
  }

  /** Start of panel p's input weights. */
  public int input(int p) {
    return input + inputRows() * gates.start(p);
  }

  /** Start of panel p's recurrent weights. */
  public int recurrent(int p) {
    return recurrent + paddedHiddens * gates.start(p);
  }

  /** Start of the input biases, [w] for each gate panel. */
  public int inputBias() {
    return inputBias;
  }

  int recurrentBias() {
    return recurrentBias;
  }

  /** One past the layer's last float. */
  int end() {
    return end;
  }
}
