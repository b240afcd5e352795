package io.github.lstmsweep.sweep.export.mlflow;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run as a server must have it.
 *
 * @param name for people
 * @param status at its end
 * @param started the time of its start
 * @param finished the time of its end
 * @param origin the tags that the run has from its first moment, by which it is found again
 * @param params by key
 * @param tags all other tags, by key
 * @param values the metrics that have one value
 * @param curves the metrics that have a value per epoch
 * @param exported the content of the tag {@link Tag#EXPORTED}
 * @param enough the contents of that tag in runs that have at least as much
 */
record WantedRun(
    String name,
    RunStatus status,
    Instant started,
    Instant finished,
    Map<String, String> origin,
    Map<String, String> params,
    Map<String, String> tags,
    List<MetricPoint> values,
    List<MetricPoint> curves,
    String exported,
    Set<String> enough) {
  /** Copies the collections, and keeps their order. */
  WantedRun {
    origin = ordered(origin);
    params = ordered(params);
    tags = ordered(tags);
    values = List.copyOf(values);
    curves = List.copyOf(curves);
    enough = Set.copyOf(enough);
  }

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Returns whether a run of the server has all of it. */
  boolean isMetBy(StoredRun run) {
    return run.hasEnded() && enough.contains(run.tags().get(Tag.EXPORTED));
  }
}
