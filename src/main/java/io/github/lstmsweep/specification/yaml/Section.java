package io.github.lstmsweep.specification.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One mapping of the file. It returns values by key and records what is wrong with them. */
public final class Section {
  private final String prefix;
  private final Map<String, Object> values;
  private final Problems problems;

  private Section(String prefix, Map<String, Object> values, Problems problems) {
    this.prefix = prefix;
    this.values = values;
    this.problems = problems;
  }

  /** Returns the section of the whole file. */
  public static Section root(Map<String, Object> values, Problems problems) {
    return new Section("", values, problems);
  }

  /** Returns a key with the keys that it is inside, such as {@code timeout.trial}. */
  public String path(String key) {
    return prefix + key;
  }

  /**
   * Returns the mapping under {@code key}, empty if there is none. A key of it that is not in
   * {@code keys} is recorded as a problem.
   */
  public Section section(String key, Collection<String> keys) {
    Map<String, Object> inner = map(key, "a mapping of " + String.join(", ", keys));
    Section section = new Section(prefix + key + ".", inner, problems);
    section.allow(keys);
    return section;
  }

  /**
   * Returns the mapping under {@code key}, empty if there is none. A value that is not a mapping is
   * recorded as a problem.
   */
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

  /**
   * Returns the list under {@code key}, empty if there is none. A value that is not a list is
   * recorded as a problem.
   */
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

  /**
   * Returns the text under {@code key}, empty if there is none. A value that is not text is
   * recorded as a problem.
   */
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

  /** Returns the text under {@code key}. A missing key is recorded as a problem. */
  public Optional<String> required(String key, String bound) {
    if (!values.containsKey(key)) {
      problems.add("Cannot leave out " + prefix + key + ": must be " + bound);
    }
    return text(key, bound);
  }

  /** Returns the chosen word, or the choice's default. An unknown word is recorded as a problem. */
  public String choice(Choice choice) {
    return choice(choice, choice.defaultWord());
  }

  /** Returns the chosen word, or {@code defaultWord}. An unknown word is recorded as a problem. */
  public String choice(Choice choice, String defaultWord) {
    Optional<String> word = text(choice.key(), choice.bound());
    word.flatMap(choice::problem)
        .ifPresent(problem -> problems.addAt(prefix + choice.key(), problem));
    return word.orElse(defaultWord);
  }

  /** Returns the value under {@code key} as the file has it, or empty. */
  public Optional<Object> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Records a problem for every key that is not in {@code keys}. */
  public void allow(Collection<String> keys) {
    for (String key : values.keySet()) {
      if (!keys.contains(key)) {
        problems.addAt(
            prefix + key,
            "Cannot set " + prefix + Shown.of(key) + ": must be " + Nearest.bound(key, keys));
      }
    }
  }

  /** Returns a copy of the mapping in the same order, with every key as text. */
  public static Map<String, Object> textKeys(Map<?, ?> map) {
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(key instanceof String s ? s : Shown.of(key), value));
    return texts;
  }
}
