package io.github.lstmsweep.nn.kernel;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * The places of the arrays of one panel of hidden units at one step. It is a cursor that is moved,
 * so that the time loop makes no objects.
 *
 * <p>A row j is a state. Its pre-activations are {@code recurrent[parent[j]] + input[inputRow[j]]}:
 * the product of the previous state, plus its input. Both are rows of {@link #width} = slots ×
 * {@link #units} floats, with the slots side by side:
 *
 * <pre>
 * LSTM  input gate, forget gate, output gate, cell candidate: the three sigmoids side by side
 * GRU   reset gate, update gate, candidate's recurrent part, candidate's input part
 * MGU   candidate's recurrent part, forget gate, zero, candidate's input part
 * RNN   the hidden state
 * </pre>
 *
 * <p>Arrays of units (the states, tanh c, h and the gradients of h and c) have rows {@link #stride}
 * apart.
 */
public final class CellStep {
  private static final int WIDEST_VECTOR = 16; // floats

  /** The cell, which decides the formulas. */
  public Cell cell;

  /** The function that bounds the hidden state. */
  public HiddenActivation activation;

  /** The number of states at this step. */
  public int rows;

  /** The number of hidden units in the panel. */
  public int units;

  /** Floats in a row of gates. */
  public int width;

  /** The array that contains everything that belongs to the tile. */
  public float[] floats;

  /**
   * Start of this panel's products: the previous states by the recurrent weights, plus the biases.
   */
  public int recurrentOff;

  /** Row of each state's previous state, in the products and in the slot of previous states. */
  public int[] parent;

  /** Start of this step's parents. */
  public int parentOff;

  /** The array of the input's part of the pre-activations. */
  public float[] input;

  /** Start of this panel's input rows. */
  public int inputOff;

  /** Row of each state's input. */
  public int[] inputRow;

  /** Start of this step's input rows. */
  public int inputRowOff;

  /** Start of this panel's gates at this step, kept for the backward pass (RNN: not used). */
  public int gatesOff;

  /** Start of room for one vector per row, for candidates that do not fill a vector. */
  public int candidatesOff;

  /** Start of the candidates' result; the kernels choose. */
  public int candidateOff;

  /** Floats from one row of candidates to the next; the kernels choose. */
  public int candidateStride;

  /** Start of the candidates' pre-activations; the kernels choose. */
  public int preactivationOff;

  /** Floats from one row of pre-activations to the next; the kernels choose. */
  public int preactivationStride;

  /** Floats from one row of units to the next. */
  public int stride;

  /** Start of the state before the step. LSTM: the cell state c. GRU, MGU: the hidden state. */
  public int statePreviousOff;

  /** Start of the state after the step (LSTM). */
  public int stateOff;

  /** Start of tanh c after the step (LSTM; unused if the activation is the identity). */
  public int activatedOff;

  /** Start of the hidden state after the step. */
  public int hOff;

  /** Start of this panel's gradient of the pre-activations; the backward pass writes it. */
  public int dGatesOff;

  /** Start of this panel's first row in the gradient of the hidden state. */
  public int dhOff;

  /**
   * Start of this panel's first row in the gradient that reaches the previous state directly. LSTM:
   * gradient of c. GRU, MGU: gradient of h.
   */
  public int carryOff;

  /** Gradient of {@link #input}. */
  public float[] inputGradient;

  /** Start of this panel's input rows in {@link #inputGradient}. */
  public int inputGradientOff;

  private final Matrix dGates = new Matrix();
  private final Matrix carry = new Matrix();
  private final Matrix h = new Matrix();

  /** This panel's gradient of the pre-activations. */
  public Matrix dGates() {
    return dGates.at(floats, dGatesOff).shape(rows, width);
  }

  /** The panel of units that contains this panel's carry, from its first column here on. */
  public Matrix carry() {
    return carry.at(floats, carryOff).shape(rows, Math.max(WIDEST_VECTOR, units), stride);
  }

  /** The hidden states of this panel's units after the step. */
  public Matrix h() {
    return h.at(floats, hOff).shape(rows, units, stride);
  }
}
