package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.NetworkState;
import java.util.List;
import java.util.Optional;

/**
 * The state of a training between two epochs. A training that continues from it has the bits of one
 * that never stopped. The random streams need no place here: they depend on the trial and on the
 * number of epochs.
 *
 * @param network its parameters and the optimizer's numbers
 * @param curve one point for every epoch so far
 * @param trainNanos time spent on training minibatches so far
 * @param validationNanos time spent on validation minibatches so far
 * @param best the parameters after the best epoch so far, in the canonical order; empty for a trial
 *     that keeps its last epoch
 */
public record TrainingState(
    NetworkState network,
    List<EpochPoint> curve,
    long trainNanos,
    long validationNanos,
    Optional<float[]> best) {
  /** Copies the curve. */
  public TrainingState {
    curve = List.copyOf(curve);
  }

  /** Returns the number of epochs that the training has had. */
  public int epochs() {
    return curve.size();
  }
}
