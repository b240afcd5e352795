package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runs of one experiment on a server. */
final class Runs {
  /** A page has about 2 MB then. */
  private static final int PAGE = 200;

  /** A server gives at most so many values of a metric at a time. */
  private static final int VALUES = 10_000;

  private static final String NEXT = "next_page_token";
  private static final String TOKEN = "page_token";
  private static final String MOST = "max_results";
  private static final String RUN = "run_id";

  private final TrackingServer server;
  private final String experiment;

  Runs(TrackingServer server, String experiment) {
    this.server = server;
    this.experiment = experiment;
  }

  /**
   * Returns the runs of trials that are not deleted, by {@link Tag#TRIAL}. If a trial has several
   * runs, as two exports at a time make them, one that has ended is taken.
   */
  Map<String, StoredRun> ofTrials(Set<String> wanted) throws ServerException {
    Map<String, StoredRun> runs = new LinkedHashMap<>();
    search(
        "tags.`" + Tag.TRIAL + "` LIKE '%'",
        run -> {
          String trial = run.tags().getOrDefault(Tag.TRIAL, "");
          if (wanted.contains(trial)) {
            runs.merge(trial, run, (first, second) -> first.hasEnded() ? first : second);
          }
        });
    return runs;
  }

  /** Returns the run of a sweep. */
  Optional<StoredRun> ofSweep(String name) throws ServerException {
    Map<String, StoredRun> runs = new LinkedHashMap<>();
    search(
        "tags.`"
            + Tag.KIND
            + "` = '"
            + SweepRun.KIND
            + "' AND tags.`"
            + Tag.SWEEP
            + "` = '"
            + name
            + "'",
        run -> runs.merge(name, run, (first, second) -> first.hasEnded() ? first : second));
    return Optional.ofNullable(runs.get(name));
  }

  private interface Visitor {
    void visit(StoredRun run);
  }

  private void search(String filter, Visitor visitor) throws ServerException {
    String token = "";
    do {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("filter", filter);
      body.putArray("experiment_ids").add(experiment);
      body.put(MOST, PAGE);
      if (!token.isEmpty()) {
        body.put(TOKEN, token);
      }
      JsonNode page = server.tell("runs/search", body);
      for (JsonNode run : page.path("runs")) {
        visitor.visit(StoredRun.of(run));
      }
      token = page.path(NEXT).asText();
    } while (!token.isEmpty());
  }

  /** Makes a run with its first tags, which no other export can see without them. */
  StoredRun create(WantedRun wanted) throws ServerException {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("experiment_id", experiment)
            .put("run_name", wanted.name())
            .put("start_time", wanted.started().toEpochMilli());
    var tags = body.putArray("tags");
    wanted.origin().forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return StoredRun.of(server.tell("runs/create", body).path("run"));
  }

  /** Adds values, parameters and tags to a run. */
  void log(Batches batches) throws ServerException {
    for (ObjectNode call : batches.calls()) {
      JsonNode unused = server.tell("runs/log-batch", call);
    }
  }

  /** Says that an ended run is being written again. */
  void reopen(String run) throws ServerException {
    JsonNode unused =
        server.tell(
            "runs/update",
            JsonNodeFactory.instance.objectNode().put(RUN, run).put("status", "RUNNING"));
  }

  /** Ends a run. */
  void end(String run, RunStatus status, Instant at) throws ServerException {
    JsonNode unused =
        server.tell(
            "runs/update",
            JsonNodeFactory.instance
                .objectNode()
                .put(RUN, run)
                .put("status", status.name())
                .put("end_time", at.toEpochMilli()));
  }

  /** Returns the steps at which a run has a value of a metric. */
  Set<Long> steps(String run, String metric) throws ServerException {
    Set<Long> steps = new HashSet<>();
    String token = "";
    do {
      Map<String, String> query = new LinkedHashMap<>();
      query.put(RUN, run);
      query.put("metric_key", metric);
      query.put(MOST, String.valueOf(VALUES));
      if (!token.isEmpty()) {
        query.put(TOKEN, token);
      }
      JsonNode page = server.ask("metrics/get-history", query);
      for (JsonNode value : page.path("metrics")) {
        steps.add(value.path("step").asLong());
      }
      token = page.path(NEXT).asText();
    } while (!token.isEmpty());
    return steps;
  }
}
