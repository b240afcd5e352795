package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.Arrays;

/**
 * One recurrent layer of a tile: its activations of all steps, and its passes forward and backward,
 * a step at a time. R = 64 rows, T = num_steps, H' = hidden units rounded up to 16.
 *
 * <p>Slot 0 of the states is the zero state before the first step and slot t + 1 what step t gives;
 * a pass that needs no gradient alternates between two slots, which stay in the cache. A step
 * multiplies the rows of the states before it, which are fewer than those after it; its backward
 * sums the gradients of a state's successors before it multiplies them.
 */
final class Layer {
  private static final int[] IDENTITY = new int[ROWS];
  private static final int[] ALL_ZERO = new int[ROWS];
  private static final float[] ZEROS = new float[ROWS];

  /** Floats that vectors reach beyond the last row of a narrow panel. */
  private static final int OVERHANG = 8;

  static {
    Arrays.setAll(IDENTITY, i -> i);
  }

  private final Kernels kernels;
  private final float[] values;
  private final ParameterLayout parameters;
  private final LayerLayout layout;
  private final PackedLayer weights;
  private final GatePanels gates;
  private final Panels panels;
  private final LayerInput below; // null in the first layer, which reads tokens
  private final Cell cell;
  private final int numHiddens;
  private final int units; // floats of one slot of units
  private final int gatesWide; // floats of one slot of gates
  private final int[] unitOff; // where a gate panel's units begin in a slot of units
  private final int[] strides; // width of the panel of units that they are in

  private final float[] h; // [T + 1] panels of [R][width]
  private final float[] hTransposed; // [T + 1][H'][R]
  private final float[] recurrent = new float[ROWS * ROWS]; // one panel
  private final float[] input = new float[ROWS * ROWS]; // one panel
  private final float[] dGates; // of one step, panels of [R][width]
  private final float[] dh; // of one step, panels of [R][width]
  private final float[] carry; // of one step, panels of [R][width]
  private final CellStep step = new CellStep();

  Layer(Kernels kernels, Parameters parameters, PackedWeights packed, int layer, Place place) {
    this.kernels = kernels;
    this.values = parameters.values();
    this.parameters = parameters.layout();
    this.layout = this.parameters.layer(layer);
    this.weights = packed.layer(layer);
    this.gates = layout.gates();
    this.panels = this.parameters.panels();
    this.below = place.below();
    Architecture architecture = this.parameters.architecture();
    this.cell = architecture.cell();
    this.numHiddens = architecture.numHiddens();
    int slots = place.numSteps() + 1;
    units = this.parameters.paddedHiddens() * ROWS;
    gatesWide = gates.start(gates.count()) * ROWS;
    h = new float[Math.multiplyExact(slots, units)];
    hTransposed = new float[slots * units];
    dGates = new float[gatesWide + OVERHANG];
    dh = new float[units];
    carry = new float[units];
    unitOff = new int[gates.count()];
    strides = new int[gates.count()];
    for (int p = 0; p < gates.count(); p++) {
      int j = panels.of(gates.unitStart(p));
      unitOff[p] = panels.start(j) * ROWS + gates.unitStart(p) - panels.start(j);
      strides[p] = panels.width(j);
    }
    boolean tanh = architecture.hiddenActivation() == HiddenActivation.TANH;
    step.cell = cell;
    step.activation = architecture.hiddenActivation();
    step.recurrent = recurrent;
    step.candidates = new float[ROWS * 16];
    step.h = h;
    step.gates =
        new float
            [cell == Cell.RNN
                ? 0
                : Math.addExact(Math.multiplyExact(place.numSteps(), gatesWide), OVERHANG)];
    step.state =
        switch (cell) {
          case LSTM -> new float[slots * units];
          case GRU, RNN -> h;
        };
    step.activated = new float[cell == Cell.LSTM && tanh ? place.numSteps() * units : 0];
    step.dGates = dGates;
    step.dh = dh;
    step.carry = carry;
  }

  /**
   * Where a layer stands.
   *
   * @param numSteps T
   * @param below what it reads; null for tokens
   */
  record Place(int numSteps, LayerInput below) {}

  /** Hidden states by rows, [T + 1] panels of [R][width]. */
  float[] h() {
    return h;
  }

  /** Hidden states transposed, [T + 1][H'][R]. */
  float[] hTransposed() {
    return hTransposed;
  }

  /** Start of a slot in {@link #h} and {@link #hTransposed}. */
  int slot(int slot) {
    return slot * units;
  }

  /** Gradient of one step's hidden states: what is above writes it, then the step after adds. */
  float[] dh() {
    return dh;
  }

  /** Step t from the states in slot {@code previous} to those in {@code slot}. */
  void forward(PrefixTree tree, int t, int previous, int slot) {
    int before = t == 0 ? 1 : tree.states[t - 1];
    step.rows = tree.states[t];
    for (int p = 0; p < gates.count(); p++) {
      int width = gates.width(p);
      // In the first step, whose states are zero, nothing but the biases.
      kernels.multiplyColumns(
          hTransposed,
          previous * units,
          values,
          layout.recurrent(p),
          weights.bias(),
          gates.start(p),
          0,
          recurrent,
          0,
          before,
          t == 0 ? 0 : numHiddens,
          width);
      moveTo(tree, t, p);
      step.statePreviousOff = previous * units + unitOff[p];
      step.gatesOff = (slot - 1) * gatesWide + gates.start(p) * ROWS;
      step.stateOff = slot * units + unitOff[p];
      step.activatedOff = (slot - 1) * units + unitOff[p];
      step.hOff = step.stateOff;
      read(t, slot, p);
      kernels.forward(step);
      kernels.transpose(
          h,
          step.hOff,
          step.stride,
          step.units,
          hTransposed,
          slot * units + gates.unitStart(p) * ROWS,
          step.rows);
    }
  }

  /** What panel p reads: a row of the table for each token, or a product with the layer below. */
  private void read(int t, int slot, int p) {
    if (below == null) {
      step.input = values;
      step.inputOff = layout.input(p);
      return;
    }
    kernels.multiplyColumns(
        below.transposed(),
        below.start(t, slot),
        values,
        layout.input(p),
        ZEROS,
        0,
        0,
        input,
        0,
        step.rows,
        layout.inputs(),
        gates.width(p));
    step.input = input;
    step.inputOff = 0;
  }

  /** Starts the way back. */
  void beginBackward() {
    Arrays.fill(carry, 0f);
  }

  /**
   * Step t backward, from the whole gradient of its states in {@link #dh}: adds to the gradient of
   * the parameters and gives the layer below its part.
   */
  void backward(PrefixTree tree, int t, float[] gradient) {
    step.rows = tree.states[t];
    for (int p = 0; p < gates.count(); p++) {
      moveTo(tree, t, p);
      step.statePreviousOff = t * units + unitOff[p];
      step.gatesOff = t * gatesWide + gates.start(p) * ROWS;
      step.stateOff = (t + 1) * units + unitOff[p];
      step.activatedOff = t * units + unitOff[p];
      step.hOff = step.stateOff;
      step.dhOff = unitOff[p];
      step.dGatesOff = gates.start(p) * ROWS;
      kernels.backward(step);
      gradientOfInput(t, p, gradient);
    }
    if (below != null) {
      gradientBelow(t);
    }
    if (t > 0) {
      for (int p = 0; p < gates.count(); p++) {
        gradientOfRecurrent(tree, t, p, gradient);
      }
      foldCarry(tree, t);
    }
  }

  private void gradientOfInput(int t, int p, float[] gradient) {
    int width = gates.width(p);
    int[] rows = below == null ? step.inputRow : ALL_ZERO;
    int rowsOff = below == null ? step.inputRowOff : 0;
    int to = below == null ? layout.input(p) : layout.inputBias() + gates.start(p);
    kernels.scatterAdd(dGates, step.dGatesOff, rows, rowsOff, gradient, to, width, step.rows);
    if (below != null) {
      kernels.multiplyRows(
          below.transposed(),
          below.start(t, t + 1),
          ROWS,
          dGates,
          step.dGatesOff,
          gradient,
          layout.input(p),
          layout.inputs(),
          step.rows,
          width);
    }
  }

  private void gradientBelow(int t) {
    float[] to = below.beginGradient();
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        kernels.multiplyRows(
            dGates,
            gates.start(p) * ROWS,
            gates.width(p),
            weights.input(),
            weights.start(j, p),
            to,
            panels.start(j) * ROWS,
            step.rows,
            gates.width(p),
            panels.width(j));
      }
    }
    below.endGradient(t);
  }

  private void gradientOfRecurrent(PrefixTree tree, int t, int p, float[] gradient) {
    int width = gates.width(p);
    int from = gates.start(p) * ROWS;
    kernels.fold(dGates, from, tree.parent, t * ROWS, width, step.rows);
    kernels.multiplyRows(
        hTransposed,
        t * units,
        ROWS,
        dGates,
        from,
        gradient,
        layout.recurrent(p),
        numHiddens,
        tree.states[t - 1],
        width);
  }

  private void foldCarry(PrefixTree tree, int t) {
    if (cell == Cell.RNN) {
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      kernels.fold(
          carry, panels.start(j) * ROWS, tree.parent, t * ROWS, panels.width(j), step.rows);
    }
  }

  /** Adds to {@link #dh} what reaches the states of step t from step t + 1. */
  void addRecurrentGradient(PrefixTree tree, int t) {
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        kernels.multiplyRows(
            dGates,
            gates.start(p) * ROWS,
            gates.width(p),
            weights.recurrent(),
            weights.start(j, p),
            dh,
            panels.start(j) * ROWS,
            tree.states[t],
            gates.width(p),
            panels.width(j));
      }
    }
  }

  private void moveTo(PrefixTree tree, int t, int p) {
    step.units = gates.units(p);
    step.width = gates.width(p);
    step.stride = strides[p];
    step.parent = tree.parent;
    step.parentOff = t * ROWS;
    if (below == null) {
      step.inputRow = tree.token;
      step.inputRowOff = t * ROWS;
    } else {
      step.inputRow = IDENTITY;
      step.inputRowOff = 0;
    }
  }
}
