package io.github.lstmsweep.specification;

import java.util.Arrays;
import java.util.Optional;

/** How the space is walked. */
public enum Method {
  /** Every combination of the values. */
  GRID("grid");

  private final String key;

  Method(String key) {
    this.key = key;
  }

  /** The name in YAML. */
  public String key() {
    return key;
  }

  /** The method named {@code key}, if there is one. */
  public static Optional<Method> of(String key) {
    return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst();
  }
}
