package io.github.lstmsweep.nn.kernel;

/**
 * Where the arrays of one block of hidden units lie at one step; a cursor that is moved, so that
 * the time loop makes no objects.
 *
 * <p>Shapes, R = {@link Kernels#ROWS} and B = {@link Kernels#BLOCK}: gates R × 4B (input, forget,
 * output and, last, the cell's candidate: the three sigmoids side by side); c, previous c, tanh c
 * and dc R × B; h and dh R × B inside rows of {@link #stride}.
 */
public final class LstmBlock {
  /** Column of the input gates in a row of a block's gates. */
  public static final int INPUT = 0;

  /** Column of the forget gates. */
  public static final int FORGET = Kernels.BLOCK;

  /** Column of the output gates. */
  public static final int OUTPUT = 2 * Kernels.BLOCK;

  /** Column of the candidates for the cell. */
  public static final int CELL = 3 * Kernels.BLOCK;

  /** Pre-activations, then gates, then their gradients. */
  public float[] gates;

  /** Start of this block's gates. */
  public int gatesOff;

  /** Cell states of all steps. */
  public float[] c;

  /** Start of this block's cell state after the step. */
  public int cOff;

  /** Start of this block's cell state before the step. */
  public int cPreviousOff;

  /** tanh of the cell states. */
  public float[] tanhC;

  /** Start of this block's tanh of the cell state after the step. */
  public int tanhCOff;

  /** Hidden states. */
  public float[] h;

  /** Gradients of the hidden states. */
  public float[] dh;

  /** Start of this block's first row in h and dh. */
  public int hOff;

  /** Floats from one row of h and dh to the next. */
  public int stride;

  /** Running gradient of the cell state. */
  public float[] dc;

  /** Start of this block's gradient of the cell state. */
  public int dcOff;
}
