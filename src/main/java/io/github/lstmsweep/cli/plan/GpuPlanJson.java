package io.github.lstmsweep.cli.plan;

import io.github.lstmsweep.gpu.plan.GpuForecast;
import io.github.lstmsweep.gpu.plan.PackForecast;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The prediction for GPUs for programs. */
final class GpuPlanJson {
  private GpuPlanJson() {}

  /** Returns the prediction: the whole sweep, and each shape. */
  static Map<String, Object> of(GpuForecast forecast) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("device", forecast.device().name());
    json.put("gpus", forecast.gpus());
    json.put("predicted_seconds", forecast.seconds());
    json.put("tokens_per_second", forecast.tokensPerSecond());
    json.put("trials_on_processor", forecast.onProcessor());
    json.put("shapes", forecast.shapes().stream().map(GpuPlanJson::shape).toList());
    return json;
  }

  /** A shape; its pack has null figures if the device has no room for it. */
  private static Map<String, Object> shape(GpuForecast.OfShape shape) {
    Optional<PackForecast> pack = shape.pack();
    Trial trial = shape.first();
    Hyperparameters p = trial.hyperparameters();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cell", p.cell().key());
    json.put("num_layers", p.numLayers());
    json.put("num_hiddens", p.numHiddens());
    json.put("steps", GpuPlanText.steps(trial));
    json.put("batch_size", p.batchSize());
    json.put("trials", shape.trials());
    json.put("pack", pack.map(PackForecast::places).orElse(0));
    json.put("pack_bytes", pack.map(PackForecast::bytes).orElse(null));
    json.put("launches_per_batch", pack.map(PackForecast::launches).orElse(null));
    json.put("tokens_per_second", pack.map(PackForecast::tokensPerSecond).orElse(null));
    json.put("one_gpu_seconds", pack.map(any -> shape.seconds()).orElse(null));
    json.put("bound", pack.map(any -> any.bound().text()).orElse(null));
    return json;
  }
}
