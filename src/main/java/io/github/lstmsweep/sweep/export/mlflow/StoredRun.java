package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A run as a server has it.
 *
 * @param id the server's name for it
 * @param status the server's word
 * @param params by key
 * @param tags by key
 * @param latest the value of each metric at its last step
 */
record StoredRun(
    String id,
    String status,
    Map<String, String> params,
    Map<String, String> tags,
    Map<String, Value> latest) {
  /**
   * A value of a metric.
   *
   * @param value the number; MLflow replaces infinity by the largest one
   * @param step the number of epochs before it
   */
  record Value(double value, long step) {
    /** Returns whether it is the value that an export would write. */
    boolean is(MetricPoint point) {
      double stored = Double.isInfinite(point.value()) ? largest(point.value()) : point.value();
      return step == point.step() && (value == point.value() || value == stored);
    }

    private static double largest(double infinite) {
      return infinite > 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
    }
  }

  /** Reads a run as {@code runs/search} and {@code runs/create} return it. */
  static StoredRun of(JsonNode run) {
    JsonNode info = run.path("info");
    JsonNode data = run.path("data");
    Map<String, Value> latest = new HashMap<>();
    for (JsonNode metric : data.path("metrics")) {
      latest.put(
          metric.path("key").asText(),
          new Value(metric.path("value").asDouble(), metric.path("step").asLong()));
    }
    return new StoredRun(
        info.path("run_id").asText(),
        info.path("status").asText(),
        texts(data.path("params")),
        texts(data.path("tags")),
        latest);
  }

  private static Map<String, String> texts(JsonNode entries) {
    Map<String, String> texts = new HashMap<>();
    for (JsonNode entry : entries) {
      texts.put(entry.path("key").asText(), entry.path("value").asText());
    }
    return texts;
  }

  /** Returns whether an export has written it to its end. */
  boolean hasEnded() {
    return status.equals(RunStatus.FINISHED.name())
        || status.equals(RunStatus.FAILED.name())
        || status.equals(RunStatus.KILLED.name());
  }
}
