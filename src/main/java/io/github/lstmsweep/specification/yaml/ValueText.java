package io.github.lstmsweep.specification.yaml;

import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.canonical.ShortestDecimal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and writes values as the specification spells them. Numbers are read here because the YAML
 * library would misread them. Its YAML 1.1 takes {@code 1e-3} for text, {@code 010} for eight and
 * {@code 1:30} for ninety.
 */
public final class ValueText {
  /** The spelling of a whole number. */
  public static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,40}(_\\d{1,40}){0,9}");

  /** The spelling of a finite number that is not a {@link #WHOLE} one. */
  public static final Pattern REAL =
      Pattern.compile("[-+]?(\\d{1,40}\\.?\\d{0,400}|\\.\\d{1,400})([eE][-+]?\\d{1,4})?");

  /** The spelling of infinity. */
  public static final Pattern INFINITE = Pattern.compile("\\+?\\.(inf|Inf|INF)");

  private ValueText() {}

  /** Returns the value of {@code text} for {@code h}, or empty if {@code h} does not accept it. */
  public static Optional<Object> read(Hyperparameter h, String text) {
    Optional<Object> value =
        switch (h.kind()) {
          case INTEGER -> readWhole(text).map(n -> n);
          case POSITIVE, NOT_NEGATIVE, FRACTION -> readReal(text).map(n -> n);
          case CHOICE -> Optional.of(text);
        };
    return value.map(h::canonical).filter(h::accepts);
  }

  /** Reads a whole number; empty if {@code text} is not one or a {@code long} cannot hold it. */
  public static Optional<Long> readWhole(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(text.replace("_", ""));
    return number.bitLength() < Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
  }

  /** Reads a number; empty if {@code text} is not one. Infinity is written {@code .inf}. */
  public static Optional<Double> readReal(String text) {
    if (INFINITE.matcher(text).matches()) {
      return Optional.of(Double.POSITIVE_INFINITY);
    }
    if (WHOLE.matcher(text).matches() || REAL.matcher(text).matches()) {
      double value = Double.parseDouble(text.replace("_", ""));
      // 1e999 is a finite number that a double cannot hold, not a spelling of infinity.
      return Double.isInfinite(value) ? Optional.empty() : Optional.of(value);
    }
    return Optional.empty();
  }

  /** Writes a value so that this class and any YAML 1.1 or 1.2 reader reads the same number. */
  public static String write(Object value) {
    if (!(value instanceof Double d)) {
      return value.toString();
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? ".inf" : "-.inf";
    }
    if (Double.isNaN(d)) {
      return ".nan";
    }
    BigDecimal shortest = ShortestDecimal.of(d);
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -6 && exponent < 16) {
      return shortest.toPlainString();
    }
    String mantissa = shortest.movePointLeft(exponent).toPlainString();
    return (mantissa.contains(".") ? mantissa : mantissa + ".0")
        + (exponent < 0 ? "e" : "e+")
        + exponent;
  }

  /** Writes a list in YAML's flow style. */
  public static String write(List<Object> values) {
    return values.stream().map(ValueText::write).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a value as a person writes it. */
  public static String shown(Object value) {
    return value instanceof Double d ? ShortestDecimal.shown(d) : value.toString();
  }

  /** Returns a list as a person writes it. */
  public static String shown(List<Object> values) {
    return values.stream().map(ValueText::shown).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a combination as a person writes it. */
  public static String shown(Map<Hyperparameter, Object> combination) {
    return combination.entrySet().stream()
        .map(e -> e.getKey().key() + ": " + shown(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Writes a combination in YAML's flow style. */
  public static String write(Map<Hyperparameter, Object> combination) {
    return combination.entrySet().stream()
        .map(e -> e.getKey().key() + ": " + write(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
