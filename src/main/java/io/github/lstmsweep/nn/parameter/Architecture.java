package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameters;

/**
 * The choices that decide the shapes and formulas of a network.
 *
 * @param ends input of its first layer and output of its output layer
 * @param cell recurrent cell of every layer
 * @param numHiddens hidden units of a layer, H
 * @param numLayers layers, each reading the one below
 * @param hiddenActivation bounds the hidden state
 */
public record Architecture(
    Ends ends, Cell cell, int numHiddens, int numLayers, HiddenActivation hiddenActivation) {

  /**
   * The input and the output of a network at a step.
   *
   * @param reads input of the first layer
   * @param inputs rows of its input weights: distinct tokens, or numbers per step
   * @param outputs numbers that the output layer returns: one per token, or the forecast
   */
  public record Ends(Reads reads, int inputs, int outputs) {
    /** Reads a token and returns a logit for each of {@code vocabSize} tokens. */
    static Ends tokens(int vocabSize) {
      return new Ends(Reads.TOKENS, vocabSize, vocabSize);
    }

    /** Reads {@code inputs} numbers and returns one. */
    static Ends forecast(int inputs) {
      return new Ends(Reads.NUMBERS, inputs, 1);
    }
  }

  /** The kind of input of a first layer. */
  public enum Reads {
    /** One token per step, which selects a row of the weights. */
    TOKENS,
    /** Numbers, which are multiplied by the weights. */
    NUMBERS
  }

  /** A language model over {@code vocabSize} tokens, V. */
  public Architecture(
      int vocabSize, Cell cell, int numHiddens, int numLayers, HiddenActivation hiddenActivation) {
    this(Ends.tokens(vocabSize), cell, numHiddens, numLayers, hiddenActivation);
  }

  /** The language model of these hyperparameters over {@code vocabSize} tokens, V. */
  public static Architecture of(Hyperparameters h, int vocabSize) {
    return new Architecture(
        vocabSize, h.cell(), h.numHiddens(), h.numLayers(), h.hiddenActivation());
  }

  /** A language model with one layer of the standard cell over {@code vocabSize} tokens, V. */
  public static Architecture of(int vocabSize, Cell cell, int numHiddens) {
    return new Architecture(vocabSize, cell, numHiddens, 1, HiddenActivation.TANH);
  }

  /**
   * This network with {@code inputs} numbers as the input of a step and one number as its output.
   */
  public Architecture forecasting(int inputs) {
    return new Architecture(Ends.forecast(inputs), cell, numHiddens, numLayers, hiddenActivation);
  }

  /** The number of tokens of a language model, V. */
  public int vocabSize() {
    return ends.outputs();
  }

  /** The number of outputs of the output layer. */
  int outputs() {
    return ends.outputs();
  }

  /** The number of inputs of a layer: tokens, numbers, or the hidden units of the layer below. */
  public int inputs(int layer) {
    return layer == 0 ? ends.inputs() : numHiddens;
  }

  /** Whether a layer reads tokens. */
  public boolean readsTokens(int layer) {
    return layer == 0 && ends.reads() == Reads.TOKENS;
  }
}
