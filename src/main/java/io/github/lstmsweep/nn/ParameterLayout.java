package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;

/**
 * Where an LSTM's parameters lie in one float array in the order that the kernels read, V =
 * vocabulary, H = hidden units, P = blocks of 16 units:
 *
 * <pre>
 * input       [P][V][64]     a row a token; the four gates of a block lie side by side
 * recurrent   [P][16P][64]   a row a hidden unit
 * bias        [P][64]
 * output      panels of [V'][width] over the 16P hidden units, V' = V rounded up to 8
 * outputBias  [V']
 * </pre>
 *
 * The places of units and tokens that do not exist hold zeros and stay zero: their gradients are
 * zero.
 */
public final class ParameterLayout {
  private final int vocabSize;
  private final int numHiddens;
  private final int blocks;
  private final int recurrent;
  private final int bias;
  private final int output;
  private final int outputBias;
  private final int length;

  /** The layout for these sizes. */
  public ParameterLayout(int vocabSize, int numHiddens) {
    this.vocabSize = vocabSize;
    this.numHiddens = numHiddens;
    this.blocks = (numHiddens + BLOCK - 1) / BLOCK;
    long end = (long) blocks * vocabSize * GATE_PANEL;
    this.recurrent = Math.toIntExact(end);
    end += (long) blocks * paddedHiddens() * GATE_PANEL;
    this.bias = Math.toIntExact(end);
    end += (long) blocks * GATE_PANEL;
    this.output = Math.toIntExact(end);
    end += (long) paddedVocab() * paddedHiddens();
    this.outputBias = Math.toIntExact(end);
    this.length = Math.toIntExact(end + paddedVocab());
  }

  int vocabSize() {
    return vocabSize;
  }

  int numHiddens() {
    return numHiddens;
  }

  /** Blocks of {@link io.github.lstmsweep.nn.kernel.Kernels#BLOCK} hidden units. */
  int blocks() {
    return blocks;
  }

  int paddedHiddens() {
    return blocks * BLOCK;
  }

  int paddedVocab() {
    return (vocabSize + 7) / 8 * 8;
  }

  /** Start of block p's table of input rows. */
  int input(int p) {
    return p * vocabSize * GATE_PANEL;
  }

  /** Start of block p's panel of recurrent weights. */
  int recurrent(int p) {
    return recurrent + p * paddedHiddens() * GATE_PANEL;
  }

  int bias() {
    return bias;
  }

  /**
   * Start of the output weights' panels; panel j starts at {@code paddedVocab · panels.start(j)}.
   */
  int output() {
    return output;
  }

  int outputBias() {
    return outputBias;
  }

  /** Floats in all, padding included. */
  int length() {
    return length;
  }

  /** Numbers of the model, padding excluded. */
  public int parameterCount() {
    return 4 * numHiddens * (vocabSize + numHiddens + 1) + (numHiddens + 1) * vocabSize;
  }
}
