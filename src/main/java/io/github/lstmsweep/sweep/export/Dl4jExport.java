package io.github.lstmsweep.sweep.export;

import io.github.lstmsweep.nd4j.Dl4j;
import io.github.lstmsweep.nd4j.Dl4jNetwork;
import io.github.lstmsweep.nd4j.Dl4jZip;
import io.github.lstmsweep.result.model.ModelMetadata;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import io.github.lstmsweep.sweep.model.TrainedSeries;
import io.github.lstmsweep.sweep.model.TrainedTrial;
import java.util.Optional;

/** Exports an LSTM as the zip that DL4J's {@code ModelSerializer} reads. */
final class Dl4jExport implements Export {
  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String description() {
    return "a zip for ModelSerializer.restoreMultiLayerNetwork";
  }

  @Override
  public void requireLibraries() {
    Dl4j.require("export to DL4J");
  }

  @Override
  public Optional<String> refusal(TrainedNetwork trained) {
    if (trained instanceof TrainedSeries) {
      return Optional.of("must be a language model, but is of a time series");
    }
    return Dl4jNetwork.has(trained.hyperparameters())
        ? Optional.empty()
        : Optional.of(
            "must be an LSTM with hidden_activation tanh, which is what DL4J has, but has cell "
                + trained.hyperparameters().cell().key()
                + " and hidden_activation "
                + trained.hyperparameters().hiddenActivation().key());
  }

  @Override
  public byte[] bytes(TrainedNetwork trained) {
    TrainedTrial text = (TrainedTrial) trained;
    return Dl4jZip.of(
        text.architecture(), text.parameters(), ModelMetadata.json(text.row(), text.spelling()));
  }
}
