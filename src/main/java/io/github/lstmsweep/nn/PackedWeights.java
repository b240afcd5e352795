package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;

/**
 * Copies of the parameters in the other orders that the products need, renewed once a minibatch.
 *
 * <pre>
 * inputs     [P][V][64]        input row plus gate bias: what a token adds to the gates
 * transposed panels of [64P][width]   recurrent weights with gates along the sum, for backward
 * output     [V'][16P]         rows for the logits
 * </pre>
 */
final class PackedWeights {
  private final Parameters parameters;
  final float[] inputs;
  final float[] transposed;
  final float[] output;

  PackedWeights(Parameters parameters) {
    this.parameters = parameters;
    ParameterLayout layout = parameters.layout();
    inputs = new float[layout.input(layout.blocks())];
    transposed = new float[layout.blocks() * GATE_PANEL * layout.paddedHiddens()];
    output = new float[layout.paddedVocab() * layout.paddedHiddens()];
  }

  /** Reads the parameters anew. */
  void pack() {
    packInputs();
    packTransposed();
    packOutput();
  }

  private void packInputs() {
    ParameterLayout layout = parameters.layout();
    float[] w = parameters.values();
    for (int p = 0; p < layout.blocks(); p++) {
      int bias = layout.bias() + p * GATE_PANEL;
      for (int v = 0; v < layout.vocabSize(); v++) {
        int row = layout.input(p) + v * GATE_PANEL;
        for (int n = 0; n < GATE_PANEL; n++) {
          inputs[row + n] = w[row + n] + w[bias + n];
        }
      }
    }
  }

  private void packTransposed() {
    ParameterLayout layout = parameters.layout();
    Panels panels = parameters.panels();
    float[] w = parameters.values();
    int gates = layout.blocks() * GATE_PANEL;
    for (int j = 0; j < panels.count(); j++) {
      int width = panels.width(j);
      for (int p = 0; p < layout.blocks(); p++) {
        for (int k = 0; k < width; k++) {
          int from = layout.recurrent(p) + (panels.start(j) + k) * GATE_PANEL;
          int to = gates * panels.start(j) + p * GATE_PANEL * width + k;
          for (int n = 0; n < GATE_PANEL; n++) {
            transposed[to + n * width] = w[from + n];
          }
        }
      }
    }
  }

  private void packOutput() {
    ParameterLayout layout = parameters.layout();
    Panels panels = parameters.panels();
    for (int j = 0; j < panels.count(); j++) {
      int panel = layout.output() + layout.paddedVocab() * panels.start(j);
      for (int v = 0; v < layout.vocabSize(); v++) {
        System.arraycopy(
            parameters.values(),
            panel + v * panels.width(j),
            output,
            v * layout.paddedHiddens() + panels.start(j),
            panels.width(j));
      }
    }
  }
}
