package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.layer.Layer;
import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.nn.parameter.ParameterLayout;
import io.github.lstmsweep.plan.ForecastReach;
import io.github.lstmsweep.plan.LinearFit;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Keep;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The Java heap that a trial needs, in closed form: the arrays of {@code nn} on one thread, from
 * their shapes. T = num_steps (for a time series tau, or the windows of a minibatch). H' = H
 * rounded up to 16, V' = V rounded up to 16. C = columns of gates, {@link Cell#slots} per unit. R =
 * 64 windows per tile.
 *
 * <pre>
 * parameters  P = Σ layers (inputs + H' + 2)·C + V'H' + V'   five times: themselves, four shards of
 *             their gradient; once more for momentum, twice for Adam
 * packed      Σ layers (1 or 2)·CH' + V'H'
 * a tile      Σ layers R·((1 to 4)·TH' + TC) + 5·RT          the activations of every step
 * windows     6 ints each, where they are put in order
 * a series    T·I'R numbers that a tile reads, I' = numbers of a step rounded up to 16; RT targets;
 *             windows + tau numbers of each further column
 * forecasts   tau + 64 for each of a minibatch's validation windows, of 1,024 at most; or the fit
 *             of the linear forecast, (tau + 1)·(tau + 2) doubles, where that is more. Each further
 *             column adds as many tau
 * </pre>
 *
 * <p>The shards of the gradient are one array. The packed weights are one array, and so is a tile.
 * G1 makes each of them at least half a region long. The formula leaves that out: it is at most a
 * thousandth of the heap in total.
 *
 * @param heapBytes all arrays together, at their peak
 * @param longestArray elements of the longest array
 */
public record ModelMemory(long heapBytes, long longestArray) {
  /** Elements of the longest array that every Java can allocate. */
  public static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /**
   * Parameters of the largest model whose file fits one array of bytes. The file also holds 48
   * bytes and the bytes of the tokens, of which there are at most {@link Dataset#LARGEST_VOCAB}.
   */
  public static final long MOST_PARAMETERS = (LARGEST_ARRAY - 48 - (1 << 22)) / 4;

  /** The number of windows whose forecasts are kept for a trained model. */
  public static final int MOST_FORECASTS = ForecastReach.MOST;

  private static final long INTS_OF_WINDOW = 6;
  private static final long INTS_OF_TREE = 5;
  private static final long BYTES_OF_EPOCH = 64;

  /** The memory that this trial needs. */
  public static ModelMemory of(Trial trial) {
    return of(trial.hyperparameters(), trial.dataset());
  }

  /** The memory that this configuration needs. */
  public static ModelMemory of(Hyperparameters p, Dataset d) {
    SequenceShape shape = SequenceShape.of(p, d);
    boolean text = d.task() == Task.LANGUAGE_MODEL;
    Architecture architecture = architecture(p, shape, text);
    long steps = shape.longest();
    long parameters = ParameterLayout.floats(architecture);
    // The parameters of the best epoch are replaced by a new copy.
    long kept = p.keep() == Keep.BEST ? 2 : 0;
    long copies = 1 + SHARDS + momentsOf(p.optimizer()) + kept;
    long packed = KernelWeights.floats(architecture);
    long units = Panels.padded(p.numHiddens());
    long masks = p.dropout() > 0 ? (steps + 1) * units * ROWS * (p.numLayers() - 1) : 0;
    long tile = tile(architecture, shape, text) + masks;
    long tree = INTS_OF_TREE * ROWS * steps;
    long windows = (long) d.trainWindows() + d.validationWindows();
    long targets = text ? 0 : steps * ROWS;
    long forecasts = text ? 0 : forecasts(p, d);
    // The maximum, not the sum: the fit comes before training, and the forecasts after it.
    long beside = text ? 0 : Math.max(forecasts, fit(p, d));
    long numbers =
        parameters * copies
            + packed
            + tile
            + masks
            + tree
            + targets
            + beside
            + (text ? INTS_OF_WINDOW * (windows + steps) : windows + columns(p, d))
            + p.batchSize();
    return new ModelMemory(
        4 * numbers + BYTES_OF_EPOCH * p.numEpochs(),
        LongStream.of(SHARDS * parameters, packed, tile, windows + steps, forecasts)
            .max()
            .orElseThrow());
  }

  private static Architecture architecture(Hyperparameters p, SequenceShape shape, boolean text) {
    Architecture ofTokens = Architecture.of(p, shape.outputs());
    return text ? ofTokens : ofTokens.forecasting(shape.inputs());
  }

  /** Floats in a tile: its layers, its output layer, and the numbers of a series per step. */
  private static long tile(Architecture architecture, SequenceShape shape, boolean text) {
    int stepsOfOutput = ParameterLayout.stepsOfOutput(shape.outputs());
    long units = Panels.padded(architecture.numHiddens());
    long floats = 2L * ROWS * Math.min(Panels.padded(shape.outputs()), ParameterLayout.BLOCK);
    floats += stepsOfOutput > 1 ? stepsOfOutput * units * ROWS : 0;
    floats += text ? 0 : (long) shape.longest() * Panels.padded(shape.inputs()) * ROWS;
    for (int layer = 0; layer < architecture.numLayers(); layer++) {
      boolean readsTokens = architecture.readsTokens(layer);
      floats += Layer.floats(architecture, shape.longest(), stepsOfOutput, readsTokens);
    }
    return floats;
  }

  private static long fit(Hyperparameters p, Dataset d) {
    return LinearFit.heapBytes(d.trainWindows(), (long) p.tau() * d.width()) / 4;
  }

  /** Floats of the further columns as a network sees them. */
  private static long columns(Hyperparameters p, Dataset d) {
    return (d.width() - 1L) * ((long) d.trainWindows() + d.validationWindows() + p.tau());
  }

  /** Floats for the windows of a minibatch, from which forecasts are made. */
  private static long forecasts(Hyperparameters p, Dataset d) {
    int windows = Math.min(MOST_FORECASTS, d.validationWindows());
    return Math.min(windows, p.batchSize()) * (p.tau() + 1L) * d.width();
  }

  /** The reason why no Java can hold the trial, however large its heap; empty if one can. */
  public static Optional<String> problem(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    long longest = of(p, trial.dataset()).longestArray();
    long parameters = TrialCost.of(trial).parameterCount();
    if (longest <= LARGEST_ARRAY && parameters <= MOST_PARAMETERS) {
      return Optional.empty();
    }
    return Optional.of(
        parameters <= MOST_PARAMETERS
            ? String.format(
                Locale.ROOT,
                "Cannot run %s %d with num_hiddens %d and num_layers %d: its longest array"
                    + " must have at most %d elements, but would have %d; take fewer of them or"
                    + " exclude the combination",
                stepsKey(trial),
                SequenceShape.of(p, trial.dataset()).longest(),
                p.numHiddens(),
                p.numLayers(),
                LARGEST_ARRAY,
                longest)
            : String.format(
                Locale.ROOT,
                "Cannot run num_hiddens %d with num_layers %d: its model must have at most %d"
                    + " parameters, but would have %d; take fewer of them or exclude the"
                    + " combination",
                p.numHiddens(),
                p.numLayers(),
                MOST_PARAMETERS,
                parameters));
  }

  /** The hyperparameter that sets the length of a sequence. */
  private static String stepsKey(Trial trial) {
    Hyperparameter steps =
        trial.dataset().task() == Task.LANGUAGE_MODEL
            ? Hyperparameter.NUM_STEPS
            : trial.hyperparameters().input() == SeriesInput.WINDOW
                ? Hyperparameter.BATCH_SIZE
                : Hyperparameter.TAU;
    return steps.key();
  }

  private static long momentsOf(OptimizerKind optimizer) {
    return switch (optimizer) {
      case SGD -> 0;
      case MOMENTUM -> 1;
      case ADAM -> 2;
    };
  }
}
