package io.github.lstmsweep.nn;

import java.util.Optional;

/** Keeps the parameters of a training after its best epoch so far, the earliest of equal ones. */
public final class BestParameters {
  private double score = Double.POSITIVE_INFINITY;
  private Optional<float[]> parameters = Optional.empty();

  /** Takes the model's parameters if no epoch before was as good. */
  public void look(double newScore, TrainableModel model) {
    if (newScore < score) {
      score = newScore;
      parameters = Optional.of(model.canonicalParameters());
    }
  }

  /** Goes on with the best parameters and their score that were stored; keeps the array. */
  public void restore(float[] stored, double storedScore) {
    score = storedScore;
    parameters = Optional.of(stored);
  }

  /** Returns the parameters in the canonical order; empty before the first epoch. Not a copy. */
  public Optional<float[]> parameters() {
    return parameters;
  }

  /** Gives the model the parameters of the best epoch. Its training must be over. */
  public void putInto(TrainableModel model, Optimizer optimizer) {
    if (parameters.isPresent()) {
      NetworkState last = model.stateWith(optimizer);
      model.restore(
          new NetworkState(
              parameters.get(), last.first(), last.second(), last.beta1Power(), last.beta2Power()),
          optimizer,
          0);
    }
  }
}
