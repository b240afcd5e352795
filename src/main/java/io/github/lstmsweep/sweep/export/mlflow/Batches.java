package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Packs what a run lacks into calls of {@code runs/log-batch}, in the order in which it is added.
 * The limits of a call are in MLflow's REST API, "Log Batch": 1,000 metrics, 100 parameters, 100
 * tags, 1,000 of them all, and 1 MB.
 */
final class Batches {
  static final int MOST_ENTRIES = 1_000;
  static final int MOST_BYTES = 1_000_000;

  /** The lists of a call. */
  private enum Part {
    PARAMS("params", 100),
    METRICS("metrics", 1_000),
    TAGS("tags", 100);

    private final String key;
    private final int most;

    Part(String key, int most) {
      this.key = key;
      this.most = most;
    }
  }

  private final String run;
  private final List<ObjectNode> full = new ArrayList<>();
  private Map<Part, Integer> counts = new EnumMap<>(Part.class);
  private ObjectNode last;
  private int bytes;

  /** Packs for the run that the server calls {@code run}. */
  Batches(String run) {
    this.run = run;
    this.last = empty();
  }

  private ObjectNode empty() {
    ObjectNode batch = JsonNodeFactory.instance.objectNode().put("run_id", run);
    for (Part part : Part.values()) {
      batch.putArray(part.key);
    }
    counts = new EnumMap<>(Part.class);
    bytes = length(batch);
    return batch;
  }

  void param(String key, String value) {
    add(Part.PARAMS, JsonNodeFactory.instance.objectNode().put("key", key).put("value", value));
  }

  void tag(String key, String value) {
    add(Part.TAGS, JsonNodeFactory.instance.objectNode().put("key", key).put("value", value));
  }

  void metric(MetricPoint point) {
    add(
        Part.METRICS,
        JsonNodeFactory.instance
            .objectNode()
            .put("key", point.key())
            // Jackson writes infinity as a text, which is its spelling for MLflow too.
            .put("value", point.value())
            .put("timestamp", point.at().toEpochMilli())
            .put("step", point.step()));
  }

  private void add(Part part, ObjectNode entry) {
    int more = length(entry) + 1;
    if (counts.getOrDefault(part, 0) == part.most
        || counts.values().stream().mapToInt(count -> count).sum() == MOST_ENTRIES
        || bytes + more > MOST_BYTES) {
      full.add(last);
      last = empty();
    }
    last.withArray(part.key).add(entry);
    counts.merge(part, 1, Integer::sum);
    bytes += more;
  }

  private static int length(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the bodies of the calls; none if nothing was added. */
  List<ObjectNode> calls() {
    List<ObjectNode> all = new ArrayList<>(full);
    if (!counts.isEmpty()) {
      all.add(last);
    }
    return all;
  }
}
