package io.github.lstmsweep.sweep.export.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A tracking server in this process, stricter than MLflow: it has the limits of old servers, keeps
 * every value that is sent twice, and refuses every field that it does not know.
 */
final class FakeMlflow implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern KEY = Pattern.compile("[/\\w.\\- ]{1,250}");
  private static final Pattern SWEEP =
      Pattern.compile("tags.`lstm_sweep.kind` = 'sweep' AND tags.`lstm_sweep.sweep` = '([^']*)'");
  private static final String TRIALS = "tags.`lstm_sweep.trial_id` LIKE '%'";
  private static final Set<String> WRITES =
      Set.of("experiments/create", "runs/create", "runs/log-batch", "runs/update");

  /** So small that a few runs need several pages. */
  private static final int PAGE = 2;

  private static final int VALUES = 100;

  /** A run as the server has it. */
  static final class Run {
    final String id;
    final String experiment;
    final Map<String, String> params = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final List<MetricPoint> metrics = new ArrayList<>();
    String name = "";
    String status = "RUNNING";
    long start;
    long end;

    Run(String id, String experiment) {
      this.id = id;
      this.experiment = experiment;
    }

    /** Returns the values of a metric, in the order in which they came. */
    List<MetricPoint> history(String key) {
      return metrics.stream().filter(m -> m.key().equals(key)).toList();
    }
  }

  /** An answer of the server. */
  private record Answer(int status, JsonNode body) {}

  /** A refusal as MLflow words it. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refused(int status, String code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }

    static Refused invalid(String message) {
      return new Refused(400, "INVALID_PARAMETER_VALUE", message);
    }
  }

  final Map<String, String> experiments = new LinkedHashMap<>();
  final Set<String> deleted = new HashSet<>();
  final Map<String, Run> runs = new LinkedHashMap<>();

  /** The calls that write, in their order. */
  final List<String> writes = new ArrayList<>();

  /** The sizes of the calls of {@code runs/log-batch}. */
  final List<JsonNode> batches = new ArrayList<>();

  /** The value of the header that a call must have. */
  Optional<String> authorization = Optional.empty();

  /** The number of writes after which the server breaks the connection; it keeps the last one. */
  int dieAfter = Integer.MAX_VALUE;

  /** If the server dies within a {@code runs/log-batch}, it has kept half of its metrics. */
  boolean dead;

  /** The number of calls to answer with 503. */
  int busy;

  private final HttpServer server;

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (dead) {
      exchange.close();
      return;
    }
    Answer answer;
    try {
      answer = answer(exchange, new String(bytes, StandardCharsets.UTF_8));
    } catch (Refused e) {
      answer =
          new Answer(
              e.status,
              JSON.createObjectNode().put("error_code", e.code).put("message", e.getMessage()));
    }
    if (writes.size() >= dieAfter) {
      dead = true;
      exchange.close();
      return;
    }
    byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer answer(HttpExchange exchange, String body) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/api/2.0/mlflow/")) {
      throw new Refused(404, "ENDPOINT_NOT_FOUND", "no such endpoint");
    }
    if (busy > 0) {
      busy--;
      throw new Refused(503, "TEMPORARILY_UNAVAILABLE", "come back");
    }
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization.isPresent() && !authorization.get().equals(given)) {
      throw new Refused(401, "UNAUTHENTICATED", "You are not authenticated, " + given);
    }
    String call = path.substring("/api/2.0/mlflow/".length());
    boolean isQuestion = Set.of("experiments/get-by-name", "metrics/get-history").contains(call);
    if (!exchange.getRequestMethod().equals(isQuestion ? "GET" : "POST")) {
      throw new Refused(405, "BAD_REQUEST", "wrong method");
    }
    JsonNode request = isQuestion ? query(exchange) : JSON.readTree(body);
    if (WRITES.contains(call)) {
      writes.add(call);
    }
    JsonNode answer =
        switch (call) {
          case "experiments/get-by-name" -> experiment(request);
          case "experiments/create" -> create(fields(request, "name"));
          case "runs/search" -> search(request);
          case "runs/create" -> createRun(request);
          case "runs/log-batch" -> log(request, body);
          case "runs/update" -> update(request);
          case "metrics/get-history" -> history(request);
          default -> throw new Refused(404, "ENDPOINT_NOT_FOUND", call);
        };
    return new Answer(200, answer);
  }

  private static JsonNode query(HttpExchange exchange) {
    ObjectNode query = JSON.createObjectNode();
    for (String pair : exchange.getRequestURI().getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  /** Returns the request, which must have no other fields than these. */
  private static JsonNode fields(JsonNode request, String... names) {
    request
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!Arrays.asList(names).contains(name)) {
                throw Refused.invalid("unknown field " + name);
              }
            });
    return request;
  }

  private JsonNode experiment(JsonNode request) {
    String id = experiments.get(fields(request, "experiment_name").get("experiment_name").asText());
    if (id == null) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "Could not find experiment");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("experiment")
        .put("experiment_id", id)
        .put("lifecycle_stage", deleted.contains(id) ? "deleted" : "active");
    return answer;
  }

  private JsonNode create(JsonNode request) {
    String name = request.get("name").asText();
    if (name.length() > 500) {
      throw Refused.invalid("'name' exceeds the maximum length of 500 characters");
    }
    if (experiments.containsKey(name)) {
      throw new Refused(400, "RESOURCE_ALREADY_EXISTS", "Experiment already exists");
    }
    String id = String.valueOf(experiments.size() + 1);
    experiments.put(name, id);
    return JSON.createObjectNode().put("experiment_id", id);
  }

  private JsonNode search(JsonNode request) {
    fields(request, "experiment_ids", "filter", "max_results", "page_token");
    if (request.get("max_results").asInt() > 50_000) {
      throw Refused.invalid("max_results");
    }
    String filter = request.get("filter").asText();
    Matcher sweep = SWEEP.matcher(filter);
    if (!filter.equals(TRIALS) && !sweep.matches()) {
      throw Refused.invalid("Invalid clause: " + filter);
    }
    String experiment = request.get("experiment_ids").get(0).asText();
    List<Run> found =
        runs.values().stream()
            .filter(run -> run.experiment.equals(experiment))
            .filter(
                run ->
                    filter.equals(TRIALS)
                        ? run.tags.containsKey("lstm_sweep.trial_id")
                        : "sweep".equals(run.tags.get("lstm_sweep.kind"))
                            && sweep.group(1).equals(run.tags.get("lstm_sweep.sweep")))
            .toList();
    int from = request.path("page_token").asInt();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("runs");
    found.stream().skip(from).limit(PAGE).forEach(run -> page.add(json(run)));
    if (found.size() > from + PAGE) {
      answer.put("next_page_token", String.valueOf(from + PAGE));
    }
    return answer;
  }

  private static JsonNode json(Run run) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("info").put("run_id", run.id).put("status", run.status);
    ObjectNode data = json.putObject("data");
    Map<String, MetricPoint> latest = new HashMap<>();
    run.metrics.forEach(m -> latest.merge(m.key(), m, (a, b) -> a.step() > b.step() ? a : b));
    ArrayNode metrics = data.putArray("metrics");
    latest.values().forEach(m -> metrics.add(json(m)));
    put(data.putArray("params"), run.params);
    put(data.putArray("tags"), run.tags);
    return json;
  }

  private static JsonNode json(MetricPoint m) {
    // As MLflow's database stores infinity.
    double value = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, m.value()));
    return JSON.createObjectNode()
        .put("key", m.key())
        .put("value", value)
        .put("timestamp", m.at().toEpochMilli())
        .put("step", m.step());
  }

  private static void put(ArrayNode array, Map<String, String> texts) {
    texts.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
  }

  private JsonNode createRun(JsonNode request) {
    fields(request, "experiment_id", "run_name", "start_time", "tags");
    String experiment = request.get("experiment_id").asText();
    if (!experiments.containsValue(experiment)) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "No Experiment");
    }
    Run run = new Run("run" + runs.size(), experiment);
    run.name = request.get("run_name").asText();
    run.start = request.get("start_time").asLong();
    request.get("tags").forEach(tag -> run.tags.put(key(tag), text(tag, 5_000)));
    runs.put(run.id, run);
    ObjectNode answer = JSON.createObjectNode();
    answer.set("run", json(run));
    return answer;
  }

  private JsonNode update(JsonNode request) {
    fields(request, "run_id", "status", "end_time");
    Run run = run(request);
    if (!Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED")
        .contains(request.get("status").asText())) {
      throw Refused.invalid("status");
    }
    run.status = request.get("status").asText();
    run.end = request.path("end_time").asLong(run.end);
    return JSON.createObjectNode();
  }

  private Run run(JsonNode request) {
    Run run = runs.get(request.path("run_id").asText());
    if (run == null) {
      throw new Refused(404, "RESOURCE_DOES_NOT_EXIST", "Run not found");
    }
    return run;
  }

  private JsonNode log(JsonNode request, String body) {
    fields(request, "run_id", "metrics", "params", "tags");
    Run run = run(request);
    int metrics = request.get("metrics").size();
    int params = request.get("params").size();
    int tags = request.get("tags").size();
    if (body.length() > 1_000_000
        || metrics > 1_000
        || params > 100
        || tags > 100
        || metrics + params + tags > 1_000) {
      throw Refused.invalid("A batch logging request can contain at most 1000 entities");
    }
    batches.add(request);
    for (JsonNode param : request.get("params")) {
      String value = text(param, 500);
      String old = run.params.putIfAbsent(key(param), value);
      if (value.isEmpty() || (old != null && !old.equals(value))) {
        throw Refused.invalid("Changing param values is not allowed");
      }
    }
    boolean dies = writes.size() >= dieAfter;
    StreamSupport.stream(request.get("metrics").spliterator(), false)
        .limit(dies ? metrics / 2 : metrics)
        .forEach(metric -> run.metrics.add(metric(metric)));
    if (!dies) {
      request.get("tags").forEach(tag -> run.tags.put(key(tag), text(tag, 5_000)));
    }
    return JSON.createObjectNode();
  }

  private static MetricPoint metric(JsonNode metric) {
    fields(metric, "key", "value", "timestamp", "step");
    JsonNode value = metric.get("value");
    boolean isNumber =
        value.isNumber() || Set.of("Infinity", "-Infinity", "NaN").contains(value.asText());
    if (!isNumber
        || !metric.get("timestamp").isIntegralNumber()
        || metric.get("timestamp").asLong() < 0
        || !metric.get("step").isIntegralNumber()) {
      throw Refused.invalid("Got invalid value for metric " + metric);
    }
    return new MetricPoint(
        key(metric),
        value.isNumber() ? value.asDouble() : Double.parseDouble(value.asText()),
        Instant.ofEpochMilli(metric.get("timestamp").asLong()),
        metric.get("step").asLong());
  }

  private JsonNode history(JsonNode request) {
    fields(request, "run_id", "metric_key", "max_results", "page_token");
    List<MetricPoint> all = run(request).history(request.get("metric_key").asText());
    int from = request.path("page_token").asInt();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode page = answer.putArray("metrics");
    all.stream().skip(from).limit(VALUES).forEach(m -> page.add(json(m)));
    if (all.size() > from + VALUES) {
      answer.put("next_page_token", String.valueOf(from + VALUES));
    }
    return answer;
  }

  private static String key(JsonNode entry) {
    String key = entry.get("key").asText();
    if (!KEY.matcher(key).matches()) {
      throw Refused.invalid("Invalid name: " + key);
    }
    return key;
  }

  private static String text(JsonNode entry, int most) {
    fields(entry, "key", "value");
    String value = entry.get("value").asText();
    if (!entry.get("value").isTextual() || value.length() > most) {
      throw Refused.invalid("'value' exceeds the maximum length of " + most + " characters");
    }
    return value;
  }
}
