package io.github.lstmsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code run --json} and {@code run --quiet}. */
class RunFormsTest {
  private static final String TINY =
      """
      name: tiny
      corpus: harbour
      windows: {train: 64, validation: 32}
      parameters:
        num_steps: {value: 4}
        num_hiddens: {value: 3}
        lr: {values: [0.5, .inf]}
        gradient_clip: {value: .inf}
        batch_size: {value: 32}
        num_epochs: {value: 2}
      """;

  @TempDir Path folder;
  private Path spec;
  private Path out;

  @BeforeAll
  static void startTheOneSessionOfAllTests() {
    LocalSpark.session();
  }

  @BeforeEach
  void writeSpecification() throws IOException {
    spec = Files.writeString(folder.resolve("tiny.yaml"), TINY.replace(".inf]", "1e30]"));
    out = folder.resolve("a \"table\"\u00a0\u0085");
  }

  @Test
  void everyLineIsAnEvent() throws IOException {
    Shell run = Shell.run("run", spec, "--out", out, "--json");

    List<JsonNode> events = parse(run);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(events)
        .extracting(event -> event.get("event").asText())
        .filteredOn(name -> !name.equals("progress") && !name.equals("heartbeat"))
        .containsExactlyInAnyOrder(
            "start", "trial_started", "trial_started", "trial_finished", "trial_finished", "end")
        .startsWith("start")
        .endsWith("end");
    assertThat(events).allMatch(e -> !Instant.parse(e.get("time").asText()).equals(Instant.EPOCH));
    JsonNode start = events.get(0);
    assertThat(start.get("sweep").asText()).isEqualTo("tiny");
    assertThat(start.get("table").asText()).isEqualTo(out.toString());
    assertThat(start.get("metric").asText()).isEqualTo("validation_perplexity");
    assertThat(start.get("engine").asText()).isEqualTo("cpu");
    assertThat(start.get("trials").asInt()).isEqualTo(2);
    assertThat(start.get("finished").asInt()).isZero();
    assertThat(start.get("missing").asInt()).isEqualTo(2);
    assertThat(start.get("cores").asInt()).isEqualTo(2);
    assertThat(start.get("master").asText()).isEqualTo("local[2]");
    assertThat(start.get("predicted_seconds").asDouble()).isPositive();
    JsonNode ok = ended(events, "OK");
    assertThat(ok.get("trial_id").asText()).matches("[0-9a-f]{32}");
    assertThat(ok.get("score").asDouble()).isBetween(1.0, 28.5);
    assertThat(ok.get("seconds").asDouble()).isPositive();
    assertThat(ok.get("hyperparameters").get("lr").asDouble()).isEqualTo(0.5);
    assertThat(ok.get("hyperparameters").get("num_hiddens").asInt()).isEqualTo(3);
    assertThat(ok.get("hyperparameters").get("cell").asText()).isEqualTo("lstm");
    assertThat(ok.get("hyperparameters").get("gradient_clip").asText()).isEqualTo("inf");
    assertThat(ended(events, "DIVERGED").get("score").isNull()).isTrue();
    JsonNode end = events.get(events.size() - 1);
    assertThat(end.get("reason").asText()).isEqualTo("finished");
    assertThat(end.get("exit_code").asInt()).isEqualTo(5);
    assertThat(end.get("counts").toString()).isEqualTo("{\"OK\":1,\"DIVERGED\":1}");
    assertThat(end.get("best").get("trial_id")).isEqualTo(ok.get("trial_id"));
    assertThat(end.get("best").get("score")).isEqualTo(ok.get("score"));
    assertThat(end.get("best").get("hyperparameters")).isEqualTo(ok.get("hyperparameters"));
  }

  @Test
  void aRunWithNothingToTrainStartsAndEnds() throws IOException {
    Shell.run("run", spec, "--out", out);
    Shell again = Shell.run("run", spec, "--out", out, "--json");

    List<JsonNode> events = parse(again);
    assertThat(events).hasSize(2);
    assertThat(events.get(0).get("missing").asInt()).isZero();
    assertThat(events.get(0).get("master").isNull()).isTrue();
    assertThat(events.get(1).get("reason").asText()).isEqualTo("finished");
  }

  @Test
  void aRunThatFailsSaysSoToProgramsAndPeople() throws IOException {
    Shell.run("run", spec, "--out", out);
    Shell other = Shell.run("run", spec, "--out", out, "--json", "--set", "lr=2");

    List<JsonNode> events = parse(other);
    assertThat(other.exitCode()).isEqualTo(3);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).get("event").asText()).isEqualTo("end");
    assertThat(events.get(0).get("reason").asText()).isEqualTo("failed");
    assertThat(events.get(0).get("exit_code").asInt()).isEqualTo(3);
    assertThat(events.get(0).get("counts").isNull()).isTrue();
    assertThat(other.err().get(0)).startsWith("Cannot add to the table");
  }

  @Test
  void aQuietRunPrintsItsLastLine() {
    String last =
        "2 of 2 trials in " + out.toString().replace('\u0085', '?') + ": 1 OK, 1 DIVERGED";
    Shell first = Shell.run("run", spec, "--out", out, "--quiet");
    assertThat(first.out()).containsExactly(last);
    assertThat(first.err()).isEmpty();
    assertThat(Shell.run("run", spec, "--out", out, "--quiet").out()).containsExactly(last);
  }

  @Test
  void oneFormIsPossible() {
    Shell both = Shell.run("run", spec, "--out", out, "--quiet", "--json");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.out()).isEmpty();
    assertThat(both.err())
        .containsExactly(
            "Cannot combine --quiet with --json: must be one of them, since both decide the"
                + " output");
  }

  private static List<JsonNode> parse(Shell run) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : run.out()) {
      assertThat(line).startsWith("{\"event\":\"").endsWith("}");
      events.add(new ObjectMapper().readTree(line));
    }
    return events;
  }

  private static JsonNode ended(List<JsonNode> events, String status) {
    return events.stream()
        .filter(e -> e.get("event").asText().equals("trial_finished"))
        .filter(e -> e.get("status").asText().equals(status))
        .findFirst()
        .orElseThrow();
  }
}
