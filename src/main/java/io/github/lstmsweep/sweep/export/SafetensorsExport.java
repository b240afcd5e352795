package io.github.lstmsweep.sweep.export;

import io.github.lstmsweep.nn.parameter.ParameterArray;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import java.util.Optional;

/** Exports every model as float32 arrays behind a JSON header, the safetensors format. */
final class SafetensorsExport implements Export {
  @Override
  public String name() {
    return "raw";
  }

  @Override
  public String description() {
    return "float32 arrays behind a JSON header, the safetensors format";
  }

  @Override
  public void requireLibraries() {
    // It needs none.
  }

  @Override
  public Optional<String> refusal(TrainedNetwork trained) {
    return Optional.empty();
  }

  @Override
  public byte[] bytes(TrainedNetwork trained) {
    return Safetensors.of(
        trained.metadata(), ParameterArray.of(trained.architecture()), trained.parameters());
  }
}
