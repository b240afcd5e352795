package io.github.lstmsweep.sweep.export;

import io.github.lstmsweep.sweep.export.onnx.OnnxFile;
import io.github.lstmsweep.sweep.model.TrainedNetwork;
import io.github.lstmsweep.sweep.model.TrainedSeries;
import io.github.lstmsweep.sweep.model.TrainedTrial;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.Optional;

/** Exports every model as an ONNX file, which runs without this software. */
final class OnnxExport implements Export {
  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public String description() {
    return "an ONNX graph, for ONNX Runtime and others";
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
    float[] parameters = trained.parameters();
    if (trained instanceof TrainedTrial text) {
      return OnnxFile.ofText(text.architecture(), parameters, text.metadata());
    }
    TrainedSeries series = (TrainedSeries) trained;
    Hyperparameters h = series.hyperparameters();
    return OnnxFile.ofSeries(
        series.architecture(), h.input(), h.tau(), series.scales(), parameters, series.metadata());
  }
}
