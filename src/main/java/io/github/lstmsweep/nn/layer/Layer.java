package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.kernel.Product;
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
 * Computes one recurrent layer of a tile. It holds the activations of all steps, and passes forward
 * and backward one step at a time. R = 64 rows, T = num_steps, H' = hidden units rounded up to 16.
 *
 * <p>Slot 0 of the states is the zero state before the first step, and slot t + 1 holds the states
 * after step t. A pass that needs no gradient alternates between two slots, which stay in the
 * cache. A step multiplies the rows of the previous states, which are fewer than its own. Its
 * backward sums the gradients of a state's successors before it multiplies them.
 *
 * <p>If the hidden units fill panels of 64, products read the states by rows. The products of the
 * gradient then read the same panel as its transpose. If they do not, and for the layer above, the
 * states are also stored transposed.
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
  private final DenseInput dense; // null if it reads tokens
  private final LayerInput below; // null in the first layer
  private final Cell cell;
  private final int numHiddens;
  private final int numSteps;
  private final int units; // floats of one slot of units
  private final int gatesWide; // floats of one slot of gates
  private final int[] unitOff; // starts of the gate panels' units in a slot of units
  private final int[] strides; // width of the panel of units that they are in

  // Starts of the layer's arrays in the tile's array.
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
  private final int kept; // slots of h by rows and tanh c; the rest is made again
  private final boolean byRows; // products read h by rows
  private final int transposed; // slots of h transposed
  private final CellStep step = new CellStep();
  private final Matrix panel = new Matrix(); // of states or their gradients, of one step

  // The products. Operands that do not change are set once: by gate panel p and panel of units j.
  private Product[][] preactivations; // [p][j] of the states; one for all j if not by rows
  private Product[] preactivationsOfInput; // [p], if the input is numbers
  private Product[][] recurrentGradients; // [p][j], as the first
  private Product[] inputGradients; // [p], if the input is numbers
  private Product[][] stateGradients; // [j][p]
  private Product[][] gradientsBelow; // [j][p], if a layer is below

  /** The layer {@code layer} of a network, counted from 0, with these parameters. */
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
    recurrent = arena.take(ROWS * PANEL);
    step.recurrentOff = recurrent;
    input = arena.take(dense == null ? 0 : ROWS * PANEL);
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
   * The floats that a layer takes in the array of its tile, up to the rounding of each place.
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

  /** Takes the tile's array, after every layer has its places in it. */
  public void begin() {
    step.floats = arena.floats();
    preactivations = byRows ? preactivationsByRows() : preactivationsByColumns();
    recurrentGradients = recurrentGradients();
    stateGradients = new Product[panels.count()][gates.count()];
    gradientsBelow = new Product[below == null ? 0 : panels.count()][gates.count()];
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        stateGradients[j][p] =
            throughGates(p, j)
                .b(weights.floats(), weights.recurrent(j, p))
                .addTo(arena.floats(), dh + panels.start(j) * ROWS);
        if (below != null) {
          gradientsBelow[j][p] =
              throughGates(p, j).b(weights.floats(), weights.input(j, p)).addTo(arena.floats(), 0);
        }
      }
    }
    if (dense != null) {
      placeProductsOfInput();
    }
  }

  /**
   * The products of the previous states, transposed, with the recurrent weights; they start from
   * the biases.
   */
  private Product[][] preactivationsByColumns() {
    float[] floats = arena.floats();
    Product[][] products = new Product[gates.count()][1];
    for (int p = 0; p < gates.count(); p++) {
      products[p][0] =
          new Product()
              .panel(gates.width(p), gates.recurrentColumns(p))
              .a(floats, hTransposed, ROWS)
              .b(values, layout.recurrent(p))
              .start(weights.floats(), weights.bias(p), 0)
              .c(floats, recurrent);
    }
    return products;
  }

  /**
   * The products of the previous states, panel by panel: each but the first adds to the one before.
   */
  private Product[][] preactivationsByRows() {
    float[] floats = arena.floats();
    Product[][] products = new Product[gates.count()][panels.count()];
    for (int p = 0; p < gates.count(); p++) {
      int width = gates.width(p);
      for (int j = 0; j < panels.count(); j++) {
        products[p][j] =
            new Product()
                .panel(width, gates.recurrentColumns(p))
                .a(floats, h, ROWS)
                .b(values, layout.recurrent(p) + panels.start(j) * width)
                .addTo(floats, recurrent);
      }
      products[p][0].start(weights.floats(), weights.bias(p), 0);
    }
    return products;
  }

  /** The products of the previous states with the gradient of the gates. */
  private Product[][] recurrentGradients() {
    float[] floats = arena.floats();
    Product[][] products = new Product[gates.count()][byRows ? panels.count() : 1];
    for (int p = 0; p < gates.count(); p++) {
      for (int j = 0; j < products[p].length; j++) {
        products[p][j] =
            new Product()
                .panel(gates.width(p), gates.recurrentColumns(p))
                .a(floats, byRows ? h : hTransposed, ROWS)
                .b(floats, dGates(p));
      }
    }
    return products;
  }

  /** The product of gate panel p's gradient with the weights whose columns are panel j's units. */
  private Product throughGates(int p, int j) {
    return new Product().panel(panels.width(j)).a(arena.floats(), dGates(p), gates.width(p));
  }

  private void placeProductsOfInput() {
    float[] floats = arena.floats();
    preactivationsOfInput = new Product[gates.count()];
    inputGradients = new Product[gates.count()];
    for (int p = 0; p < gates.count(); p++) {
      preactivationsOfInput[p] =
          new Product()
              .panel(gates.width(p))
              .a(floats, 0, ROWS)
              .b(values, layout.input(p))
              .start(ZEROS, 0, 0)
              .c(floats, input);
      inputGradients[p] =
          new Product().panel(gates.width(p)).a(floats, 0, ROWS).b(floats, dGates(p));
    }
  }

  /**
   * The place of a layer in its network.
   *
   * @param numSteps T
   * @param stepsOfOutput steps that the output takes at once on the way back
   * @param input of the layer; null for tokens
   * @param arena contains the layer's arrays
   */
  public record Place(int numSteps, int stepsOfOutput, DenseInput input, Arena arena) {}

  /** The array that contains the layer's arrays. */
  float[] floats() {
    return arena.floats();
  }

  /** Start of a slot of hidden states by rows, panels of [R][width]. */
  int h(int slot) {
    return h + slot % kept * units;
  }

  /** Start of a slot of hidden states transposed, [H'][R]; only if there are any. */
  int hTransposed(int slot) {
    return hTransposed + slot % transposed * units;
  }

  /** Whether there are hidden states transposed for the output. */
  boolean hasTransposed() {
    return transposed > 0;
  }

  /**
   * Start of the gradient of one step's hidden states, panels of [R][width]. The layer above writes
   * it, then the next step adds to it.
   */
  public int dh() {
    return dh;
  }

  /** Floats of the states of one step. */
  public int units() {
    return units;
  }

  /** Computes step t, from the states in slot {@code previous} to those in {@code slot}. */
  public void forward(PrefixTree tree, int t, int previous, int slot) {
    int before = t == 0 ? 1 : tree.states[t - 1];
    step.rows = tree.states[t];
    for (int p = 0; p < gates.count(); p++) {
      multiplyStates(previous, p, before, t == 0);
      moveTo(tree, t, previous, slot, p);
      read(t, slot, p);
      kernels.forward(step);
      if (!byRows) {
        kernels.transpose(step.h(), arena.floats(), hTransposed(slot) + gates.unitStart(p) * ROWS);
      }
    }
  }

  /**
   * Adds the products of the previous states. In the first step they are zero, so only the biases
   * remain.
   */
  private void multiplyStates(int previous, int p, int before, boolean first) {
    if (!byRows) {
      int terms = first ? 0 : numHiddens;
      kernels.multiplyColumns(preactivations[p][0].a(hTransposed(previous)), before, terms);
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      int terms = first ? 0 : panels.width(j);
      int states = h(previous) + panels.start(j) * ROWS;
      kernels.multiplyRows(preactivations[p][j].a(states), before, terms);
    }
  }

  /** Transposes the states of step t for an output that takes several steps. */
  public void transposeForOutput(PrefixTree tree, int t, int slot) {
    if (!byRows || transposed == 0) {
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      panel
          .at(arena.floats(), h(slot) + panels.start(j) * ROWS)
          .shape(tree.states[t], panels.width(j));
      kernels.transpose(panel, arena.floats(), hTransposed(slot) + panels.start(j) * ROWS);
    }
  }

  /** Sets the input of panel p: a row of the table for each token, or a product with numbers. */
  private void read(int t, int slot, int p) {
    if (dense == null) {
      step.input = values;
      step.inputOff = layout.input(p);
      return;
    }
    Product product = preactivationsOfInput[p].a(dense.start(t, slot));
    kernels.multiplyColumns(product, step.rows, layout.inputs());
    step.input = arena.floats();
    step.inputOff = input;
  }

  /** The largest |h| among the first {@code rows} states of a slot, padding (0) included. */
  public float largestH(int slot, int rows) {
    return largest(h(slot), rows);
  }

  /** The largest |c| among the first {@code rows} states of a slot; 0 if the cell has no c. */
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
   * Computes again the states that the way back reads by rows and that were not kept. The way back
   * goes from step {@code end - 1} to step {@code begin}. It reads the states of these steps, and
   * the states before them if products read by rows. Those of the last steps are still there.
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
   * Computes step t backward, from the whole gradient of its states in {@link #dh}. Adds to the
   * gradient of the parameters, and passes the layer below its part.
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
    if (dense == null) {
      int to = gradient.at(layout.input(p));
      kernels.scatterAdd(step.dGates(), step.inputRow, step.inputRowOff, gradient.floats(), to);
      return;
    }
    int bias = gradient.at(layout.inputBias() + gates.start(p));
    kernels.scatterAdd(step.dGates(), ALL_ZERO, 0, gradient.floats(), bias);
    Product product =
        inputGradients[p]
            .a(dense.start(t, t + 1))
            .addTo(gradient.floats(), gradient.at(layout.input(p)));
    kernels.multiplyRows(product, layout.inputs(), step.rows);
  }

  private void gradientBelow(int t) {
    int to = below.beginGradient();
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        Product product = gradientsBelow[j][p].addTo(to + panels.start(j) * ROWS);
        kernels.multiplyRows(product, step.rows, gates.width(p));
      }
    }
    below.endGradient(t);
  }

  private void gradientOfRecurrent(PrefixTree tree, int t, int p, Gradient gradient) {
    if (dense != null && tree.branches(t)) {
      panel.at(arena.floats(), dGates(p)).shape(step.rows, gates.width(p));
      kernels.fold(panel, tree.parent, t * ROWS);
    }
    if (byRows) {
      gradientByRows(tree, t, p, gradient);
      return;
    }
    Product product =
        recurrentGradients[p][0]
            .a(hTransposed(t))
            .addTo(gradient.floats(), gradient.at(layout.recurrent(p)));
    kernels.multiplyRows(product, numHiddens, tree.states[t - 1]);
  }

  /**
   * Computes the gradient from the states by rows: 64 units of 64 rows are a lane matrix of their
   * transpose.
   */
  private void gradientByRows(PrefixTree tree, int t, int p, Gradient gradient) {
    for (int j = 0; j < panels.count(); j++) {
      int to = gradient.at(layout.recurrent(p) + panels.start(j) * gates.width(p));
      Product product =
          recurrentGradients[p][j].a(h(t) + panels.start(j) * ROWS).addTo(gradient.floats(), to);
      kernels.multiplyColumns(product, panels.width(j), tree.states[t - 1]);
    }
  }

  private void foldCarry(PrefixTree tree, int t) {
    if (!cell.hasCarry() || !tree.branches(t)) {
      return;
    }
    for (int j = 0; j < panels.count(); j++) {
      panel.at(arena.floats(), carry + panels.start(j) * ROWS).shape(step.rows, panels.width(j));
      kernels.fold(panel, tree.parent, t * ROWS);
    }
  }

  /** Adds the gradient that comes from step t + 1 to {@link #dh}, for the states of step t. */
  public void addRecurrentGradient(PrefixTree tree, int t) {
    for (int j = 0; j < panels.count(); j++) {
      for (int p = 0; p < gates.count(); p++) {
        kernels.multiplyRows(stateGradients[j][p], tree.states[t], gates.recurrentColumns(p));
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
