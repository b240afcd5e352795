package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.SeriesInput;
import io.github.lstmsweep.trial.Task;

/**
 * Counts the minibatches of a pass over windows, and the rows that its tiles leave empty. A step
 * takes tiles of 64 rows, and a row is a sequence. Most minibatches fill all their tiles but the
 * last one. With {@code input: window} a minibatch is one sequence, so each step leaves 63 rows
 * empty.
 *
 * @param windows windows, counted once per pass
 * @param minibatches minibatches, whatever their size
 * @param emptyTileSteps steps of tiles times the share of their rows that is empty
 */
record Passes(double windows, double minibatches, double emptyTileSteps) {
  private static final int ROWS = 64;

  /** One pass over {@code windows} windows. */
  static Passes over(int windows, Hyperparameters p, Dataset d) {
    int batch = p.batchSize();
    int whole = windows / batch;
    int rest = windows % batch;
    return new Passes(
        windows,
        whole + (rest > 0 ? 1 : 0),
        whole * empty(batch, p, d) + (rest > 0 ? empty(rest, p, d) : 0));
  }

  /** The passes that forecast at the end of a training; none for a text. */
  static Passes forecasts(Hyperparameters p, Dataset d) {
    Passes all = new Passes(0, 0, 0);
    if (d.task() == Task.TIME_SERIES) {
      ForecastReach reach = ForecastReach.of(d);
      int before = 0;
      for (int horizon : ForecastReach.HORIZONS) {
        Passes each = over(reach.windowsThatLook(horizon), p, d);
        all = all.plus(each.times(horizon - before));
        before = horizon;
      }
    }
    return all;
  }

  Passes times(double factor) {
    return new Passes(windows * factor, minibatches * factor, emptyTileSteps * factor);
  }

  private Passes plus(Passes other) {
    return new Passes(
        windows + other.windows,
        minibatches + other.minibatches,
        emptyTileSteps + other.emptyTileSteps);
  }

  private static double empty(int minibatch, Hyperparameters p, Dataset d) {
    if (d.task() == Task.TIME_SERIES && p.input() == SeriesInput.WINDOW) {
      return minibatch * (ROWS - 1.0) / ROWS;
    }
    int last = (minibatch - 1) % ROWS + 1;
    return SequenceShape.of(p, d).stepsOfWindow() * (double) (ROWS - last) / ROWS;
  }
}
