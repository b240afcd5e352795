package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.layer.DenseInput;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.Panels;
import io.github.lstmsweep.trial.SeriesInput;

/** Reads the values of a series, and forecasts the next ones. */
final class SeriesEnds implements TileEnds {
  private final Forecasts forecasts;
  private final SeriesWindows series;
  private final int step; // floats that a step reads, padding included
  private Arena arena;
  private int numbers; // [T][I'][R], I' = numbers of a step rounded up to 16
  private SquaredError output;

  SeriesEnds(Forecasts forecasts) {
    this.forecasts = forecasts;
    this.series = forecasts.series;
    this.step = Panels.padded(series.numbers()) * ROWS;
  }

  @Override
  public int longest() {
    return series.longest();
  }

  @Override
  public DenseInput input(Arena tile) {
    arena = tile;
    numbers = tile.take((long) longest() * step);
    return (t, slot) -> numbers + t * step;
  }

  @Override
  public TileOutput output(Linear linear) {
    output = new SquaredError(linear, longest(), forecasts.made);
    return output;
  }

  @Override
  public int take(PrefixTree tree, SequenceModel.Mode mode, int[] minibatch, int first, int count) {
    if (series.input() == SeriesInput.WINDOW) {
      // The minibatch is one sequence: row 0 of every step.
      for (int w = 0; w < count; w++) {
        put(w, 0, minibatch[w]);
        output.target(w, 0, forecasts.value(minibatch[w] + series.tau()));
      }
      output.begin(mode, 0, 0);
      tree.separate(1, count);
      return count;
    }
    int rows = Math.min(ROWS, count - first);
    for (int w = 0; w < rows; w++) {
      int start = minibatch[first + w];
      for (int t = 0; t < series.tau(); t++) {
        put(t, w, start + t);
      }
      output.target(series.tau() - 1, w, forecasts.value(start + series.tau()));
    }
    output.begin(mode, series.tau() - 1, first);
    tree.separate(rows, series.tau());
    return series.tau();
  }

  /** Writes the numbers of a step, which begin at a moment. */
  private void put(int t, int row, int moment) {
    float[] floats = arena.floats();
    int to = numbers + t * step + row;
    int from = moment * series.width();
    for (int k = 0; k < series.numbers(); k++) {
      floats[to + k * ROWS] = forecasts.values[from + k];
    }
  }
}
