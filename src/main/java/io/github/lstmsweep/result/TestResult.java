package io.github.lstmsweep.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lstmsweep.result.layout.Sha256;
import io.github.lstmsweep.result.storage.CorruptFileException;
import io.github.lstmsweep.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The score of a sweep's best trial on the test windows. A table has exactly one. Scoring a second
 * trial on the test windows would turn them into a means of choosing models.
 *
 * @param testWindows number of test windows, which follow those of validation
 * @param configuration the hyperparameters that distinguish the best, for messages
 * @param measuredAt the time of measuring, in ISO 8601
 * @param scores scores of the best trial, or of every seed of the best configuration
 */
public record TestResult(
    int testWindows, String configuration, String measuredAt, List<Score> scores) {
  private static final String SEAL = "sha256";

  /** Spellings that Jackson and Java share for numbers that JSON lacks. */
  private static final Set<String> NOT_FINITE = Set.of("Infinity", "NaN");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * The score of one trial.
   *
   * @param parametersSha256 SHA-256 of the parameters that were measured
   */
  public record Score(
      TrialId id, String parametersSha256, double validationPerplexity, double testPerplexity) {}

  /** Requires at least one score and one window. */
  public TestResult {
    scores = List.copyOf(scores);
    if (scores.isEmpty() || testWindows < 1) {
      throw new IllegalArgumentException("Cannot test no trial or without a window");
    }
  }

  /** Returns the mean and standard deviation of the test perplexity over the seeds. */
  public Spread testPerplexity() {
    return Spread.of(scores.stream().mapToDouble(Score::testPerplexity).toArray());
  }

  /** Returns whether {@code id} is the scored trial or a seed of the scored configuration. */
  public boolean isOf(TrialId id) {
    return scores.stream().anyMatch(score -> score.id().equals(id));
  }

  /** Returns how many of {@link #scores} are infinite or NaN. */
  public int notFinite() {
    return (int) scores.stream().filter(s -> !Double.isFinite(s.testPerplexity())).count();
  }

  byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("test_windows", testWindows);
    json.put("configuration", configuration);
    json.put("measured_at", measuredAt);
    Spread spread = testPerplexity();
    json.put("test_perplexity", spread.mean());
    json.put("test_perplexity_sd", Double.isFinite(spread.sd()) ? spread.sd() : null);
    List<Map<String, Object>> trials = new ArrayList<>();
    for (Score score : scores) {
      Map<String, Object> trial = new LinkedHashMap<>();
      trial.put("trial_id", score.id().hex());
      trial.put("parameters_sha256", score.parametersSha256());
      trial.put("validation_perplexity", score.validationPerplexity());
      trial.put("test_perplexity", score.testPerplexity());
      trials.add(trial);
    }
    json.put("trials", trials);
    // Reveals a flipped bit.
    json.put(SEAL, seal(JSON.valueToTree(json)));
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts and numbers are JSON", e);
    }
  }

  /** Returns the SHA-256 of all fields except the seal, in one fixed JSON spelling. */
  private static String seal(JsonNode json) {
    ObjectNode rest = json.deepCopy();
    rest.remove(SEAL);
    return Sha256.of(rest.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the bytes of {@link #json}. A file without a seal, as older versions wrote it, is
   * accepted.
   */
  static TestResult read(byte[] json) throws CorruptFileException {
    try {
      JsonNode root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      if (root.isObject() && root.has(SEAL) && !seal(root).equals(root.get(SEAL).asText())) {
        throw new IllegalArgumentException("its SHA-256 is of other values");
      }
      List<Score> scores = new ArrayList<>();
      for (JsonNode trial : root.required("trials")) {
        scores.add(
            new Score(
                new TrialId(trial.required("trial_id").asText()),
                text(trial, "parameters_sha256"),
                number(trial, "validation_perplexity"),
                number(trial, "test_perplexity")));
      }
      return new TestResult(
          Math.toIntExact(root.required("test_windows").asLong()),
          text(root, "configuration"),
          text(root, "measured_at"),
          scores);
    } catch (JsonProcessingException | IllegalArgumentException | ArithmeticException e) {
      throw new CorruptFileException("it is not what was written", e);
    }
  }

  private static String text(JsonNode object, String key) {
    String text = object.required(key).asText();
    // JSON may contain half of a surrogate pair.
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(key + " must be text");
    }
    return text;
  }

  private static double number(JsonNode trial, String key) {
    JsonNode value = trial.required(key);
    if (value.isTextual() && NOT_FINITE.contains(value.asText())) {
      return Double.parseDouble(value.asText());
    }
    // 1e999 is a JSON number, but it is infinite and could not be written again.
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw new IllegalArgumentException(key + " must be a finite number");
    }
    return value.asDouble();
  }
}
