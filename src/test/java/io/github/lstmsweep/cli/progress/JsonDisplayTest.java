package io.github.lstmsweep.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.attempt.CoarseCurve;
import io.github.lstmsweep.attempt.TrialProgress;
import io.github.lstmsweep.cli.output.TerminalWriter;
import io.github.lstmsweep.compare.Varying;
import io.github.lstmsweep.plan.Schedule;
import io.github.lstmsweep.result.Results;
import io.github.lstmsweep.result.TableRows;
import io.github.lstmsweep.trial.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class JsonDisplayTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-29T12:00:00.1234567Z"), ZoneOffset.UTC);

  private final StringWriter written = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();
  private final Trial trial = Results.trial(1);
  private final JsonEvents events =
      new JsonEvents(new TerminalWriter(new PrintWriter(written)), NOON);
  private final Progress progress =
      new Progress(
          (state, elapsed) -> new JsonDisplay(events, state, elapsed),
          new RunWork(
              new Schedule(List.of(trial), List.of(10.0)),
              1,
              CompletableFuture.completedFuture(new TableRows(List.of(), List.of())),
              2,
              new Varying(List.of(), Map.of())),
          nanos::get);

  @Test
  void anEpochIsAnEventOnce() throws IOException {
    progress.started(trial.id());
    progress.progressed(at(1, 40));
    progress.progressed(at(1, 60));
    progress.progressed(at(2, 80));

    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).toString())
        .isEqualTo(
            "{\"event\":\"progress\",\"time\":\"2026-11-29T12:00:00.123Z\",\"trial_id\":\""
                + trial.id().hex()
                + "\",\"epoch\":1,\"epochs\":4,\"tokens\":40,\"total_tokens\":100,\"score\":null,"
                + "\"seconds\":5.0}");
    assertThat(lines.get(2).get("epoch").asInt()).isEqualTo(2);
  }

  @Test
  void aHeartbeatComesEveryTenSeconds() throws IOException {
    progress.started(trial.id());
    progress.progressed(at(1, 50));
    written.getBuffer().setLength(0);
    for (int second = 0; second < 25; second++) {
      nanos.addAndGet(1_000_000_000L);
      progress.tick();
    }

    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).toString())
        .isEqualTo(
            "{\"event\":\"heartbeat\",\"time\":\"2026-11-29T12:00:00.123Z\",\"done\":1,"
                + "\"running\":1,\"not_ok\":0,\"trials\":2,\"tokens_per_second\":5.0,"
                + "\"elapsed_seconds\":10.0,\"remaining_seconds\":0.0,\"best_score\":null}");
  }

  @Test
  void textsAreEscapedAndNothingFollowsTheEnd() throws IOException {
    String text = "\"\\\n\u001b[31m\u2028\ud83d\ude00";
    events.write("start", new JsonEvents.Fields().with("sweep", text));
    events.end("interrupted", 130);
    events.write("progress", new JsonEvents.Fields());
    events.end("failed", 1);

    assertThat(written.toString()).doesNotContain("\u001b", "\u2028");
    List<JsonNode> lines = lines();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("sweep").asText()).isEqualTo(text);
    assertThat(lines.get(1).get("reason").asText()).isEqualTo("interrupted");
    assertThat(lines.get(1).get("exit_code").asInt()).isEqualTo(130);
  }

  private TrialProgress at(int epoch, long tokens) {
    return new TrialProgress(
        trial.id().hex(), epoch, 4, tokens, 100, Double.NaN, 5, CoarseCurve.EMPTY);
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : written.toString().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }
}
