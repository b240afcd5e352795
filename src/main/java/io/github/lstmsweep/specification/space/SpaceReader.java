package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.Shown;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the sections {@code parameters}, {@code tie} and {@code exclude}. */
public final class SpaceReader {
  private static final List<String> NAMES =
      Arrays.stream(Hyperparameter.values()).map(Hyperparameter::key).toList();
  private static final String SHAPE =
      "a value, a list of values, {values: [...]}, {value: ...} or {min: ..., max: ...}";

  private final Section root;
  private final Problems problems;
  private final Task task;
  private final HyperparameterNames hyperparameters;
  private final Map<Hyperparameter, List<Object>> parameters = new LinkedHashMap<>();
  private final Map<Hyperparameter, ValueRange> ranges = new EnumMap<>(Hyperparameter.class);
  private final Set<Hyperparameter> broken = EnumSet.noneOf(Hyperparameter.class);

  /**
   * Prepares to read the space of {@code root} for {@code task}; records what is wrong in {@code
   * problems}.
   */
  public SpaceReader(Section root, Problems problems, Task task) {
    this.root = root;
    this.problems = problems;
    this.task = task;
    this.hyperparameters = new HyperparameterNames(problems, task);
  }

  /** Returns the space, or empty if it has problems. Problems are recorded in {@link Problems}. */
  public Optional<Space> read() {
    int before = problems.count();
    root.map("parameters", "a mapping of hyperparameters, each " + SHAPE).forEach(this::parameter);
    for (Hyperparameter h : task.hyperparameters()) {
      if (!broken.contains(h)) {
        parameters.putIfAbsent(h, List.of(h.defaultValue(task)));
      }
    }
    List<List<Hyperparameter>> tie = ties();
    List<Map<Hyperparameter, Object>> exclude = exclusions();
    SpaceProblems.of(parameters, tie, exclude).forEach(problems::add);
    return problems.count() == before
        ? Optional.of(new Space(parameters, tie, exclude, ranges))
        : Optional.empty();
  }

  /** Returns the values of {@code h} that could be read, whatever is wrong elsewhere. */
  public List<Object> readable(Hyperparameter h) {
    return parameters.getOrDefault(h, List.of());
  }

  private void parameter(String key, Object value) {
    Optional<Hyperparameter> h =
        hyperparameters.find("parameters." + key, key, "set parameters." + key);
    if (h.isEmpty()) {
      return;
    }
    if (RangeReader.isRange(value)) {
      range(h.get(), value);
      return;
    }
    List<?> given = values(key, value);
    List<Object> read = new ArrayList<>();
    Map<Object, Object> spelled = new HashMap<>();
    boolean whole = !given.isEmpty();
    for (Object item : given) {
      Optional<Object> known = value(h.get(), item);
      if (known.isEmpty()) {
        problems.cannotSetTo(key, item, h.get().bound() + listHint(h.get(), item));
        whole = false;
      } else if (spelled.containsKey(known.get())) {
        problems.cannotSetTo(key, given, "distinct; " + same(spelled.get(known.get()), item));
        whole = false;
      } else {
        spelled.put(known.get(), item);
        read.add(known.get());
      }
    }
    if (whole) {
      parameters.put(h.get(), List.copyOf(read));
    } else {
      broken.add(h.get());
    }
  }

  private void range(Hyperparameter h, Object value) {
    Optional<ValueRange> range = new RangeReader(problems).read(h, value);
    if (range.isPresent()) {
      ranges.put(h, range.get());
      parameters.put(h, range.get().bounds());
    } else {
      broken.add(h);
    }
  }

  /**
   * Returns a hint for a person who means several values or writes a decimal comma; empty if
   * neither.
   */
  private static String listHint(Hyperparameter h, Object item) {
    if (!(item instanceof String text)) {
      return "";
    }
    List<String> parts = List.of(text.strip().split("\\s*[,;\\s]\\s*", -1));
    if (parts.size() > 1 && parts.stream().allMatch(part -> ValueText.read(h, part).isPresent())) {
      return "; several values are a list, [" + String.join(", ", parts) + "]";
    }
    String point = text.replace(',', '.');
    return ValueText.read(h, point).isPresent() ? "; did you mean " + point + "?" : "";
  }

  private List<?> values(String key, Object value) {
    if (value instanceof String) {
      return List.of(value);
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    if (!(value instanceof Map<?, ?> map)) {
      problems.cannotSetTo(key, value, SHAPE);
      return List.of();
    }
    if (map.size() != 1 || !(map.containsKey("values") || map.containsKey("value"))) {
      problems.cannotSetTo(key, value, SHAPE);
      return List.of();
    }
    if (map.containsKey("value")) {
      return Arrays.asList(map.get("value"));
    }
    if (map.get("values") instanceof List<?> list && !list.isEmpty()) {
      return list;
    }
    problems.cannotSetTo(key, map.get("values"), "a list of at least one value");
    return List.of();
  }

  private List<List<Hyperparameter>> ties() {
    String bound = "a list of lists of hyperparameters, such as [[num_steps, batch_size]]";
    List<List<Hyperparameter>> ties = new ArrayList<>();
    for (Object item : root.list("tie", bound)) {
      if (!(item instanceof List<?> names)) {
        problems.cannotSetTo("tie", root.value("tie").orElse(""), bound);
        return ties;
      }
      List<Hyperparameter> tie = new ArrayList<>();
      for (Object name : names) {
        hyperparameters
            .find("tie", Shown.of(name), "tie " + Shown.of(name))
            .filter(h -> hasList(h, "tie", "Cannot tie " + h.key()))
            .ifPresent(tie::add);
      }
      if (tie.size() == names.size() && tie.stream().noneMatch(broken::contains)) {
        ties.add(List.copyOf(tie));
      }
    }
    return ties;
  }

  private List<Map<Hyperparameter, Object>> exclusions() {
    String bound = "a list of combinations, such as [{num_steps: 128, lr: 10}]";
    List<Map<Hyperparameter, Object>> exclusions = new ArrayList<>();
    for (Object item : root.list("exclude", bound)) {
      if (!(item instanceof Map<?, ?> combination)) {
        problems.cannotSetTo("exclude", root.value("exclude").orElse(""), bound);
        return exclusions;
      }
      Map<Hyperparameter, Object> exclusion = new LinkedHashMap<>();
      combination.forEach(
          (name, value) ->
              hyperparameters
                  .find("exclude", Shown.of(name), "exclude " + Shown.of(name))
                  .filter(h -> hasList(h, "exclude", "Cannot exclude " + h.key()))
                  .ifPresent(h -> put(exclusion, h, value)));
      if (exclusion.size() == combination.size()) {
        exclusions.add(exclusion);
      }
    }
    return exclusions;
  }

  private boolean hasList(Hyperparameter h, String place, String cannot) {
    if (ranges.containsKey(h)) {
      problems.addAt(place, cannot + ": must have a list of values, but has a range");
    }
    return !ranges.containsKey(h);
  }

  private void put(Map<Hyperparameter, Object> exclusion, Hyperparameter h, Object value) {
    Optional<Object> known = value(h, value);
    if (known.isPresent()) {
      exclusion.put(h, known.get());
    } else {
      problems.addAt(
          "exclude",
          "Cannot exclude %s %s: must be %s".formatted(h.key(), Shown.of(value), h.bound()));
    }
  }

  private static Optional<Object> value(Hyperparameter h, Object value) {
    return value instanceof String text ? ValueText.read(h, text) : Optional.empty();
  }

  private static String same(Object first, Object second) {
    return first.equals(second)
        ? first + " is there twice"
        : first + " and " + second + " are the same value";
  }

  /** Returns the name of every hyperparameter, in the order of the enum. */
  public static List<String> names() {
    return NAMES;
  }
}
