package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;

/**
 * The cost of a trial in closed form. One multiply-add counts as two FLOP. A token's input is a row
 * gather and counts nothing, and elementwise work is left out. A network has G gates ({@link
 * Cell#gates}), H units, L layers and a vocabulary of V. A token takes {@code 2GH²·(2L - 1) + 2HV}
 * FLOP forward. The backward pass takes twice that. So training takes {@code 24H² + 6HV} FLOP per
 * token for one LSTM layer. A step of a time series that reads I numbers takes {@code 2GHI} more,
 * and a forecast has V = 1.
 *
 * @param parameterCount numbers that the model keeps, as many as PyTorch's modules. Each layer has
 *     input rows {@code V·GH}, {@code I·GH} or {@code H·GH}, recurrent {@code H·GH} and biases
 *     {@code 2·GH}. The output layer has {@code H·V + V}
 * @param trainedTokens tokens, or steps of a time series, that take part in gradients, over all
 *     epochs
 * @param flops of training, and of validation after every epoch
 */
public record TrialCost(long parameterCount, long trainedTokens, double flops) {
  /** Returns the cost of this trial. */
  public static TrialCost of(Trial trial) {
    return of(trial.hyperparameters(), trial.dataset());
  }

  /** Returns the cost of this configuration. */
  public static TrialCost of(Hyperparameters p, Dataset d) {
    SequenceShape shape = SequenceShape.of(p, d);
    long h = p.numHiddens();
    long v = shape.outputs();
    long gates = p.cell().gates() * h;
    long layers = p.numLayers();
    double forward = forward(p, d);
    long parameters =
        gates * (shape.inputs() + h + 2) + (layers - 1) * gates * (2 * h + 2) + h * v + v;
    long trained = (long) d.trainWindows() * p.numEpochs();
    long validated = (long) d.validationWindows() * p.numEpochs();
    return new TrialCost(
        parameters, trained * shape.stepsOfWindow(), 3 * forward * trained + forward * validated);
  }

  /**
   * Returns the FLOP per token of a forward pass, as in inference and in generation. Training takes
   * three times as many.
   */
  public static double forwardFlopsOfToken(Hyperparameters p, Dataset d) {
    return forward(p, d) / SequenceShape.of(p, d).stepsOfWindow();
  }

  /** Returns the FLOP per window of a forward pass. */
  private static double forward(Hyperparameters p, Dataset d) {
    SequenceShape shape = SequenceShape.of(p, d);
    long h = p.numHiddens();
    long gates = p.cell().gates() * h;
    double input = d.task() == Task.LANGUAGE_MODEL ? 0 : 2.0 * gates * shape.inputs();
    double step = 2.0 * gates * h * (2L * p.numLayers() - 1) + input;
    return shape.stepsOfWindow() * step + shape.outputsOfWindow() * (2.0 * h * shape.outputs());
  }
}
