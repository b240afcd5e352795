package io.github.lstmsweep.specification.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One mapping of the file: hands out its values by key and notes what is wrong with them. */
public final class Section {
  private final String prefix;
  private final Map<String, Object> values;
  private final Problems problems;

  private Section(String prefix, Map<String, Object> values, Problems problems) {
    this.prefix = prefix;
    this.values = values;
    this.problems = problems;
  }

  /** The whole file. */
  public static Section root(Map<String, Object> values, Problems problems) {
    return new Section("", values, problems);
  }

  /** The mapping under {@code key}, empty where there is none; other keys than these are noted. */
  public Section section(String key, Collection<String> keys) {
    Map<String, Object> inner = map(key, "a mapping of " + String.join(", ", keys));
    Section section = new Section(prefix + key + ".", inner, problems);
    section.allow(keys);
    return section;
  }

  /** The mapping under {@code key}, empty where there is none. */
  public Map<String, Object> map(String key, String bound) {
    return value(key)
        .flatMap(
            value -> {
              if (value instanceof Map<?, ?> map) {
                return Optional.of(textKeys(map));
              }
              problems.cannotSetTo(prefix + key, value, bound);
              return Optional.empty();
            })
        .orElse(Map.of());
  }

  /** The list under {@code key}, empty where there is none. */
  public List<?> list(String key, String bound) {
    return value(key)
        .<List<?>>map(
            value -> {
              if (value instanceof List<?> list) {
                return list;
              }
              problems.cannotSetTo(prefix + key, value, bound);
              return List.of();
            })
        .orElse(List.of());
  }

  /** The text under {@code key}; anything else than text is noted. */
  public Optional<String> text(String key, String bound) {
    return value(key)
        .flatMap(
            value -> {
              if (value instanceof String text) {
                return Optional.of(text);
              }
              problems.cannotSetTo(prefix + key, value, bound);
              return Optional.empty();
            });
  }

  /** The text under {@code key}, which must be there. */
  public Optional<String> required(String key, String bound) {
    if (!values.containsKey(key)) {
      problems.add("Cannot leave out " + prefix + key + ": must be " + bound);
    }
    return text(key, bound);
  }

  /** The word chosen, or the default. */
  public String choice(Choice choice) {
    return choice(choice, choice.defaultWord());
  }

  /** The word chosen, or this default. */
  public String choice(Choice choice, String defaultWord) {
    Optional<String> word = text(choice.key(), choice.bound());
    word.flatMap(choice::problem)
        .ifPresent(problem -> problems.addAt(prefix + choice.key(), problem));
    return word.orElse(defaultWord);
  }

  public Optional<Object> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Notes every key that is none of {@code keys}. */
  public void allow(Collection<String> keys) {
    for (String key : values.keySet()) {
      if (!keys.contains(key)) {
        problems.addAt(
            prefix + key,
            "Cannot set " + prefix + Shown.of(key) + ": must be " + Nearest.bound(key, keys));
      }
    }
  }

  public static Map<String, Object> textKeys(Map<?, ?> map) {
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(key instanceof String s ? s : Shown.of(key), value));
    return texts;
  }
}
