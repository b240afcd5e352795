package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.NetworkState;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TrainableModel;
import java.util.Optional;

/** Keeps the parameters of a training after its best epoch so far, the earliest of equal ones. */
final class BestEpoch {
  private double score = Double.POSITIVE_INFINITY;
  private Optional<float[]> parameters = Optional.empty();

  /** Takes the parameters if no epoch before was as good. */
  void look(EpochPoint point, TrainableModel model) {
    if (point.validationScore() < score) {
      score = point.validationScore();
      parameters = Optional.of(model.canonicalParameters());
    }
  }

  /**
   * Goes on from a state.
   *
   * @throws IllegalArgumentException if the state lacks the parameters
   */
  void restore(TrainingState state) {
    if (state.best().map(best -> best.length).orElse(0) != state.network().parameters().length) {
      throw new IllegalArgumentException(
          "Cannot continue a trial that keeps its best epoch: its state lacks the parameters");
    }
    parameters = state.best();
    for (EpochPoint point : state.curve()) {
      score = Math.min(score, point.validationScore());
    }
  }

  /** Returns the parameters; empty before the first epoch. */
  Optional<float[]> parameters() {
    return parameters;
  }

  /** Gives the model the parameters of the best epoch. Its training must be over. */
  void putInto(TrainableModel model, Optimizer optimizer) {
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
