package io.github.lstmsweep.specification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.lstmsweep.specification.search.IncludeReader;
import io.github.lstmsweep.specification.search.SearchReader;
import io.github.lstmsweep.specification.space.Distribution;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Schemas of the sections {@code parameters}, {@code tie} and {@code exclude}. */
final class ParameterSchema {
  private static final List<Hyperparameter> ALL = List.of(Hyperparameter.values());

  private ParameterSchema() {}

  /** Returns one definition per hyperparameter: the schema of a value. */
  static ObjectNode definitions() {
    ObjectNode definitions = object();
    ALL.forEach(h -> definitions.set(h.key(), ValueSchema.of(h)));
    return definitions;
  }

  static ObjectNode parameters() {
    ObjectNode schema = SpecSchema.mapping("parameters");
    ObjectNode properties = schema.putObject("properties");
    ALL.forEach(h -> properties.set(h.key(), parameter(h)));
    return schema;
  }

  static ObjectNode tie() {
    ObjectNode schema = SpecSchema.described("tie").put("type", "array");
    ObjectNode names =
        schema
            .putObject("items")
            .put("type", "array")
            .put("minItems", 2)
            .put("uniqueItems", true)
            .putObject("items");
    keys(ALL, names.putArray("enum"));
    schema.putArray("default");
    schema
        .putArray("examples")
        .addArray()
        .addArray()
        .add(Hyperparameter.NUM_STEPS.key())
        .add(Hyperparameter.BATCH_SIZE.key());
    return schema;
  }

  static ObjectNode exclude() {
    ObjectNode schema = SpecSchema.described("exclude").put("type", "array");
    schema.set("items", combination());
    schema.putArray("default");
    schema
        .putArray("examples")
        .addArray()
        .addObject()
        .put(Hyperparameter.NUM_HIDDENS.key(), 64)
        .put(Hyperparameter.LR.key(), 10);
    return schema;
  }

  static ObjectNode include() {
    ObjectNode schema = SpecSchema.described(IncludeReader.PATH);
    schema.putArray("type").add("array").add("string");
    schema
        .put("pattern", "^none$")
        .put("minItems", 1)
        .put("maxItems", IncludeReader.MOST_POINTS)
        .put("uniqueItems", true)
        .set("items", combination());
    schema
        .putArray("examples")
        .addArray()
        .addObject()
        .put(Hyperparameter.NUM_HIDDENS.key(), 32)
        .put(Hyperparameter.LR.key(), 1);
    return schema;
  }

  /** Returns the schema of a mapping of some hyperparameters, each to one value. */
  private static ObjectNode combination() {
    ObjectNode combination =
        object().put("type", "object").put("minProperties", 1).put("additionalProperties", false);
    ObjectNode properties = combination.putObject("properties");
    for (Hyperparameter h : ALL) {
      properties.set(h.key(), value(h));
    }
    return combination;
  }

  /** Returns the restrictions of a task: it lacks the hyperparameters of the other one. */
  static void restrict(ObjectNode properties, Task task) {
    ObjectNode lacking = object();
    ALL.stream().filter(h -> !h.isOf(task)).forEach(h -> lacking.put(h.key(), false));
    properties.putObject("parameters").set("properties", lacking);
    keys(
        task.hyperparameters(),
        properties.putObject("tie").putObject("items").putObject("items").putArray("enum"));
    properties.putObject("exclude").putObject("items").set("properties", lacking.deepCopy());
    properties
        .putObject(SearchReader.SECTION)
        .putObject("properties")
        .putObject(SearchReader.INCLUDE)
        .putObject("items")
        .set("properties", lacking.deepCopy());
  }

  private static ObjectNode parameter(Hyperparameter h) {
    ObjectNode schema = object().put("description", description(h));
    schema.set("default", ValueSchema.json(h.defaultValue()));
    ArrayNode examples = schema.putArray("examples");
    examples.add(ValueSchema.json(h.defaultValue()));
    ArrayNode several = examples.addArray();
    examples(h).forEach(value -> several.add(ValueSchema.json(value)));
    ArrayNode forms = schema.putArray("anyOf");
    forms.add(value(h));
    forms.add(values(h));
    forms.add(longForm("values", values(h)));
    forms.add(longForm("value", value(h)));
    if (h.kind() != Hyperparameter.Kind.CHOICE) {
      forms.add(range(h));
    }
    return schema;
  }

  private static ObjectNode longForm(String key, ObjectNode inner) {
    ObjectNode form = object().put("type", "object");
    form.putArray("required").add(key);
    form.put("additionalProperties", false).putObject("properties").set(key, inner);
    return form;
  }

  private static ObjectNode range(Hyperparameter h) {
    ObjectNode form = object().put("type", "object");
    form.putArray("required").add("min").add("max");
    ObjectNode properties = form.put("additionalProperties", false).putObject("properties");
    properties.set("min", value(h));
    properties.set("max", value(h));
    ArrayNode words = properties.putObject("distribution").putArray("enum");
    Distribution.of(!h.kind().isReal()).forEach(d -> words.add(d.key()));
    return form;
  }

  private static ObjectNode values(Hyperparameter h) {
    ObjectNode list = object().put("type", "array").put("minItems", 1).put("uniqueItems", true);
    list.set("items", value(h));
    return list;
  }

  private static ObjectNode value(Hyperparameter h) {
    return object().put("$ref", "#/definitions/" + h.key());
  }

  private static String description(Hyperparameter h) {
    StringBuilder text = new StringBuilder(KeyDescriptions.of(h));
    text.append(" Each value must be ").append(h.bound()).append('.');
    List<Task> tasks = Arrays.stream(Task.values()).filter(h::isOf).toList();
    if (tasks.size() < Task.values().length) {
      text.append(" Only a ").append(tasks.get(0).key()).append(" has it.");
    }
    List<Object> defaults = tasks.stream().map(h::defaultValue).distinct().toList();
    text.append(" The default is ").append(ValueText.shown(defaults.get(0)));
    if (defaults.size() > 1) {
      text.append(", and ")
          .append(ValueText.shown(defaults.get(1)))
          .append(" for a ")
          .append(tasks.get(1).key());
    }
    return text.append('.').toString();
  }

  /** Returns several values that a sweep may compare. */
  private static List<Object> examples(Hyperparameter h) {
    return switch (h) {
      case NUM_STEPS, NUM_HIDDENS -> List.of(16L, 32L, 64L);
      case LR -> List.of(0.1, 1.0, 10.0);
      case BATCH_SIZE -> List.of(256L, 1024L);
      case NUM_EPOCHS -> List.of(20L, 100L);
      case GRADIENT_CLIP -> List.of(0.5, 1.0, 5.0);
      case CELL, HIDDEN_ACTIVATION, OPTIMIZER, KEEP, INPUT -> List.copyOf(h.choices());
      case NUM_LAYERS -> List.of(1L, 2L);
      case DROPOUT -> List.of(0.1, 0.3, 0.5);
      case WEIGHT_DECAY -> List.of(0.0, 1e-4);
      case SEED -> List.of(0L, 1L, 2L);
      case TAU -> List.of(4L, 8L, 16L);
    };
  }

  private static void keys(Collection<Hyperparameter> hyperparameters, ArrayNode to) {
    hyperparameters.forEach(h -> to.add(h.key()));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
