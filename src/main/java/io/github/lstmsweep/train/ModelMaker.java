package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/**
 * Makes the language model that a trial trains, on this processor's kernels or on a different
 * engine.
 */
@FunctionalInterface
public interface ModelMaker {
  /**
   * Makes a model that starts from these parameters.
   *
   * @param windows the source of the minibatches
   * @param dropout applied between layers, in training only
   */
  TrainableModel make(Parameters initial, TokenWindows windows, Optional<Dropout> dropout);
}
