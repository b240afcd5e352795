package io.github.lstmsweep.specification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.specification.search.MaxCost;
import io.github.lstmsweep.specification.search.SearchReader;
import io.github.lstmsweep.specification.search.SearchSettings;
import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.DurationText;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.SampleForm;
import io.github.lstmsweep.trial.Task;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the JSON Schema of a specification from the facts that the reader uses. Editors complete
 * and check specifications with it. Its draft is 7, which every version of yaml-language-server
 * knows.
 */
final class SpecSchema {
  private static final List<String> REQUIRED = List.of("name", "corpus");
  private static final String TASK = Choice.TASK.key();

  /** The choices whose default depends on nothing else in the file. */
  private static final Set<Choice> FIXED =
      EnumSet.of(Choice.TASK, Choice.TOKENS, Choice.METHOD, Choice.METRIC_GOAL);

  private SpecSchema() {}

  /** Returns the text of the schema's file. */
  static String text() {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the schema", e);
    }
  }

  static ObjectNode schema() {
    ObjectNode schema =
        object()
            .put("$schema", "http://json-schema.org/draft-07/schema#")
            .put("title", "A specification of lstm-sweep")
            .put("description", "A sweep: its data, its hyperparameters and its limits.")
            .put("type", "object")
            .put("additionalProperties", false);
    REQUIRED.forEach(schema.putArray("required")::add);
    ObjectNode properties = schema.putObject("properties");
    for (String key : SpecReader.KEYS) {
      properties.set(key, key(key));
    }
    oneOf((ObjectNode) properties.get(SearchReader.SECTION));
    ObjectNode dependencies = schema.putObject("dependencies");
    needs(dependencies.putObject(AxisReader.TARGET), AxisReader.COLUMNS);
    needs(dependencies.putObject(AxisReader.COLUMNS), AxisReader.TARGET);
    ObjectNode isSeries = schema.putObject("if");
    isSeries.putArray("required").add(TASK);
    isSeries.putObject("properties").putObject(TASK).put("const", Task.TIME_SERIES.key());
    schema.set("then", restrictions(Task.TIME_SERIES));
    schema.set("else", restrictions(Task.LANGUAGE_MODEL));
    ArrayNode methods = schema.putArray("allOf");
    Arrays.stream(Method.values()).forEach(method -> methods.add(restrictions(method)));
    schema.set("definitions", ParameterSchema.definitions());
    return schema;
  }

  /** Returns the schema of a key. A key inside another one has a dot. */
  private static ObjectNode key(String key) {
    List<String> inner = SpecReader.SECTIONS.get(key);
    if (inner != null) {
      ObjectNode schema = mapping(key);
      ObjectNode properties = schema.putObject("properties");
      inner.forEach(name -> properties.set(name, key(key + "." + name)));
      return schema;
    }
    for (Choice choice : Choice.values()) {
      if (choice.path().equals(key)) {
        return choice(choice);
      }
    }
    return switch (key) {
      case "name" ->
          with(
                  ValueSchema.text(
                      "1 to 64 of the characters A-Z a-z 0-9 . _ -, the first a letter or a digit",
                      false,
                      "^" + SweepSpec.NAME.pattern() + "$"),
                  key,
                  "my-first-sweep")
              .put("minimum", 0);
      case "corpus" ->
          several(
              with(
                  ValueSchema.text("the name of a built-in corpus, a path or a URI", false, "\\S"),
                  key,
                  "harbour",
                  "timemachine",
                  "noisy-sine",
                  "texts/mine.txt",
                  "hdfs://host/texts/mine.txt"),
              key,
              AxisReader.KEYS);
      case "min_freq" ->
          with(ValueSchema.whole(1, WindowCounts.MAX, WindowCounts.BOUND), key, 3)
              .put("default", 1);
      case "column" ->
          several(
              with(ValueSchema.text("the name of a column of the CSV file", true), key, "close"),
              key,
              AxisReader.KEYS.subList(0, 2));
      case AxisReader.TARGET ->
          with(ValueSchema.text(AxisReader.TARGET_BOUND, false, "\\S"), key, "demand");
      case AxisReader.COLUMNS -> columns(key);
      case "sample.prefix" ->
          with(ValueSchema.text(TextReader.PREFIX_BOUND, true), key, SampleForm.D2L.prefix())
              .put("maxLength", SampleForm.LONGEST_PREFIX);
      case "sample.length" ->
          with(ValueSchema.whole(1, SampleForm.LONGEST, TextReader.LENGTH_BOUND), key, 100)
              .put("default", SampleForm.D2L.length());
      case "sample.temperature" ->
          with(ValueSchema.atLeast(0, Double.MAX_VALUE, TextReader.TEMPERATURE_BOUND), key, 0.8)
              .put("default", 0);
      case "windows.train", "windows.validation" -> windows(key, 1, WindowCounts.BOUND, 20_000);
      case "windows.test" -> windows(key, 0, WindowCounts.TEST_BOUND, 5_000).put("default", 0);
      case "search.max_trials" -> search(key, 20);
      case "search.max_cost" ->
          with(
                  ValueSchema.text(
                      MaxCost.BOUND, false, "^" + MaxCost.PERCENT.pattern() + "$|^[0-9].*$"),
                  key,
                  "5%",
                  5e7)
              .put("default", "10%");
      case "search.reduction_factor" ->
          search(key, 2).put("default", SearchSettings.REDUCTION_FACTOR);
      case "search.min_epochs" -> search(key, 5);
      case "search.seed" -> search(key, 1).put("default", 0);
      case "search.early_stop" -> earlyStop(key);
      case "search.median" -> median(key);
      case "search.race" -> race(key);
      case "search.include" -> ParameterSchema.include();
      case "timeout.trial" -> duration(key, "30m");
      case "timeout.sweep" -> duration(key, "8h");
      case "checkpoint" -> duration(key, "1m").put("default", "5m");
      case "parameters" -> ParameterSchema.parameters();
      case "tie" -> ParameterSchema.tie();
      case "exclude" -> ParameterSchema.exclude();
      default -> throw new IllegalStateException("No schema of " + key);
    };
  }

  /** Lets the schema of a name also take a list of names, or a pattern. */
  private static ObjectNode several(ObjectNode schema, String key, List<String> keys) {
    boolean isCorpus = key.equals("corpus");
    schema.withArray("type").add("object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (String inner : keys) {
      ObjectNode value = described(key + "." + inner);
      if (inner.equals("glob")) {
        value.setAll(
            ValueSchema.text(
                isCorpus ? AxisReader.GLOB_BOUND : AxisReader.COLUMN_GLOB_BOUND, false));
      } else {
        boolean isDigest = inner.equals("sha256");
        String bound = isDigest ? AxisReader.SHA256_BOUND : AxisReader.VALUES_BOUND;
        value.put("errorMessage", "must be " + bound).put("type", "array").put("minItems", 1);
        if (!isDigest) {
          value.put("uniqueItems", true);
        }
        value.set(
            "items",
            isDigest
                ? object().put("type", "string").put("pattern", "^[0-9a-f]{64}$")
                : ValueSchema.text("a name", false, "\\S"));
      }
      properties.set(inner, value);
    }
    ArrayNode one = schema.putArray("anyOf");
    one.addObject().putArray("required").add("values");
    one.addObject().putArray("required").add("glob");
    schema.putObject("not").put("type", "object").putArray("required").add("values").add("glob");
    schema
        .withArray("examples")
        .addObject()
        .putArray("values")
        .add(isCorpus ? "a.csv" : "north")
        .add(isCorpus ? "b.csv" : "south");
    return schema;
  }

  /** Says that a key beside which this schema stands needs another one, and excludes column. */
  private static void needs(ObjectNode schema, String other) {
    schema.putArray("required").add(other);
    schema.putObject("properties").put("column", false);
  }

  private static ObjectNode columns(String key) {
    ObjectNode schema =
        described(key)
            .put("errorMessage", "must be " + AxisReader.COLUMNS_BOUND)
            .put("type", "array")
            .put("minItems", 1)
            .put("uniqueItems", true);
    schema.set("items", ValueSchema.text("a name", false, "\\S"));
    schema.putArray("examples").addArray().add("temperature").add("price");
    return schema;
  }

  private static ObjectNode choice(Choice choice) {
    ObjectNode schema = described(choice.path());
    if (FIXED.contains(choice)) {
      schema.put("default", choice.defaultWord());
    }
    schema.setAll(ValueSchema.word(choice.words(), choice.bound()));
    return schema;
  }

  private static ObjectNode windows(String key, long least, String bound, int example) {
    ObjectNode schema = with(ValueSchema.whole(least, WindowCounts.MAX, bound), key, example);
    List<String> defaults =
        Arrays.stream(Task.values())
            .map(task -> count(key, WindowCounts.defaultOf(task)) + " for a " + task.key())
            .distinct()
            .toList();
    return key.equals("windows.test")
        ? schema
        : schema.put(
            "description",
            KeyDescriptions.of(key) + " The default is " + String.join(" and ", defaults) + ".");
  }

  private static int count(String key, WindowCounts counts) {
    return key.equals("windows.train") ? counts.train() : counts.validation();
  }

  /** Begins the schema of a mapping that may also be none. */
  private static ObjectNode mappingOrNone(String key) {
    ObjectNode schema = described(key).put("pattern", "^none$").put("additionalProperties", false);
    schema.putArray("type").add("object").add("string");
    return schema;
  }

  /** Refuses a race beside a median. */
  private static void oneOf(ObjectNode search) {
    ObjectNode both = search.putObject("not");
    for (String key : List.of(SearchReader.MEDIAN, SearchReader.RACE)) {
      both.withArray("required").add(key);
      both.withObject("/properties").putObject(key).put("type", "object");
    }
  }

  private static ObjectNode median(String key) {
    ObjectNode schema = mappingOrNone(key);
    ObjectNode properties = schema.putObject("properties");
    for (String inner : SearchReader.MEDIAN_KEYS) {
      ObjectNode number = described(key + "." + inner);
      number.setAll(whole(inner));
      properties.set(inner, number);
    }
    schema.putArray("examples").addObject().put(SearchReader.INTERVAL, 5);
    return schema;
  }

  private static ObjectNode race(String key) {
    ObjectNode schema = mappingOrNone(key);
    ObjectNode alpha =
        described(key + "." + SearchReader.ALPHA).put("default", Race.DEFAULT.alpha());
    alpha.setAll(ValueSchema.atMostHalf(SearchReader.ALPHA_BOUND));
    schema.putObject("properties").set(SearchReader.ALPHA, alpha);
    schema.putArray("examples").addObject().put(SearchReader.ALPHA, Race.DEFAULT.alpha());
    return schema;
  }

  private static ObjectNode earlyStop(String key) {
    ObjectNode schema = mappingOrNone(key);
    ObjectNode properties = schema.putObject("properties");
    ObjectNode patience = described(key + "." + SearchReader.PATIENCE);
    patience.setAll(whole(SearchReader.PATIENCE));
    properties.set(SearchReader.PATIENCE, patience);
    ObjectNode minDelta = described(key + "." + SearchReader.MIN_DELTA).put("default", 0);
    minDelta.setAll(ValueSchema.belowOne(SearchReader.MIN_DELTA_BOUND));
    properties.set(SearchReader.MIN_DELTA, minDelta);
    schema.putArray("examples").addObject().put(SearchReader.PATIENCE, 10);
    schema.putArray("required").add(SearchReader.PATIENCE);
    return schema;
  }

  private static ObjectNode search(String key, int example) {
    return with(whole(key.substring(key.indexOf('.') + 1)), key, example);
  }

  private static ObjectNode whole(String inner) {
    return ValueSchema.whole(
        SearchReader.least(inner), SearchReader.MOST, SearchReader.bound(inner));
  }

  /** Returns the settings that a method lacks, or that it needs. */
  private static ObjectNode restrictions(Method method) {
    ObjectNode rule = object();
    ObjectNode isMethod = rule.putObject("if");
    if (method != Method.GRID) {
      isMethod.putArray("required").add("method");
    }
    isMethod.putObject("properties").putObject("method").put("const", method.key());
    ObjectNode then = rule.putObject("then");
    ObjectNode search = then.putObject("properties").putObject(SearchReader.SECTION);
    ObjectNode properties = search.putObject("properties");
    SearchReader.KEYS.stream()
        .filter(key -> !method.keys().contains(key))
        .forEach(key -> properties.put(key, false));
    if (method == Method.GRID) {
      // A grid has lists of values.
      ((ObjectNode) then.get("properties"))
          .putObject("parameters")
          .putObject("additionalProperties")
          .putObject("not")
          .put("type", "object")
          .putArray("required")
          .add("min");
    }
    if (method.needsMaxTrials()) {
      then.putArray("required").add(SearchReader.SECTION);
      search.putArray("required").add(SearchReader.MAX_TRIALS);
    }
    return rule;
  }

  private static ObjectNode duration(String key, String example) {
    String spelling = "^(" + DurationText.NONE + "|(?=.*[1-9])" + DurationText.SHAPE + ")$";
    ObjectNode schema = ValueSchema.text(DurationText.BOUND, false, spelling);
    schema.putArray("type").add("string");
    return with(schema, key, example).put("default", DurationText.NONE);
  }

  /** Returns the keys that a task lacks, or whose values it restricts. */
  private static ObjectNode restrictions(Task task) {
    ObjectNode properties = object();
    SpecReader.keysOfOtherTask(task).forEach(key -> properties.put(key, false));
    if (task == Task.TIME_SERIES) {
      properties.putObject("windows").putObject("properties").putObject("test").put("maximum", 0);
    }
    properties
        .putObject("metric")
        .putObject("properties")
        .putObject("name")
        .put("const", task.metric());
    ParameterSchema.restrict(properties, task);
    ObjectNode schema = object();
    schema.set("properties", properties);
    return schema;
  }

  /**
   * Begins the schema of a mapping that has no other keys than those that will be its properties.
   */
  static ObjectNode mapping(String key) {
    return described(key).put("type", "object").put("additionalProperties", false);
  }

  /** Begins the schema of a key. */
  static ObjectNode described(String key) {
    return object().put("description", KeyDescriptions.of(key));
  }

  private static ObjectNode with(ObjectNode value, String key, Object... examples) {
    ObjectNode schema = described(key);
    schema.setAll(value);
    ArrayNode all = schema.putArray("examples");
    for (Object example : examples) {
      all.add(ValueSchema.json(example));
    }
    return schema;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
