package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Optional;

/** Makes the language model that a trial trains: on this processor's kernels, or elsewhere. */
@FunctionalInterface
public interface ModelMaker {
  /**
   * A model that starts from these parameters.
   *
   * @param windows that minibatches are taken from
   * @param dropout between layers, in training
   */
  TrainableModel make(Parameters initial, TokenWindows windows, Optional<Dropout> dropout);
}
