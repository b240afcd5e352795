package io.github.lstmsweep.nn;

import io.github.lstmsweep.plan.LinearFit;
import io.github.lstmsweep.plan.TrialCost;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.HiddenActivation;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.OptimizerKind;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;
import io.github.lstmsweep.trial.Trial;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a trial needs of the Java heap, in closed form: the arrays of {@code nn} on one thread, from
 * their shapes. T = num_steps (of a time series tau, or the windows of a minibatch), H' = H rounded
 * up to 16, V' = V rounded up to 16, C columns of gates (four slots a unit in an LSTM or a GRU, one
 * in an RNN), R = 64 windows of a tile.
 *
 * <pre>
 * parameters  P = Σ layers (inputs + H' + 2)·C + V'H' + V'   five times: themselves, four shards of
 *             their gradient; once more for momentum, twice for Adam
 * packed      Σ layers (1 or 2)·CH' + V'H'
 * a tile      Σ layers R·((1 to 4)·TH' + TC) + 5·RT          the activations of every step
 * windows     6 ints each, where they are put in order
 * a series    T·I'R numbers that a tile reads, I' = numbers of a step rounded up to 16; RT targets
 * forecasts   tau + 64 for each of a minibatch's validation windows, of 1,024 at most; or the fit
 *             of the linear forecast, (tau + 1)·(tau + 2) doubles, where that is more
 * </pre>
 *
 * <p>The shards of the gradient are one array, and so are the packed weights and a tile. G1 makes
 * each of them at least half a region long, which is left out: together at most a thousandth of the
 * heap.
 *
 * @param heapBytes together, at their peak
 * @param longestArray elements of the longest of them
 */
public record ModelMemory(long heapBytes, long longestArray) {
  /** Elements of the longest array that every Java can make. */
  public static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /**
   * Parameters of the largest model whose file's bytes are one array: beside them are 48 and those
   * of its tokens, of which there are at most {@link Dataset#LARGEST_VOCAB}.
   */
  public static final long MOST_PARAMETERS = (LARGEST_ARRAY - 48 - (1 << 22)) / 4;

  /**
   * Floats of the hidden states of all steps from which on an LSTM's hidden states by rows and tanh
   * c are not kept but made anew on the way back: a quarter less memory to wait for, at the price
   * of one tanh. With 32 steps of 128 units, 8 MB a tile, that made a trial 6% faster; with 32
   * steps of 32 units, 2 MB, it did not.
   */
  public static final long LARGE_STATES = 1 << 18;

  /** Windows that a trained model's forecasts are kept of. */
  public static final int MOST_FORECASTS = 1_024;

  /** How far ahead it forecasts from its own forecasts. */
  public static final int STEPS_AHEAD = 64;

  private static final long ROWS = 64;
  private static final long SHARDS = 4;
  private static final long BLOCK = 128;
  private static final long STEPS_OF_BLOCK = 8;
  private static final long INTS_OF_WINDOW = 6;
  private static final long INTS_OF_TREE = 5;
  private static final long BYTES_OF_EPOCH = 64;

  /** The need of this trial. */
  public static ModelMemory of(Trial trial) {
    return of(trial.hyperparameters(), trial.dataset());
  }

  /** The need of this configuration. */
  public static ModelMemory of(Hyperparameters p, Dataset d) {
    SequenceShape shape = SequenceShape.of(p, d);
    boolean text = d.task() == Task.LANGUAGE_MODEL;
    long steps = shape.longest();
    long units = padded(p.numHiddens());
    long columns = columns(p);
    long vocab = padded(shape.outputs());
    long inputs = text ? shape.inputs() : padded(shape.inputs());
    long layers = p.numLayers();
    long above = layers - 1;
    long parameters =
        columns * (inputs + units + 2) + above * columns * (2 * units + 2) + vocab * units + vocab;
    long copies = 1 + SHARDS + momentsOf(p.optimizer());
    long packed = columns * units * (layers + above) + layers * columns + vocab * units;
    long states = (steps + 1) * units * ROWS;
    long gates = p.cell() == Cell.RNN ? 0 : steps * columns * ROWS;
    long masks = p.dropout() > 0 ? states * above : 0;
    long ofOneStep = ROWS * (columns + 2 * units + 2 * ROWS + 16);
    long output = 2 * ROWS * Math.min(vocab, BLOCK);
    long outputSteps = shape.outputs() > BLOCK ? STEPS_OF_BLOCK * units * ROWS : 0;
    long tile =
        layers * (statesOfLayer(p, shape) * units * ROWS + gates + ofOneStep)
            + masks
            + output
            + outputSteps
            + (text ? 0 : steps * inputs * ROWS);
    long tree = INTS_OF_TREE * ROWS * steps;
    long windows = (long) d.trainWindows() + d.validationWindows();
    long targets = text ? 0 : steps * ROWS;
    long forecasts = text ? 0 : forecasts(p, d);
    // One after the other: the fit comes before training, and forecasts after it.
    long beside = text ? 0 : Math.max(forecasts, fit(p, d));
    long numbers =
        parameters * copies
            + packed
            + tile
            + masks
            + tree
            + targets
            + beside
            + (text ? INTS_OF_WINDOW * (windows + steps) : windows)
            + p.batchSize();
    return new ModelMemory(
        4 * numbers + BYTES_OF_EPOCH * p.numEpochs(),
        LongStream.of(SHARDS * parameters, packed, tile, windows + steps, forecasts)
            .max()
            .orElseThrow());
  }

  private static long fit(Hyperparameters p, Dataset d) {
    return LinearFit.heapBytes(d.trainWindows(), p.tau()) / 4;
  }

  /** The values that forecasts of a minibatch are made from, and the forecasts behind them. */
  private static long forecasts(Hyperparameters p, Dataset d) {
    int windows = Math.min(MOST_FORECASTS, d.validationWindows());
    return Math.min(windows, p.batchSize()) * (p.tau() + (long) STEPS_AHEAD);
  }

  /** Why no Java could hold it, however large its heap; empty where one could. */
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

  /** The hyperparameter that says how long sequences are. */
  private static String stepsKey(Trial trial) {
    Hyperparameter steps =
        trial.dataset().task() == Task.LANGUAGE_MODEL
            ? Hyperparameter.NUM_STEPS
            : trial.hyperparameters().input() == SeriesInput.WINDOW
                ? Hyperparameter.BATCH_SIZE
                : Hyperparameter.TAU;
    return steps.key();
  }

  /**
   * Whether a network of so many layers reads its hidden states by rows alone, without a copy that
   * is transposed: panels of 64 units of 64 windows are their own transpose.
   */
  public static boolean byRows(int numLayers, int numHiddens) {
    return numLayers == 1 && numHiddens % ROWS == 0;
  }

  /** Steps of hidden states by rows and transposed, of an LSTM's cells, and of their tanh. */
  private static long statesOfLayer(Hyperparameters p, SequenceShape shape) {
    long all = shape.longest() + 1L;
    long atOnce = shape.outputs() > BLOCK ? STEPS_OF_BLOCK : 1;
    boolean byRows = byRows(p.numLayers(), p.numHiddens());
    long transposed = !byRows ? all : atOnce > 1 ? atOnce : 0;
    if (p.cell() != Cell.LSTM) {
      return all + transposed;
    }
    boolean large = shape.longest() * padded(p.numHiddens()) * ROWS >= LARGE_STATES;
    long kept = large && shape.longest() > atOnce ? atOnce + (byRows ? 1 : 0) : all;
    return all + transposed + (p.hiddenActivation() == HiddenActivation.TANH ? 2 : 1) * kept;
  }

  private static long momentsOf(OptimizerKind optimizer) {
    return switch (optimizer) {
      case SGD -> 0;
      case MOMENTUM -> 1;
      case ADAM -> 2;
    };
  }

  private static long columns(Hyperparameters p) {
    long units = padded(p.numHiddens());
    if (p.cell() == Cell.RNN) {
      return units;
    }
    long last = p.numHiddens() % 16;
    return 4 * (last >= 1 && last <= 8 ? units - 8 : units);
  }

  private static long padded(long n) {
    return (n + 15) / 16 * 16;
  }
}
