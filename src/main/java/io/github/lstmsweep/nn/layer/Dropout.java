package io.github.lstmsweep.nn.layer;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.trial.Trial;
import io.github.lstmsweep.trial.random.RandomField;
import io.github.lstmsweep.trial.random.RandomStream;
import java.util.Optional;

/**
 * Leaves out hidden units between two layers in training. Each unit is left out with probability
 * {@code rate}, to the nearest of 65,536 parts. The remaining ones are scaled up by {@code 1 / (1 -
 * rate)} (Srivastava et al. 2014). The place in the network is that of PyTorch's {@code nn.LSTM}.
 * The choice depends on the minibatch, the layer, the step, the window's place in the minibatch and
 * the unit. It does not depend on threads.
 *
 * @param rate from 0 to below 1
 * @param random of the trial
 */
public record Dropout(double rate, RandomField random) {
  private static final int UNITS_OF_A_BLOCK = 8;

  /**
   * Bits in which blocks of units are counted, out of the 16 that are free. The remaining four take
   * a step's upper bits, which are not zero from step 65,536 on. In a window that is one sequence,
   * a step is the window's place in its minibatch.
   */
  public static final int BITS_OF_UNITS = 12;

  /** Returns the dropout of a trial's training; empty if no unit is left out. */
  public static Optional<Dropout> of(Trial trial) {
    double rate = trial.hyperparameters().dropout();
    return rate > 0 && trial.hyperparameters().numLayers() > 1
        ? Optional.of(
            new Dropout(rate, RandomStream.field(trial.trainingId(), RandomStream.Purpose.DROPOUT)))
        : Optional.empty();
  }

  /** The number of 65,536 draws that leave a unit out: those below it. */
  public int threshold() {
    return (int) Math.min(65_535, Math.round(rate * 65_536));
  }

  /** The factor of a unit that is not left out. */
  public float kept() {
    return 65_536f / (65_536 - threshold());
  }

  /**
   * Computes the factors of one step of a whole minibatch: 0 or {@code 1 / (1 - rate)}.
   *
   * @param minibatch from 0, over all epochs
   * @param layer that reads
   * @param rows of the minibatch
   * @param factors out, [rows][hiddens] from {@code off}
   */
  public void factors(
      long minibatch, int layer, int step, int rows, int hiddens, float[] factors, int off) {
    float[] mask = new float[hiddens * ROWS];
    for (int first = 0; first < rows; first += ROWS) {
      mask(minibatch, layer, step, first, hiddens, mask, 0);
      for (int r = first; r < Math.min(rows, first + ROWS); r++) {
        for (int u = 0; u < hiddens; u++) {
          factors[off + r * hiddens + u] = mask[u * ROWS + r - first];
        }
      }
    }
  }

  /**
   * Computes the factors of one step of one tile: 0 or {@code 1 / (1 - rate)}.
   *
   * @param minibatch from 0, over all epochs
   * @param layer that reads
   * @param firstWindow of the tile in the minibatch
   * @param mask out, [hiddens][R] from {@code off}
   */
  void mask(
      long minibatch, int layer, int step, int firstWindow, int hiddens, float[] mask, int off) {
    int threshold = threshold();
    float kept = kept();
    int[] block = new int[4];
    for (int r = 0; r < ROWS; r++) {
      for (int u = 0; u < hiddens; u++) {
        int lane = u % UNITS_OF_A_BLOCK;
        if (lane == 0) {
          block[0] = (int) minibatch;
          block[1] = (int) (minibatch >>> 32) << 8 | layer;
          block[2] = step << 16 | step >>> 16 << BITS_OF_UNITS | u / UNITS_OF_A_BLOCK;
          block[3] = firstWindow + r;
          random.at(block);
        }
        int bits = block[lane / 2] >>> (lane % 2 * 16) & 0xFFFF;
        mask[off + u * ROWS + r] = bits < threshold ? 0f : kept;
      }
    }
  }
}
