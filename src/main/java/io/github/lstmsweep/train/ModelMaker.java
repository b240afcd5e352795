package io.github.lstmsweep.train;

import io.github.lstmsweep.nn.Dropout;
import io.github.lstmsweep.nn.Parameters;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.Windows;
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
  TrainableModel make(Parameters initial, Windows windows, Optional<Dropout> dropout);
}
