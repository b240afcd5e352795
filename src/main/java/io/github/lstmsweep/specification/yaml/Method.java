package io.github.lstmsweep.specification.yaml;

import java.util.Arrays;
import java.util.Optional;

/** The search methods: how a sweep chooses combinations from the space. */
public enum Method {
  /** Runs every combination of the values. */
  GRID("grid");

  private final String key;

  Method(String key) {
    this.key = key;
  }

  /** Returns the name in YAML. */
  public String key() {
    return key;
  }

  /** Returns the method named {@code key}, or empty if there is none. */
  public static Optional<Method> of(String key) {
    return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst();
  }
}
