package io.github.lstmsweep.nn;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;

/**
 * What decides the shapes and formulas of a language model.
 *
 * @param vocabSize tokens, V
 * @param cell recurrent cell of every layer
 * @param numHiddens hidden units of a layer, H
 * @param numLayers layers, each reading the one below
 * @param hiddenActivation what bounds the hidden state
 */
public record Architecture(
    int vocabSize, Cell cell, int numHiddens, int numLayers, HiddenActivation hiddenActivation) {

  /** One layer of the standard cell. */
  public static Architecture of(int vocabSize, Cell cell, int numHiddens) {
    return new Architecture(vocabSize, cell, numHiddens, 1, HiddenActivation.TANH);
  }

  /** What a layer reads: the vocabulary, or the hidden units below. */
  int inputs(int layer) {
    return layer == 0 ? vocabSize : numHiddens;
  }
}
