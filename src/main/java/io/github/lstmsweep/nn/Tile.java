package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Kernels.Shape;
import io.github.lstmsweep.nn.kernel.LstmBlock;
import java.util.Arrays;

/**
 * Up to 64 windows of a minibatch on their way forward and backward through the network, with their
 * activations and the gradient they give. R = 64 rows, T = num_steps, P = blocks of 16 hidden
 * units.
 *
 * <p>The output layer of a step runs in the backward loop just before the step's own backward, so
 * that logits and the gradient of a hidden state exist for one step of one tile at a time. Hidden
 * states are kept twice: by rows for the gradient of the output weights, and transposed, since
 * every other product reads them with rows along a constant stride.
 */
final class Tile {
  private final Kernels kernels;
  private final Parameters parameters;
  private final ParameterLayout layout;
  private final Panels panels;
  private final PackedWeights weights;
  private final int numSteps;

  /** Token ids, [T][R]; the targets are the next tokens. */
  final int[] inputs;

  final int[] targets;

  private final float[] gates; // [T][P][R][64]
  private final float[] c; // [T + 1][P][R][16], the first of zeros
  private final float[] tanhC; // [T][P][R][16]
  private final float[] h; // [T] panels of [R][width]
  private final float[] hTransposed; // [T][16P][R]
  private final float[] dh; // panels of [R][width]
  private final float[] dc; // [P][R][16]
  private final LstmBlock block = new LstmBlock();

  private final Output output;

  /** The gradient of this tile's share of the loss, stored like the parameters. */
  final float[] gradient;

  private final Shape[] recurrentShapes = new Shape[ROWS + 1];

  Tile(Kernels kernels, Parameters parameters, PackedWeights weights, int numSteps) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.layout = parameters.layout();
    this.panels = parameters.panels();
    this.weights = weights;
    this.numSteps = numSteps;
    int units = layout.paddedHiddens() * ROWS;
    inputs = new int[numSteps * ROWS];
    targets = new int[numSteps * ROWS];
    gates = new float[Math.multiplyExact(numSteps, 4 * units)];
    c = new float[(numSteps + 1) * units];
    tanhC = new float[numSteps * units];
    h = new float[numSteps * units];
    hTransposed = new float[numSteps * units];
    dh = new float[units];
    dc = new float[units];
    gradient = new float[layout.length()];
    output = new Output(kernels, parameters, weights);
    block.gates = gates;
    block.c = c;
    block.tanhC = tanhC;
    block.h = h;
    block.dh = dh;
    block.dc = dc;
  }

  /**
   * The sum of the losses of all tokens of the first {@code rows} windows, nats.
   *
   * <p>States alternate between two places, so that a validation pass stays in the cache.
   */
  double loss(int rows) {
    double loss = 0;
    for (int t = 0; t < numSteps; t++) {
      int slot = t & 1;
      step(t, slot, 1 - slot, rows);
      loss +=
          output.loss(hTransposed, slot * layout.paddedHiddens() * ROWS, targets, t * ROWS, rows);
    }
    return loss;
  }

  /** The same sum, leaving in {@link #gradient} the gradient of {@code scale} times it. */
  double lossAndGradient(int rows, float scale) {
    for (int t = 0; t < numSteps; t++) {
      step(t, t, t - 1, rows);
    }
    Arrays.fill(gradient, 0f);
    Arrays.fill(dc, 0f);
    output.begin();
    double loss = 0;
    int units = layout.paddedHiddens() * ROWS;
    for (int t = numSteps - 1; t >= 0; t--) {
      loss += output.loss(hTransposed, t * units, targets, t * ROWS, rows);
      output.backward(targets, t * ROWS, rows, scale);
      output.gradientOfWeights(h, t * units, rows, gradient);
      Arrays.fill(dh, 0f);
      output.gradientOfStates(dh, rows);
      if (t + 1 < numSteps) {
        recurrentGradient(t + 1, rows);
      }
      stepBackward(t, rows);
    }
    output.end(gradient, rows);
    gradientOfBias();
    return loss;
  }

  /** Step t from the state in slot {@code previous} to that in {@code slot}. */
  private void step(int t, int slot, int previous, int rows) {
    int units = layout.paddedHiddens() * ROWS;
    float[] w = parameters.values();
    Shape shape = recurrentShape(rows);
    for (int p = 0; p < layout.blocks(); p++) {
      int panel = (slot * layout.blocks() + p) * ROWS * GATE_PANEL;
      kernels.gather(weights.inputs, layout.input(p), inputs, t * ROWS, gates, panel, rows);
      if (t > 0) {
        kernels.multiplyColumns(
            hTransposed, previous * units, w, layout.recurrent(p), gates, panel, shape);
      }
      moveTo(p, slot, t == 0 ? 0 : previous + 1, slot + 1);
      kernels.lstmForward(block, rows);
      kernels.transpose(
          h, block.hOff, block.stride, hTransposed, slot * units + p * BLOCK * ROWS, rows);
    }
  }

  /** dh += gradient of the gates of step t, through the recurrent weights. */
  private void recurrentGradient(int t, int rows) {
    int gatesWide = layout.blocks() * GATE_PANEL;
    for (int j = 0; j < panels.count(); j++) {
      Shape shape = new Shape(rows, GATE_PANEL, panels.width(j));
      for (int p = 0; p < layout.blocks(); p++) {
        kernels.multiplyRows(
            gates,
            (t * layout.blocks() + p) * ROWS * GATE_PANEL,
            GATE_PANEL,
            weights.transposed,
            gatesWide * panels.start(j) + p * GATE_PANEL * panels.width(j),
            dh,
            ROWS * panels.start(j),
            shape);
      }
    }
  }

  private void stepBackward(int t, int rows) {
    int units = layout.paddedHiddens() * ROWS;
    Shape shape = new Shape(layout.paddedHiddens(), rows, GATE_PANEL);
    for (int p = 0; p < layout.blocks(); p++) {
      moveTo(p, t, t, t + 1);
      block.hOff -= t * units; // dh holds one step
      kernels.lstmBackward(block, rows);
      int panel = block.gatesOff;
      kernels.scatterAdd(gates, panel, inputs, t * ROWS, gradient, layout.input(p), rows);
      if (t > 0) {
        kernels.multiplyRows(
            hTransposed, (t - 1) * units, ROWS, gates, panel, gradient, layout.recurrent(p), shape);
      }
    }
  }

  /** Every token has one row of the input table, so the bias's gradient is the sum over rows. */
  private void gradientOfBias() {
    for (int p = 0; p < layout.blocks(); p++) {
      int bias = layout.bias() + p * GATE_PANEL;
      for (int v = 0; v < layout.vocabSize(); v++) {
        int row = layout.input(p) + v * GATE_PANEL;
        for (int n = 0; n < GATE_PANEL; n++) {
          gradient[bias + n] += gradient[row + n];
        }
      }
    }
  }

  private void moveTo(int p, int slot, int cPrevious, int cNext) {
    int unitsOfBlock = ROWS * BLOCK;
    int blocks = layout.blocks();
    int j = panels.of(p * BLOCK);
    block.gatesOff = (slot * blocks + p) * ROWS * GATE_PANEL;
    block.cPreviousOff = (cPrevious * blocks + p) * unitsOfBlock;
    block.cOff = (cNext * blocks + p) * unitsOfBlock;
    block.tanhCOff = (slot * blocks + p) * unitsOfBlock;
    block.dcOff = p * unitsOfBlock;
    block.stride = panels.width(j);
    block.hOff =
        slot * blocks * unitsOfBlock + ROWS * panels.start(j) + p * BLOCK - panels.start(j);
  }

  private Shape recurrentShape(int rows) {
    if (recurrentShapes[rows] == null) {
      recurrentShapes[rows] = new Shape(rows, layout.numHiddens(), GATE_PANEL);
    }
    return recurrentShapes[rows];
  }
}
