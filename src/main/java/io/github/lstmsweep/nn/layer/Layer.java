package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.GatePanels;
import io.github.lstmsweep.nn.parameter.KernelLayerWeights;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.LayerLayout;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.nn.parameter.StateSlots;
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
 *
 * <p>Where the hidden units fill panels of 64, products read the states by rows and those of the
 * gradient read the same panel as its transpose; elsewhere, and for the layer above, states are
 * stored transposed too.
 */
public final class Layer {
  /** Floats per state for a kernel's candidates of one panel. */
  private static final int CANDIDATES = 16;

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
  private final KernelLayerWeights weights;
  private final GatePanels gates;
  private final Panels panels;
  private final DenseInput dense; // null where it reads tokens
  private final LayerInput below; // null in the first layer
  private final Cell cell;
  private final int numHiddens;
  private final int numSteps;
  private final int units; // floats of one slot of units
  private final int gatesWide; // floats of one slot of gates
  private final int[] unitOff; // where a gate panel's units begin in a slot of units
  private final int[] strides; // width of the panel of units that they are in

  // Where the layer's arrays lie in the tile's.
  private final Arena arena;
  private final int h; // [T + 1] panels of [R][width]
  private final int hTransposed; // [transposed][H'][R]
  private final int gatesOfSteps; // [T] panels of [R][width]
  private final int state; // [T + 1] panels of [R][width]
  private final int activated; // [T] panels of [R][width]
  private final int recurrent; // one panel
  private final int input; // one panel
  private final int dGates; // of one step, panels of [R][width]
  private final int dh; // of one step, panels of [R][width]
  private final int carry; // of one step, panels of [R][width]
  private final int kept; // slots of h by rows and tanh c; those of other steps are made anew
  private final boolean byRows; // products read h by rows
  private final int transposed; // slots of h transposed
  private final CellStep step = new CellStep();

  public Layer(
      Kernels kernels, Parameters parameters, KernelWeights packed, int layer, Place place) {
    this.kernels = kernels;
    this.values = parameters.values();
    this.parameters = parameters.layout();
    this.layout = this.parameters.layer(layer);
    this.weights = packed.layer(layer);
    this.gates = layout.gates();
    this.panels = this.parameters.panels();
    this.dense = place.input();
    this.below = dense instanceof LayerInput layerBelow ? layerBelow : null;
    Architecture architecture = this.parameters.architecture();
    this.cell = architecture.cell();
    this.numHiddens = architecture.numHiddens();
    units = this.parameters.paddedHiddens() * ROWS;
    gatesWide = gates.start(gates.count()) * ROWS;
    unitOff = new int[gates.count()];
    strides = new int[gates.count()];
    for (int p = 0; p < gates.count(); p++) {
      int j = panels.of(gates.unitStart(p));
      unitOff[p] = panels.start(j) * ROWS + gates.unitStart(p) - panels.start(j);
      strides[p] = panels.width(j);
    }
    boolean tanh = architecture.hiddenActivation() == HiddenActivation.TANH;
    arena = place.arena();
    recurrent = arena.take(ROWS * ROWS);
    step.recurrentOff = recurrent;
    input = arena.take(dense == null ? 0 : ROWS * ROWS);
    step.candidatesOff = arena.take(ROWS * CANDIDATES);
    dGates = arena.take(gatesWide + OVERHANG);
    dh = arena.take(units);
    carry = arena.take(units);
    numSteps = place.numSteps();
    long steps = numSteps;
    StateSlots slots = StateSlots.of(architecture, numSteps, place.stepsOfOutput());
    byRows = slots.byRows();
    kept = slots.steps();
    transposed = slots.transposed();
    h = arena.take((long) kept * units);
    hTransposed = arena.take((long) transposed * units);
    gatesOfSteps = arena.take(cell.hasCarry() ? steps * gatesWide + OVERHANG : 0);
    state = cell.hasContent() ? arena.take((steps + 1) * units) : h;
    activated = arena.take(cell.hasContent() && tanh ? (long) kept * units : 0);
    step.cell = cell;
    step.activation = architecture.hiddenActivation();
  }

  /**
   * Floats that a layer takes in the array of its tile, up to the rounding of each place.
   *
   * @param numSteps of the longest window, T
   * @param readsTokens whether it reads tokens, and not numbers or the layer below
   */
  public static long floats(
      Architecture architecture, int numSteps, int stepsOfOutput, boolean readsTokens) {
    GatePanels gates = new GatePanels(architecture.cell(), architecture.numHiddens());
    long columns = gates.start(gates.count());
    long units = Panels.padded(architecture.numHiddens());
    StateSlots slots = StateSlots.of(architecture, numSteps, stepsOfOutput);
    long products = (readsTokens ? 1L : 2L) * ROWS;
    long ofOneStep = products + CANDIDATES + columns + 2 * units;
    long gatesOfSteps = architecture.cell().hasCarry() ? numSteps * columns : 0;
    return ROWS * (ofOneStep + gatesOfSteps + slots.all(architecture, numSteps) * units);
  }

  /** Takes the tile's array, once every layer has its places there. */
  public void begin() {
    step.floats = arena.floats();
  }

  /**
   * Where a layer stands.
   *
   * @param numSteps T
   * @param stepsOfOutput steps that the output takes at once on the way back
   * @param input what it reads; null for tokens
   * @param arena where its arrays lie
   */
  public record Place(int numSteps, int stepsOfOutput, DenseInput input, Arena arena) {}

  /** The array that its arrays lie in. */
  float[] floats() {
    return arena.floats();
  }

  /** Start of a slot of hidden states by rows, panels of [R][width]. */
  int h(int slot) {
    return h + slot % kept * units;
  }

  /** Start of a slot of hidden states transposed, [H'][R]; where there are any. */
  int hTransposed(int slot) {
    return hTransposed + slot % transposed * units;
  }

  /** Whether there are hidden states transposed for the output. */
  boolean hasTransposed() {
    return transposed > 0;
  }

  /**
   * Start of the gradient of one step's hidden states, panels of [R][width]: what is above writes
   * it, then the step after adds.
   */
  public int dh() {
    return dh;
  }

  /** Floats of the states of one step. */
  public int units() {
    return units;
  }

  /** Step t from the states in slot {@code previous} to those in {@code slot}. */
  public void forward(PrefixTree tree, int t, int previous, int slot) {
    float[] floats = arena.floats();
    int before = t == 0 ? 1 : tree.states[t - 1];
    step.rows = tree.states[t];
    for (int p = 0; p < gates.count(); p++) {
      int width = gates.width(p);
      if (byRows) {
        multiplyByRows(previous, p, before, t == 0);
      } else {
        // In the first step, whose states are zero, nothing but the biases.
        kernels.multiplyColumns(
            floats,
            hTransposed(previous),
            values,
            layout.recurrent(p),
            weights.floats(),
            weights.bias(p),
            0,
            floats,
            recurrent,
            before,
            t == 0 ? 0 : numHiddens,
            width,
            gates.recurrentColumns(p));
      }
      moveTo(tree, t, previous, slot, p);
      read(t, slot, p);
      kernels.forward(step);
      if (!byRows) {
        transpose(p, slot);
      }
    }
  }

  private void multiplyByRows(int previous, int p, int before, boolean first) {
    float[] floats = arena.floats();
    int width = gates.width(p);
    for (int j = 0; j < panels.count(); j++) {
      kernels.multiplyRows(
          floats,
          h(previous) + panels.start(j) * ROWS,
          ROWS,
          values,
          layout.recurrent(p) + panels.start(j) * width,
          j == 0 ? weights.floats() : floats,
          j == 0 ? weights.bias(p) : recurrent,
          j == 0 ? 0 : width,
          floats,
          recurrent,
          before,
          first ? 0 : panels.width(j),
          width,
          gates.recurrentColumns(p));
    }
  }

  /** Takes gate panel p's units of the states that {@link #moveTo} found to those transposed. */
  private void transpose(int p, int slot) {
    kernels.transpose(
        arena.floats(),
        step.hOff,
        step.stride,
        step.units,
        arena.floats(),
        hTransposed(slot) + gates.unitStart(p) * ROWS,
        step.rows);
  }

  /** Transposes the states of step t for an output that takes several steps. */
  public void transposeForOutput(PrefixTree tree, int t, int slot) {
    if (!byRows || transposed == 0) {
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      kernels.transpose(
          arena.floats(),
          h(slot) + panels.start(j) * ROWS,
          panels.width(j),
          panels.width(j),
          arena.floats(),
          hTransposed(slot) + panels.start(j) * ROWS,
          tree.states[t]);
    }
  }

  /** What panel p reads: a row of the table for each token, or a product with numbers. */
  private void read(int t, int slot, int p) {
    if (dense == null) {
      step.input = values;
      step.inputOff = layout.input(p);
      return;
    }
    kernels.multiplyColumns(
        arena.floats(),
        dense.start(t, slot),
        values,
        layout.input(p),
        ZEROS,
        0,
        0,
        arena.floats(),
        input,
        step.rows,
        layout.inputs(),
        gates.width(p),
        gates.width(p));
    step.input = arena.floats();
    step.inputOff = input;
  }

  /** The largest |h| among the first {@code rows} states of a slot, padding (0) included. */
  public float largestH(int slot, int rows) {
    return largest(h(slot), rows);
  }

  /** The largest |c| likewise; 0 where the cell has none. */
  public float largestC(int slot, int rows) {
    return cell.hasContent() ? largest(state + slot * units, rows) : 0;
  }

  private float largest(int from, int rows) {
    float largest = 0;
    for (int j = 0; j < panels.count(); j++) {
      int panel = from + panels.start(j) * ROWS;
      int n = rows * panels.width(j);
      largest = Math.max(largest, kernels.largest(arena.floats(), panel, n));
    }
    return largest;
  }

  /**
   * Makes anew what the way back from step {@code end - 1} to step {@code begin} reads by rows and
   * was not kept: the states that these steps made and, where products read them by rows, those
   * before them. The last steps' are still there.
   *
   * @param steps of the windows
   */
  public void recall(PrefixTree tree, int begin, int end, int steps) {
    if (kept > numSteps || end == steps) {
      return;
    }
    int before = byRows ? 1 : 0;
    for (int t = Math.max(0, begin - before); t < end - before; t++) {
      step.rows = tree.states[t];
      for (int p = 0; p < gates.count(); p++) {
        moveTo(tree, t, t, t + 1, p);
        kernels.recall(step);
      }
    }
  }

  /** Starts the way back. */
  public void beginBackward() {
    Arrays.fill(arena.floats(), carry, carry + units, 0f);
  }

  /**
   * Step t backward, from the whole gradient of its states in {@link #dh}: adds to the gradient of
   * the parameters and gives the layer below its part.
   */
  public void backward(PrefixTree tree, int t, Gradient gradient) {
    step.rows = tree.states[t];
    for (int p = 0; p < gates.count(); p++) {
      moveTo(tree, t, t, t + 1, p);
      step.dhOff = dh + unitOff[p];
      step.carryOff = carry + unitOff[p];
      step.dGatesOff = dGates(p);
      if (dense == null && t > 0) {
        step.inputGradient = gradient.floats();
        step.inputGradientOff = gradient.at(layout.input(p));
        kernels.backwardToParents(step);
      } else {
        kernels.backward(step);
        gradientOfInput(t, p, gradient);
      }
    }
    if (below != null) {
      gradientBelow(t);
    }
    if (t > 0) {
      for (int p = 0; p < gates.count(); p++) {
        gradientOfRecurrent(tree, t, p, gradient);
      }
      if (dense != null) {
        foldCarry(tree, t);
      }
    }
  }

  private void gradientOfInput(int t, int p, Gradient gradient) {
    int width = gates.width(p);
    int[] rows = dense == null ? step.inputRow : ALL_ZERO;
    int rowsOff = dense == null ? step.inputRowOff : 0;
    int to = dense == null ? layout.input(p) : layout.inputBias() + gates.start(p);
    kernels.scatterAdd(
        arena.floats(),
        step.dGatesOff,
        rows,
        rowsOff,
        gradient.floats(),
        gradient.at(to),
        width,
        step.rows);
    if (dense != null) {
      kernels.addRows(
          arena.floats(),
          dense.start(t, t + 1),
          ROWS,
          arena.floats(),
          step.dGatesOff,
          gradient.floats(),
          gradient.at(layout.input(p)),
          layout.inputs(),
          step.rows,
          width);
    }
  }

  private void gradientBelow(int t) {
    int to = below.beginGradient();
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        kernels.addRows(
            arena.floats(),
            dGates(p),
            gates.width(p),
            weights.floats(),
            weights.input(j, p),
            arena.floats(),
            to + panels.start(j) * ROWS,
            step.rows,
            gates.width(p),
            panels.width(j));
      }
    }
    below.endGradient(t);
  }

  private void gradientOfRecurrent(PrefixTree tree, int t, int p, Gradient gradient) {
    int width = gates.width(p);
    float[] floats = arena.floats();
    int from = dGates(p);
    if (dense != null && tree.branches(t)) {
      kernels.fold(floats, from, tree.parent, t * ROWS, width, width, step.rows);
    }
    if (byRows) {
      gradientByRows(tree, t, p, gradient);
      return;
    }
    int to = gradient.at(layout.recurrent(p));
    kernels.multiplyRows(
        floats,
        hTransposed(t),
        ROWS,
        floats,
        from,
        gradient.floats(),
        to,
        width,
        gradient.floats(),
        to,
        numHiddens,
        tree.states[t - 1],
        width,
        gates.recurrentColumns(p));
  }

  /** The same from the states by rows: 64 units of 64 rows are a lane matrix of their transpose. */
  private void gradientByRows(PrefixTree tree, int t, int p, Gradient gradient) {
    int width = gates.width(p);
    float[] floats = arena.floats();
    for (int j = 0; j < panels.count(); j++) {
      int to = gradient.at(layout.recurrent(p) + panels.start(j) * width);
      kernels.multiplyColumns(
          floats,
          h(t) + panels.start(j) * ROWS,
          floats,
          dGates(p),
          gradient.floats(),
          to,
          width,
          gradient.floats(),
          to,
          panels.width(j),
          tree.states[t - 1],
          width,
          gates.recurrentColumns(p));
    }
  }

  private void foldCarry(PrefixTree tree, int t) {
    if (!cell.hasCarry() || !tree.branches(t)) {
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      kernels.fold(
          arena.floats(),
          carry + panels.start(j) * ROWS,
          tree.parent,
          t * ROWS,
          panels.width(j),
          panels.width(j),
          step.rows);
    }
  }

  /** Adds to {@link #dh} what reaches the states of step t from step t + 1. */
  public void addRecurrentGradient(PrefixTree tree, int t) {
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        kernels.addRows(
            arena.floats(),
            dGates(p),
            gates.width(p),
            weights.floats(),
            weights.recurrent(j, p),
            arena.floats(),
            dh + panels.start(j) * ROWS,
            tree.states[t],
            gates.recurrentColumns(p),
            panels.width(j));
      }
    }
  }

  /** Start of gate panel p's gradients. */
  private int dGates(int p) {
    return dGates + gates.start(p) * ROWS;
  }

  private void moveTo(PrefixTree tree, int t, int previous, int slot, int p) {
    step.statePreviousOff = state + previous * units + unitOff[p];
    step.gatesOff = gatesOfSteps + (slot - 1) * gatesWide + gates.start(p) * ROWS;
    step.stateOff = state + slot * units + unitOff[p];
    step.activatedOff = activated + slot % kept * units + unitOff[p];
    step.hOff = h(slot) + unitOff[p];
    step.units = gates.units(p);
    step.width = gates.width(p);
    step.stride = strides[p];
    step.parent = tree.parent;
    step.parentOff = t * ROWS;
    if (dense == null) {
      step.inputRow = tree.token;
      step.inputRowOff = t * ROWS;
    } else {
      step.inputRow = IDENTITY;
      step.inputRowOff = 0;
    }
  }
}
