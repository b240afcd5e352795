package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.Kernels.STRIP;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Arrays;

/**
 * The output layer of a tile, H -> V, forward and backward for a block of its outputs. These lie
 * transposed, [block][R]: lanes are states.
 */
public final class Linear {
  private static final float[] ZEROS = new float[ROWS];

  private final Kernels kernels;
  private final ParameterLayout layout;
  private final Panels panels;
  private final float[] values;
  private final KernelWeights packed;
  private final Layer top;
  private final Arena arena;
  private final float[] chains = new float[16];
  private final int rows; // [R][64], outputs before they are transposed

  /**
   * An output layer.
   *
   * @param top what it reads
   * @param arena of the tile
   */
  public Linear(
      Kernels kernels, Parameters parameters, KernelWeights packed, Layer top, Arena arena) {
    this.kernels = kernels;
    this.layout = parameters.layout();
    this.panels = layout.panels();
    this.values = parameters.values();
    this.packed = packed;
    this.top = top;
    this.arena = arena;
    rows = arena.take(top.hasTransposed() ? 0 : ROWS * ROWS);
  }

  Kernels kernels() {
    return kernels;
  }

  ParameterLayout layout() {
    return layout;
  }

  /** The array of the tile. */
  public Arena arena() {
    return arena;
  }

  /** {@link KernelWeights#logitBound}. */
  float logitBound() {
    return packed.logitBound();
  }

  /** Floats of the states of one step. */
  public int units() {
    return top.units();
  }

  /**
   * The outputs {@code from} to {@code from + size - 1} of the states in a slot, at {@code to}.
   *
   * @param to room for a multiple of {@link Kernels#SQUARE} rows
   */
  public void forward(int from, int size, int slot, int states, int to) {
    if (!top.hasTransposed()) {
      forwardByRows(slot, states, to);
      return;
    }
    kernels.multiplyLanes(
        packed.floats(),
        packed.output(from),
        layout.paddedHiddens(),
        values,
        layout.outputBias() + from,
        arena.floats(),
        top.hTransposed(slot),
        arena.floats(),
        to,
        size,
        layout.numHiddens(),
        states);
  }

  /** Forgets outputs of rows that were states in an earlier tile: they may be of other weights. */
  void forgetOutputs() {
    zero(rows, top.hasTransposed() ? 0 : ROWS * ROWS);
  }

  /** All outputs: made by rows, the widest panels of a product, and then transposed. */
  private void forwardByRows(int slot, int states, int to) {
    float[] floats = arena.floats();
    Panels outputs = packed.outputs();
    for (int q = 0; q < outputs.count(); q++) {
      int width = outputs.width(q);
      for (int j = 0; j < panels.count(); j++) {
        kernels.multiplyRows(
            floats,
            top.h(slot) + panels.start(j) * ROWS,
            ROWS,
            packed.floats(),
            packed.outputPanel(q) + panels.start(j) * width,
            j == 0 ? values : floats,
            j == 0 ? layout.outputBias() + outputs.start(q) : rows,
            j == 0 ? 0 : width,
            floats,
            rows,
            states,
            panels.width(j),
            width,
            width);
      }
      int wanted = Math.min(width, layout.outputs() - outputs.start(q));
      kernels.transpose(floats, rows, width, wanted, floats, to + outputs.start(q) * ROWS, states);
    }
  }

  /**
   * Takes the gradient of these outputs at step t, which lies at {@code at}, to the weights and to
   * the hidden states: the first block writes these at {@code dh}, the others add.
   *
   * @param dh panels of [R][width]
   */
  public void backward(int from, int size, int t, int states, int at, Gradient gradient, int dh) {
    float[] floats = arena.floats();
    // A product reads whole strips: what the block before left there is no gradient.
    zero(at + size * ROWS, ((size + STRIP - 1) / STRIP * STRIP - size) * ROWS);
    for (int j = 0; j < panels.count(); j++) {
      int width = panels.width(j);
      int panel = layout.output(j) + from * width;
      kernels.addRows(
          floats,
          at,
          ROWS,
          floats,
          top.h(t + 1) + ROWS * panels.start(j),
          gradient.floats(),
          gradient.at(panel),
          size,
          states,
          width);
      int to = dh + ROWS * panels.start(j);
      kernels.multiplyColumns(
          floats,
          at,
          values,
          panel,
          from == 0 ? ZEROS : floats,
          from == 0 ? 0 : to,
          from == 0 ? 0 : width,
          floats,
          to,
          states,
          size,
          width,
          width);
    }
  }

  /**
   * Adds a block's gradients, summed over steps at {@code at}, to that of its biases: the sum over
   * rows, sixteen chains, then these in order.
   */
  public void addBiasGradient(int from, int size, int at, Gradient gradient) {
    float[] floats = arena.floats();
    for (int v = 0; v < size; v++) {
      Arrays.fill(chains, 0f);
      for (int r = v * ROWS; r < (v + 1) * ROWS; r += chains.length) {
        for (int lane = 0; lane < chains.length; lane++) {
          chains[lane] += floats[at + r + lane];
        }
      }
      float total = 0;
      for (float chain : chains) {
        total += chain;
      }
      gradient.floats()[gradient.at(layout.outputBias() + from + v)] += total;
    }
  }

  /** Clears n floats of the tile's array. */
  public void zero(int from, int n) {
    Arrays.fill(arena.floats(), from, from + n, 0f);
  }
}
