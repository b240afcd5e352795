package io.github.lstmsweep.specification.space;

import io.github.lstmsweep.specification.yaml.ValueText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * The values of a hyperparameter from which a search draws.
 *
 * @param min the lowest value
 * @param max the highest value, above {@code min}
 */
public record ValueRange(double min, double max, Distribution distribution) {
  /** The digits of a drawn value. A person can read and type them. */
  private static final MathContext DIGITS = new MathContext(6);

  /** Returns the value at a place of the range, from 0 to below 1: a {@code Long} or a double. */
  public Object at(double place) {
    return switch (distribution) {
      case UNIFORM -> real(min + place * (max - min));
      case LOG_UNIFORM -> real(logarithmic(place, max));
      case INT_UNIFORM -> whole(min + place * (max + 1 - min));
      case INT_LOG_UNIFORM -> whole(logarithmic(place, max + 1));
    };
  }

  // StrictMath gives one value on every machine, so a place is one trial everywhere.
  private double logarithmic(double place, double end) {
    double low = StrictMath.log(min);
    return StrictMath.exp(low + place * (StrictMath.log(end) - low));
  }

  private Object real(double value) {
    return Math.min(max, Math.max(min, new BigDecimal(value).round(DIGITS).doubleValue()));
  }

  private Object whole(double value) {
    return (long) Math.min(max, Math.max(min, Math.floor(value)));
  }

  /** Returns the lowest and the highest value. */
  List<Object> bounds() {
    return distribution.isWhole() ? List.of((long) min, (long) max) : List.of(min, max);
  }

  /** Returns the range in YAML's flow style. */
  public String written() {
    return "{min: "
        + bound(min)
        + ", max: "
        + bound(max)
        + ", distribution: "
        + distribution.key()
        + "}";
  }

  private String bound(double value) {
    return distribution.isWhole() ? String.valueOf((long) value) : ValueText.write((Object) value);
  }
}
