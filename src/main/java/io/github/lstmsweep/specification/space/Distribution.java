package io.github.lstmsweep.specification.space;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How likely the values of a range are. */
public enum Distribution {
  /** Real numbers, all equally likely. */
  UNIFORM("uniform", false, false),
  /** Real numbers whose logarithms are equally likely. */
  LOG_UNIFORM("log-uniform", false, true),
  /** Whole numbers, all equally likely. */
  INT_UNIFORM("int-uniform", true, false),
  /** Whole numbers whose logarithms are equally likely. */
  INT_LOG_UNIFORM("int-log-uniform", true, true);

  private final String key;
  private final boolean whole;
  private final boolean logarithmic;

  Distribution(String key, boolean whole, boolean logarithmic) {
    this.key = key;
    this.whole = whole;
    this.logarithmic = logarithmic;
  }

  /** Returns the name in YAML. */
  public String key() {
    return key;
  }

  /** Returns whether the values are whole numbers. */
  public boolean isWhole() {
    return whole;
  }

  /** Returns whether the lowest value must be above 0. */
  public boolean isLogarithmic() {
    return logarithmic;
  }

  /** Returns the distributions of whole numbers or of real ones. */
  public static List<Distribution> of(boolean whole) {
    return Arrays.stream(values()).filter(d -> d.whole == whole).toList();
  }

  /** Returns the distribution named {@code key}, or empty if there is none. */
  public static Optional<Distribution> of(String key) {
    return Arrays.stream(values()).filter(d -> d.key.equals(key)).findFirst();
  }
}
