package io.github.lstmsweep.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestResultTest {
  @ParameterizedTest
  @ValueSource(doubles = {7.25, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN})
  void everyPerplexityIsReadBackAsItWasWritten(double perplexity) throws IOException {
    TestResult result = result(perplexity);
    assertThat(TestResult.read(result.json())).isEqualTo(result);
    TestResult seeds = result(6.5, perplexity, 7);
    assertThat(TestResult.read(seeds.json())).isEqualTo(seeds);
  }

  @Test
  void whatIsNotFiniteIsATextOfItsNameSinceJsonHasNoSuchNumber() throws IOException {
    JsonNode json = new ObjectMapper().readTree(result(6.5, Double.POSITIVE_INFINITY).json());
    assertThat(json.get("trials").get(1).get("test_perplexity").asText()).isEqualTo("Infinity");
    assertThat(json.get("test_perplexity").asText()).isEqualTo("Infinity");
    assertThat(json.get("test_perplexity_sd").isNull()).as("there is none").isTrue();
    json = new ObjectMapper().readTree(result(Double.NaN).json());
    assertThat(json.get("test_perplexity").asText()).isEqualTo("NaN");
  }

  @Test
  void anotherTextIsNoPerplexity() {
    String whole = new String(result(7.25).json(), StandardCharsets.UTF_8);
    for (String text : List.of("\"7.25\"", "\"inf\"", "\"-Infinity\"", "null", "[]")) {
      byte[] bad =
          whole
              .replace("\"test_perplexity\" : 7.25\n  }", "\"test_perplexity\" : " + text + "\n  }")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(new String(bad, StandardCharsets.UTF_8)).isNotEqualTo(whole);
      assertThatThrownBy(() -> TestResult.read(bad))
          .as(text)
          .isInstanceOf(CorruptFileException.class)
          .hasMessage("it is not what was written");
    }
  }

  private static TestResult result(double... perplexities) {
    return new TestResult(
        40,
        "lr 1",
        "2026-01-02T03:04:05Z",
        Arrays.stream(perplexities)
            .mapToObj(
                p -> new TestResult.Score(new TrialId("ab".repeat(16)), "0".repeat(64), 6.25, p))
            .toList());
  }
}
