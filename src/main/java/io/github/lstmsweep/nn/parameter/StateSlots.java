package io.github.lstmsweep.nn.parameter;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.trial.HiddenActivation;

/**
 * The number of steps whose states one layer of a tile keeps. A slot holds the states of one step,
 * [H'][R] floats with H' = H rounded up to 16 and R = 64 windows.
 *
 * <p>A layer with large states keeps neither an LSTM's hidden states by rows nor tanh c. It
 * computes them again on the way back, at the price of one tanh, and waits for a quarter less
 * memory. With 32 steps of 128 units, 8 MB per tile, a trial became 6% faster. With 32 steps of 32
 * units, 2 MB, it did not.
 *
 * @param steps of hidden states by rows, including the state before the first step
 * @param transposed slots of hidden states transposed
 * @param byRows whether products read hidden states by rows alone, without a transposed copy
 */
public record StateSlots(int steps, int transposed, boolean byRows) {
  /** The floats in all steps' hidden states from which on they are computed again. */
  private static final long LARGE = 1 << 18;

  /**
   * The slots of a layer.
   *
   * @param numSteps of the longest window, T
   * @param stepsOfOutput steps that the output layer takes at once on the way back
   */
  public static StateSlots of(Architecture architecture, int numSteps, int stepsOfOutput) {
    boolean byRows = byRows(architecture);
    long floats = (long) numSteps * Panels.padded(architecture.numHiddens()) * ROWS;
    boolean again = architecture.cell().hasContent() && floats >= LARGE && numSteps > stepsOfOutput;
    // If products read by rows, the way back also reads the states before those of the output.
    int kept = again ? stepsOfOutput + (byRows ? 1 : 0) : numSteps + 1;
    int transposed = byRows ? (stepsOfOutput > 1 ? stepsOfOutput : 0) : numSteps + 1;
    return new StateSlots(kept, transposed, byRows);
  }

  /**
   * The number of slots of a layer's states together: hidden states by rows and transposed, cell
   * states, and their activations.
   *
   * @param numSteps of the longest window, T
   */
  public int all(Architecture architecture, int numSteps) {
    int contents = architecture.cell().hasContent() ? numSteps + 1 : 0;
    boolean tanh = architecture.hiddenActivation() == HiddenActivation.TANH;
    int activations = architecture.cell().hasContent() && tanh ? steps : 0;
    return steps + transposed + contents + activations;
  }

  /**
   * Whether products read hidden states by rows: panels of 64 units of 64 windows are read as their
   * own transpose.
   */
  static boolean byRows(Architecture architecture) {
    return architecture.numLayers() == 1 && architecture.numHiddens() % ROWS == 0;
  }
}
