package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;

import io.github.lstmsweep.nn.kernel.LstmBlock;
import io.github.lstmsweep.trial.RandomStream;

/**
 * The parameters of an LSTM language model, stored as {@link ParameterLayout} says and read and
 * written in the canonical order, which is also that of the model file: input weights V × 4H, gates
 * in PyTorch's order (input, forget, cell, output); recurrent weights H × 4H; gate biases 4H;
 * output weights V × H; output biases V.
 *
 * <p>A gate has one bias here. PyTorch's has two that are only ever used as their sum; so this one
 * starts as the sum of two draws, takes twice the step, and its gradient counts twice in the norm.
 */
public final class Parameters {
  /** Where a gate lies in a block's panel, by its place in the canonical order. */
  private static final int[] COLUMNS = {
    LstmBlock.INPUT, LstmBlock.FORGET, LstmBlock.CELL, LstmBlock.OUTPUT
  };

  private final ParameterLayout layout;
  private final Panels panels;
  private final float[] values;

  private Parameters(ParameterLayout layout) {
    this.layout = layout;
    this.panels = new Panels(layout.paddedHiddens());
    this.values = new float[layout.length()];
  }

  /** Every weight and bias of U(-1/√H, 1/√H), drawn in the canonical order. */
  public static Parameters initial(int vocabSize, int numHiddens, RandomStream random) {
    Parameters p = new Parameters(new ParameterLayout(vocabSize, numHiddens));
    float bound = (float) (1 / Math.sqrt(numHiddens));
    p.visit(
        (at, bias) -> {
          float draw = random.nextUniform(bound);
          p.values[at] = bias ? draw + random.nextUniform(bound) : draw;
        });
    return p;
  }

  /**
   * These parameters.
   *
   * @param canonical in the canonical order
   */
  public static Parameters of(int vocabSize, int numHiddens, float[] canonical) {
    Parameters p = new Parameters(new ParameterLayout(vocabSize, numHiddens));
    if (canonical.length != p.layout.parameterCount()) {
      throw new IllegalArgumentException(
          "Cannot set parameters to "
              + canonical.length
              + " floats: must be "
              + p.layout.parameterCount()
              + " for vocabulary "
              + vocabSize
              + " and num_hiddens "
              + numHiddens);
    }
    int[] next = {0};
    p.visit((at, bias) -> p.values[at] = canonical[next[0]++]);
    return p;
  }

  /** A copy in the canonical order. */
  public float[] canonical() {
    return canonical(values);
  }

  /** The canonical order of an array stored like the parameters, such as their gradient. */
  float[] canonical(float[] stored) {
    float[] out = new float[layout.parameterCount()];
    int[] next = {0};
    visit((at, bias) -> out[next[0]++] = stored[at]);
    return out;
  }

  ParameterLayout layout() {
    return layout;
  }

  Panels panels() {
    return panels;
  }

  /** The storage itself. */
  float[] values() {
    return values;
  }

  private interface Visitor {
    void at(int index, boolean gateBias);
  }

  /** Calls {@code visitor} with the place of every parameter, in the canonical order. */
  private void visit(Visitor visitor) {
    int h = layout.numHiddens();
    for (int v = 0; v < layout.vocabSize(); v++) {
      for (int n = 0; n < 4 * h; n++) {
        visitor.at(layout.input(n % h / BLOCK) + v * GATE_PANEL + inPanel(n, h), false);
      }
    }
    for (int k = 0; k < h; k++) {
      for (int n = 0; n < 4 * h; n++) {
        visitor.at(layout.recurrent(n % h / BLOCK) + k * GATE_PANEL + inPanel(n, h), false);
      }
    }
    for (int n = 0; n < 4 * h; n++) {
      visitor.at(layout.bias() + n % h / BLOCK * GATE_PANEL + inPanel(n, h), true);
    }
    for (int v = 0; v < layout.vocabSize(); v++) {
      for (int k = 0; k < h; k++) {
        int j = panels.of(k);
        int panel = layout.output() + layout.paddedVocab() * panels.start(j);
        visitor.at(panel + v * panels.width(j) + k - panels.start(j), false);
      }
    }
    for (int v = 0; v < layout.vocabSize(); v++) {
      visitor.at(layout.outputBias() + v, false);
    }
  }

  /** Column of gate-unit n = gate · H + unit inside its block's panel. */
  private static int inPanel(int n, int h) {
    return COLUMNS[n / h] + n % h % BLOCK;
  }
}
