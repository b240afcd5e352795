package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameters;

/**
 * What decides the shapes and formulas of a network.
 *
 * @param ends what its first layer reads and its output layer gives
 * @param cell recurrent cell of every layer
 * @param numHiddens hidden units of a layer, H
 * @param numLayers layers, each reading the one below
 * @param hiddenActivation what bounds the hidden state
 */
public record Architecture(
    Ends ends, Cell cell, int numHiddens, int numLayers, HiddenActivation hiddenActivation) {

  /**
   * What goes in at a step and what comes out.
   *
   * @param reads what the first layer reads
   * @param inputs rows of its input weights: tokens that there are, or numbers of a step
   * @param outputs numbers that the output layer gives: one a token, or the forecast
   */
  public record Ends(Reads reads, int inputs, int outputs) {
    /** A token in, a logit for every token out. */
    static Ends tokens(int vocabSize) {
      return new Ends(Reads.TOKENS, vocabSize, vocabSize);
    }

    /** So many numbers in, one out. */
    static Ends forecast(int inputs) {
      return new Ends(Reads.NUMBERS, inputs, 1);
    }
  }

  /** What a first layer reads. */
  public enum Reads {
    /** One token a step: a row of its weights. */
    TOKENS,
    /** Numbers, which its weights are multiplied by. */
    NUMBERS
  }

  /** A language model over so many tokens, V. */
  public Architecture(
      int vocabSize, Cell cell, int numHiddens, int numLayers, HiddenActivation hiddenActivation) {
    this(Ends.tokens(vocabSize), cell, numHiddens, numLayers, hiddenActivation);
  }

  /** The language model of these hyperparameters over so many tokens, V. */
  public static Architecture of(Hyperparameters h, int vocabSize) {
    return new Architecture(
        vocabSize, h.cell(), h.numHiddens(), h.numLayers(), h.hiddenActivation());
  }

  /** One layer of the standard cell. */
  public static Architecture of(int vocabSize, Cell cell, int numHiddens) {
    return new Architecture(vocabSize, cell, numHiddens, 1, HiddenActivation.TANH);
  }

  /** The same network that reads so many numbers a step and gives one. */
  public Architecture forecasting(int inputs) {
    return new Architecture(Ends.forecast(inputs), cell, numHiddens, numLayers, hiddenActivation);
  }

  /** Tokens of a language model, V. */
  public int vocabSize() {
    return ends.outputs();
  }

  /** Numbers that the output layer gives. */
  int outputs() {
    return ends.outputs();
  }

  /** What a layer reads: tokens or numbers, or the hidden units below. */
  public int inputs(int layer) {
    return layer == 0 ? ends.inputs() : numHiddens;
  }

  /** Whether a layer reads tokens. */
  public boolean readsTokens(int layer) {
    return layer == 0 && ends.reads() == Reads.TOKENS;
  }
}
