package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.Kernels.SQUARE;

import io.github.lstmsweep.nn.layer.Gradient;
import io.github.lstmsweep.nn.layer.Linear;
import io.github.lstmsweep.nn.layer.PrefixTree;
import io.github.lstmsweep.nn.layer.TileOutput;
import io.github.lstmsweep.nn.parameter.Arena;
import java.util.Arrays;

/**
 * The output layer of a forecast and its squared error, {@code (y - target)²}, for a step of a
 * tile. The mean in d2l.ai is PyTorch's, without a factor of a half (chapter 3.5).
 */
final class SquaredError implements TileOutput {
  private final Linear linear;
  private final Arena arena; // the tile's
  private final int forecast; // [SQUARE][R], of which the first row is one
  private final int biasGradient; // [R]
  private final float[] targets; // [T][R]
  private final float[] made; // of the model
  private boolean keeping;
  private int firstStep; // that has a loss
  private int firstWindow;

  /**
   * An output layer and its loss.
   *
   * @param steps of the longest sequence
   * @param made receives forecasts, by the window's place in its minibatch
   */
  SquaredError(Linear linear, int steps, float[] made) {
    this.linear = linear;
    this.arena = linear.arena();
    this.forecast = arena.take((long) SQUARE * ROWS);
    this.biasGradient = arena.take(ROWS);
    this.targets = new float[Math.multiplyExact(steps, ROWS)];
    this.made = made;
  }

  /** Sets the value that a row of a step has to forecast. */
  void target(int t, int row, float value) {
    targets[t * ROWS + row] = value;
  }

  /**
   * Starts the windows of a tile.
   *
   * @param mode forecasts are kept if it is a validation
   * @param step the first that has a loss
   * @param window the first row of that step forecasts after this window of the minibatch
   */
  void begin(SequenceModel.Mode mode, int step, int window) {
    keeping = mode == SequenceModel.Mode.VALIDATION;
    firstStep = step;
    firstWindow = window;
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public void begin() {
    linear.zero(biasGradient, ROWS);
  }

  @Override
  public void end(Gradient gradient) {
    linear.addBiasGradient(0, 1, biasGradient, gradient);
  }

  @Override
  public double loss(PrefixTree tree, int t, int slot) {
    return t < firstStep ? 0 : loss(t, slot, tree.states[t]);
  }

  private double loss(int t, int slot, int rows) {
    linear.forward(0, 1, slot, rows, forecast);
    float[] floats = arena.floats();
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      float y = floats[forecast + r];
      if (keeping) {
        made[firstWindow + t - firstStep + r] = y;
      }
      double error = (double) y - targets[t * ROWS + r];
      loss += error * error;
    }
    return loss;
  }

  @Override
  public double lossAndGradient(
      PrefixTree tree, int from, int to, float scale, Gradient gradient, int dh) {
    int rows = tree.states[from];
    if (from < firstStep) {
      linear.zero(dh, linear.units());
      return 0;
    }
    double loss = loss(from, from + 1, rows);
    float[] floats = arena.floats();
    for (int r = 0; r < rows; r++) {
      float error = floats[forecast + r] - targets[from * ROWS + r];
      float slope = 2 * scale * error;
      floats[forecast + r] = slope;
      floats[biasGradient + r] += slope;
    }
    // Kernels compute whole vectors, so the rows beyond the states must contribute zero.
    Arrays.fill(floats, forecast + rows, forecast + ROWS, 0f);
    linear.backward(0, 1, from, rows, forecast, gradient, dh);
    return loss;
  }
}
