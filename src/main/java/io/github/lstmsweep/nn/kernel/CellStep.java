package io.github.lstmsweep.nn.kernel;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * Where the arrays of one panel of hidden units lie at one step; a cursor that is moved, so that
 * the time loop makes no objects.
 *
 * <p>A row j is a state. Its pre-activations are {@code recurrent[parent[j]] + input[inputRow[j]]}:
 * the product of the state before it and its input, rows of {@link #width} = slots × {@link #units}
 * floats, the slots side by side:
 *
 * <pre>
 * LSTM  input gate, forget gate, output gate, cell candidate: the three sigmoids side by side
 * GRU   reset gate, update gate, candidate's recurrent part, candidate's input part
 * RNN   the hidden state
 * </pre>
 *
 * <p>Arrays of units (state, activated, h, dh, carry) have rows {@link #stride} apart.
 */
public final class CellStep {
  /** Which formulas. */
  public Cell cell;

  /** What bounds the hidden state. */
  public HiddenActivation activation;

  /** States of this step. */
  public int rows;

  /** Hidden units of the panel. */
  public int units;

  /** Floats in a row of gates. */
  public int width;

  /** Products of the previous states with the recurrent weights, plus the biases. */
  public float[] recurrent;

  /** Start of this panel's products. */
  public int recurrentOff;

  /** Row of each state's previous state, in {@link #recurrent} and in the previous state's slot. */
  public int[] parent;

  /** Start of this step's parents. */
  public int parentOff;

  /** What the input adds to the pre-activations. */
  public float[] input;

  /** Start of this panel's input rows. */
  public int inputOff;

  /** Row of each state's input. */
  public int[] inputRow;

  /** Start of this step's input rows. */
  public int inputRowOff;

  /** Gates, kept for the backward pass (RNN: not used). */
  public float[] gates;

  /** Start of this panel's gates at this step. */
  public int gatesOff;

  /** Room for one vector a row: where candidates are made that do not fill one. */
  public float[] candidates;

  /** Start of that room. */
  public int candidatesOff;

  /** Where candidates are made, and from what; the kernels choose. */
  float[] candidate;

  int candidateOff;
  int candidateStride;
  float[] preactivation;
  int preactivationOff;
  int preactivationStride;

  /** Floats from one row of units to the next. */
  public int stride;

  /** LSTM: the cell's content c. GRU: the hidden state. RNN: not used. */
  public float[] state;

  /** Start of the state before the step. */
  public int statePreviousOff;

  /** Start of the state after the step (LSTM). */
  public int stateOff;

  /** LSTM: tanh c; empty where the activation is the identity. */
  public float[] activated;

  /** Start of tanh c after the step. */
  public int activatedOff;

  /** Hidden states. */
  public float[] h;

  /** Start of the hidden state after the step. */
  public int hOff;

  /** Gradient of the pre-activations: written by the backward pass. */
  public float[] dGates;

  /** Start of this panel's. */
  public int dGatesOff;

  /** Gradient of the hidden state. */
  public float[] dh;

  /** Gradient that reaches the previous state directly: LSTM of c, GRU of h. */
  public float[] carry;

  /** Gradient of {@link #input}. */
  public float[] inputGradient;

  /** Start of this panel's input rows there. */
  public int inputGradientOff;

  /** Start of this panel's first row in dh. */
  public int dhOff;

  /** Start of this panel's first row in carry. */
  public int carryOff;
}
