package io.github.lstmsweep.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Schemas of single values. The reader takes every scalar as text. YAML 1.2 takes {@code 1_000} and
 * {@code "32"} for text too, so a number may also be text that spells one.
 */
final class ValueSchema {
  private ValueSchema() {}

  /** Returns the schema of a whole number from {@code least} to {@code most}. */
  static ObjectNode whole(long least, long most, String bound) {
    ObjectNode schema = of("integer", bound, ValueText.WHOLE);
    return schema.put("minimum", least).put("maximum", most);
  }

  /** Returns the schema of a finite number of at least {@code least}. */
  static ObjectNode atLeast(double least, double most, String bound) {
    ObjectNode schema = of("number", bound, ValueText.WHOLE, ValueText.REAL);
    schema.set("minimum", json(least));
    return schema.put("maximum", most);
  }

  /** Returns the schema of a number from 0 to below 1. */
  static ObjectNode belowOne(String bound) {
    ObjectNode schema = of("number", bound, ValueText.WHOLE, ValueText.REAL);
    return schema.put("minimum", 0).put("exclusiveMaximum", 1);
  }

  /** Returns the schema of a number above 0 and at most 0.5. */
  static ObjectNode atMostHalf(String bound) {
    ObjectNode schema = of("number", bound, ValueText.WHOLE, ValueText.REAL);
    return schema.put("exclusiveMinimum", 0).put("maximum", 0.5);
  }

  /** Returns the schema of a value of {@code h}. */
  static ObjectNode of(Hyperparameter h) {
    return switch (h.kind()) {
      case INTEGER -> whole(h.lower().longValue(), h.upper().longValue(), h.bound());
      case POSITIVE -> positive(h);
      case NOT_NEGATIVE -> atLeast(h.lower().doubleValue(), h.upper().doubleValue(), h.bound());
      case FRACTION -> {
        ObjectNode schema = of("number", h.bound(), ValueText.WHOLE, ValueText.REAL);
        schema.set("minimum", json(h.lower()));
        schema.set("exclusiveMaximum", json(h.upper()));
        yield schema;
      }
      case CHOICE -> word(h.choices(), h.bound());
    };
  }

  private static ObjectNode positive(Hyperparameter h) {
    boolean endless = Double.isInfinite(h.upper().doubleValue());
    ObjectNode schema =
        endless
            ? of("number", h.bound(), ValueText.WHOLE, ValueText.REAL, ValueText.INFINITE)
            : of("number", h.bound(), ValueText.WHOLE, ValueText.REAL);
    schema.set("exclusiveMinimum", json(h.lower()));
    return endless ? schema : schema.put("maximum", h.upper().doubleValue());
  }

  /** Returns the schema of one of a few words. */
  static ObjectNode word(Collection<String> words, String bound) {
    ObjectNode schema = message(bound);
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }

  /**
   * Returns the schema of a text. A number and a truth value are text too.
   *
   * @param mayBeEmpty whether nothing after the colon, which YAML calls null, is an empty text
   */
  static ObjectNode text(String bound, boolean mayBeEmpty) {
    ObjectNode schema = message(bound);
    schema.putArray("type").add("string").add("number").add("boolean");
    if (mayBeEmpty) {
      schema.withArray("type").add("null");
    }
    return schema;
  }

  /** Returns the schema of a text of the form {@code pattern}. */
  static ObjectNode text(String bound, boolean mayBeEmpty, String pattern) {
    return text(bound, mayBeEmpty).put("pattern", pattern).put("patternErrorMessage", must(bound));
  }

  private static ObjectNode of(String type, String bound, Pattern... spellings) {
    ObjectNode schema = message(bound);
    schema.putArray("type").add(type).add("string");
    return schema
        .put(
            "pattern",
            Stream.of(spellings).map(Pattern::pattern).collect(Collectors.joining("|", "^(", ")$")))
        .put("patternErrorMessage", must(bound));
  }

  /** Begins a schema. Editors that know these keywords show the message for a wrong value. */
  private static ObjectNode message(String bound) {
    return JsonNodeFactory.instance.objectNode().put("errorMessage", must(bound));
  }

  private static String must(String bound) {
    return "must be " + bound;
  }

  /** Returns a value as a person writes it: 1 and not 1.0. */
  static JsonNode json(Object value) {
    return value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15
        ? JsonNodeFactory.instance.numberNode(real.longValue())
        : new ObjectMapper().valueToTree(value);
  }
}
