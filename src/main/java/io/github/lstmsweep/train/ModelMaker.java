package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.SeriesWindows;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/** Makes the model that a trial trains, on this processor's kernels or on a different engine. */
@FunctionalInterface
public interface ModelMaker {
  /**
   * Makes a language model that starts from these parameters.
   *
   * @param windows the source of the minibatches
   * @param dropout applied between layers, in training only
   */
  TrainableModel make(Parameters initial, TokenWindows windows, Optional<Dropout> dropout);

  /**
   * Makes a model of a time series that starts from these parameters.
   *
   * @param windows the source of the minibatches
   * @param dropout applied between layers, in training only
   * @throws UnsupportedOperationException if the engine trains language models only
   */
  default TrainableModel make(
      Parameters initial, SeriesWindows windows, Optional<Dropout> dropout) {
    throw new UnsupportedOperationException("this engine trains language models only");
  }
}
