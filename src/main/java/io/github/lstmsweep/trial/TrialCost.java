package io.github.lstmsweep.trial;

/**
 * The closed-form cost of a trial. One multiply-add counts as two FLOP; the input is a row gather
 * and counts nothing; elementwise work is left out. For an LSTM of H units over a vocabulary of V:
 * {@code 8H² + 2HV} FLOP a token forward, and twice that backward, so {@code 24H² + 6HV} in
 * training.
 *
 * @param parameterCount numbers the model keeps: input rows {@code V·4H}, recurrent {@code H·4H},
 *     gate biases {@code 2·4H} (two a gate, as PyTorch has them), output {@code H·V + V}
 * @param trainedTokens tokens that take part in gradients, over all epochs
 * @param flops of training and of validation after every epoch
 */
public record TrialCost(long parameterCount, long trainedTokens, double flops) {
  /** The cost of this configuration. */
  public static TrialCost of(Hyperparameters p, Dataset d) {
    long h = p.numHiddens();
    long v = d.vocabSize();
    double forward = 8.0 * h * h + 2.0 * h * v;
    long trained = (long) d.trainWindows() * p.numSteps() * p.numEpochs();
    long validated = (long) d.validationWindows() * p.numSteps() * p.numEpochs();
    return new TrialCost(
        4 * h * (v + h + 2) + h * v + v, trained, 3 * forward * trained + forward * validated);
  }
}
