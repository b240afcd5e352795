package io.github.lstmsweep.sweep.export.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

  @Test
  void aCallHasEveryFieldOfMlflow() {
    Batches batches = new Batches("r");
    batches.param("lr", "0.1");
    batches.metric(new MetricPoint("seconds", 1.5, NOON, 3));
    batches.metric(new MetricPoint("flops", Double.POSITIVE_INFINITY, NOON, 3));
    batches.tag("kind", "é");
    assertThat(batches.calls())
        .singleElement()
        .hasToString(
            "{\"run_id\":\"r\",\"params\":[{\"key\":\"lr\",\"value\":\"0.1\"}],\"metrics\":["
                + "{\"key\":\"seconds\",\"value\":1.5,\"timestamp\":1767355200123,\"step\":3},"
                + "{\"key\":\"flops\",\"value\":\"Infinity\",\"timestamp\":1767355200123,\"step\":3}"
                + "],\"tags\":[{\"key\":\"kind\",\"value\":\"é\"}]}");
  }

  @Test
  void nothingIsNoCall() {
    assertThat(new Batches("r").calls()).isEmpty();
  }

  @Test
  void everyLimitBeginsAnotherCall() {
    Batches many = new Batches("r");
    for (int i = 0; i < 101; i++) {
      many.param("p" + i, "1");
    }
    for (int i = 0; i < 2_000; i++) {
      many.metric(new MetricPoint("m", i, NOON, i));
    }
    for (int i = 0; i < 201; i++) {
      many.tag("t" + i, "1");
    }
    assertThat(sizes(many, "params")).containsExactly(100, 1, 0, 0, 0, 0);
    assertThat(sizes(many, "metrics")).containsExactly(0, 999, 1_000, 1, 0, 0);
    assertThat(sizes(many, "tags")).containsExactly(0, 0, 0, 100, 100, 1);
  }

  private static List<Integer> sizes(Batches batches, String part) {
    return batches.calls().stream().map(call -> call.get(part).size()).toList();
  }

  @Test
  void aCallIsAtMostAMegabyteAndNothingIsLost() {
    Batches batches = new Batches("r");
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      // Two bytes a character.
      String value = i + "é".repeat(4_900);
      batches.tag("t" + i, value);
      sent.add(value);
    }
    List<String> received = new ArrayList<>();
    for (ObjectNode call : batches.calls()) {
      int bytes = call.toString().getBytes(StandardCharsets.UTF_8).length;
      assertThat(bytes).isBetween(1, Batches.MOST_BYTES);
      call.get("tags").forEach(tag -> received.add(tag.get("value").asText()));
    }
    assertThat(received).isEqualTo(sent);
    assertThat(batches.calls()).hasSizeBetween(3, 4);
  }

  @Test
  void textsAreCutToTheLimitsOfOldServers() {
    assertThat(TextLimit.PARAM.of("x".repeat(500))).hasSize(500).endsWith("xx");
    assertThat(TextLimit.PARAM.of("x".repeat(501))).hasSize(500).endsWith("x…");
    assertThat(TextLimit.TAG.of("x".repeat(9_000))).hasSize(5_000).endsWith("x…");
    String halves = "x".repeat(498) + "\ud83d\ude00" + "y";
    assertThat(TextLimit.PARAM.of(halves)).isEqualTo("x".repeat(498) + "…");
  }
}
