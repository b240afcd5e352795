package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.Kernels.STRIP;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.kernel.Product;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Arrays;

/**
 * The output layer of a tile, H -> V, forward and backward for a block of its outputs. The outputs
 * lie transposed, [block][R]: lanes are states.
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
  private final int rows; // [R][width], outputs before they are transposed
  private final Matrix byRows = new Matrix(); // these

  // The products. Operands that do not change are set once: by panel of outputs q and of units j.
  private Product outputs; // if the states are transposed
  private Product[][] outputsByRows; // [q][j]
  private Product[] weightGradients; // [j]
  private Product[] stateGradients; // [j], written by the first block
  private Product[] laterStateGradients; // [j], added to by the blocks after it

  /**
   * An output layer.
   *
   * @param top its input
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
    rows = arena.take(top.hasTransposed() ? 0 : ROWS * PANEL);
  }

  /** Takes the tile's array, after every user has its places in it. */
  public void begin() {
    float[] floats = arena.floats();
    outputs =
        new Product()
            .panel(ROWS)
            .a(packed.floats(), 0, layout.paddedHiddens())
            .b(floats, 0)
            .start(values, 0, 0)
            .c(floats, 0);
    outputsByRows = new Product[top.hasTransposed() ? 0 : packed.outputs().count()][];
    for (int q = 0; q < outputsByRows.length; q++) {
      outputsByRows[q] = outputsByRows(q);
    }
    weightGradients = new Product[panels.count()];
    stateGradients = new Product[panels.count()];
    laterStateGradients = new Product[panels.count()];
    for (int j = 0; j < panels.count(); j++) {
      weightGradients[j] = new Product().panel(panels.width(j)).a(floats, 0, ROWS).b(floats, 0);
      stateGradients[j] = throughWeights(j).start(ZEROS, 0, 0).c(floats, 0);
      laterStateGradients[j] = throughWeights(j).addTo(floats, 0);
    }
  }

  /**
   * The products for panel q of the outputs: each panel of units but the first adds to the one
   * before.
   */
  private Product[] outputsByRows(int q) {
    float[] floats = arena.floats();
    int width = packed.outputs().width(q);
    Product[] products = new Product[panels.count()];
    for (int j = 0; j < panels.count(); j++) {
      products[j] =
          new Product()
              .panel(width)
              .a(floats, 0, ROWS)
              .b(packed.floats(), packed.outputPanel(q) + panels.start(j) * width)
              .addTo(floats, rows);
    }
    products[0].start(values, layout.outputBias() + packed.outputs().start(q), 0);
    return products;
  }

  /** The product of the outputs' gradient with their weights of panel j's units. */
  private Product throughWeights(int j) {
    return new Product().panel(panels.width(j)).a(arena.floats(), 0, ROWS).b(values, 0);
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

  /** The bound of the outputs, {@link KernelWeights#logitBound}. */
  float logitBound() {
    return packed.logitBound();
  }

  /** Floats of the states of one step. */
  public int units() {
    return top.units();
  }

  /**
   * Computes the outputs {@code from} to {@code from + size - 1} of the states in a slot, at {@code
   * to}.
   *
   * @param to room for a multiple of {@link Kernels#SQUARE} rows
   */
  public void forward(int from, int size, int slot, int states, int to) {
    if (!top.hasTransposed()) {
      forwardByRows(slot, states, to);
      return;
    }
    outputs
        .columns(states)
        .a(packed.output(from))
        .b(top.hTransposed(slot))
        .start(layout.outputBias() + from)
        .c(to);
    kernels.multiplyLanes(outputs, size, layout.numHiddens());
  }

  /**
   * Clears outputs of rows that were states in an earlier tile, as their weights may be different
   * ones.
   */
  void forgetOutputs() {
    zero(rows, top.hasTransposed() ? 0 : ROWS * PANEL);
  }

  /** Computes all outputs by rows, in the widest panels of a product, and then transposes them. */
  private void forwardByRows(int slot, int states, int to) {
    float[] floats = arena.floats();
    Panels panelsOfOutputs = packed.outputs();
    for (int q = 0; q < panelsOfOutputs.count(); q++) {
      for (int j = 0; j < panels.count(); j++) {
        Product product = outputsByRows[q][j].a(top.h(slot) + panels.start(j) * ROWS);
        kernels.multiplyRows(product, states, panels.width(j));
      }
      int start = panelsOfOutputs.start(q);
      int width = panelsOfOutputs.width(q);
      int wanted = Math.min(width, layout.outputs() - start);
      byRows.at(floats, rows).shape(states, wanted, width);
      kernels.transpose(byRows, floats, to + start * ROWS);
    }
  }

  /**
   * Adds the gradient of these outputs at step t, which lies at {@code at}, to the weights'
   * gradient. Also passes it to the hidden states: the first block writes at {@code dh}, later
   * blocks add.
   *
   * @param dh panels of [R][width]
   */
  public void backward(int from, int size, int t, int states, int at, Gradient gradient, int dh) {
    // A product reads whole strips, so the leftovers of the block before must be cleared.
    zero(at + size * ROWS, ((size + STRIP - 1) / STRIP * STRIP - size) * ROWS);
    for (int j = 0; j < panels.count(); j++) {
      int weights = layout.output(j) + from * panels.width(j);
      weightGradients[j]
          .a(at)
          .b(top.h(t + 1) + panels.start(j) * ROWS)
          .addTo(gradient.floats(), gradient.at(weights));
      kernels.multiplyRows(weightGradients[j], size, states);
      int to = dh + panels.start(j) * ROWS;
      Product product = from == 0 ? stateGradients[j].c(to) : laterStateGradients[j].addTo(to);
      kernels.multiplyColumns(product.a(at).b(weights), states, size);
    }
  }

  /**
   * Adds a block's gradients, summed over steps at {@code at}, to that of its biases. The sum over
   * rows is sixteen chains, which are then added in order.
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
