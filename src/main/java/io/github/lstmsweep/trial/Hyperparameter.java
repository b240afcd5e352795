package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every hyperparameter that a specification may set: its name in YAML and Parquet, its kind, its
 * bounds and its default (those of d2l.ai, chapter 10.1). The only home of these facts.
 */
// Each Number is a Long or a Double, both immutable.
@SuppressWarnings("ImmutableEnumChecker")
public enum Hyperparameter {
  /** Tokens in one window. */
  NUM_STEPS("num_steps", Kind.INTEGER, 1, 65_536, 32),
  /** Hidden units of the recurrent layer. */
  NUM_HIDDENS("num_hiddens", Kind.INTEGER, 1, 4_096, 32),
  /** Learning rate. */
  LR("lr", Kind.REAL, 0, Float.MAX_VALUE, 1.0),
  /** Windows in one minibatch. */
  BATCH_SIZE("batch_size", Kind.INTEGER, 1, 1_048_576, 1_024),
  /** Passes over the training windows. */
  NUM_EPOCHS("num_epochs", Kind.INTEGER, 1, 1_000_000, 100),
  /** Largest L2 norm of the gradient over all parameters; {@code .inf} for no clipping. */
  GRADIENT_CLIP("gradient_clip", Kind.REAL, 0, Double.POSITIVE_INFINITY, 1.0),
  /** Distinguishes repetitions of one configuration. */
  SEED("seed", Kind.INTEGER, 0, Long.MAX_VALUE, 0);

  /** What values a hyperparameter takes. */
  public enum Kind {
    /** A whole number from the lower to the upper bound, both included. */
    INTEGER,
    /** A number above the lower bound, up to the upper bound. */
    REAL
  }

  private final String key;
  private final Kind kind;
  private final Number lower;
  private final Number upper;
  private final Number defaultValue;

  Hyperparameter(String key, Kind kind, Number lower, Number upper, Number defaultValue) {
    this.key = key;
    this.kind = kind;
    this.lower = canonical(kind, lower);
    this.upper = canonical(kind, upper);
    this.defaultValue = canonical(kind, defaultValue);
  }

  /** The name in YAML, Parquet and every message. */
  public String key() {
    return key;
  }

  /** Whole or real. */
  public Kind kind() {
    return kind;
  }

  /** The value taken where the specification does not name this hyperparameter. */
  public Number defaultValue() {
    return defaultValue;
  }

  /** Whether {@code value} is of the kind and within the bounds; NaN never is. */
  public boolean accepts(Number value) {
    return switch (kind) {
      case INTEGER ->
          !(value instanceof Double || value instanceof Float)
              && value.longValue() >= lower.longValue()
              && value.longValue() <= upper.longValue();
      case REAL ->
          value.doubleValue() > lower.doubleValue() && value.doubleValue() <= upper.doubleValue();
    };
  }

  /** The bound in words, for "must be …": for instance {@code a whole number from 1 to 4096}. */
  public String bound() {
    return switch (kind) {
      case INTEGER -> "a whole number from " + lower + " to " + upper;
      case REAL ->
          Double.isInfinite(upper.doubleValue())
              ? "a number above " + lower.intValue() + " (.inf for none)"
              : "a finite number above " + lower.intValue();
    };
  }

  /** The same number as the type kept for this kind: {@link Long} or {@link Double}. */
  public Number canonical(Number value) {
    return canonical(kind, value);
  }

  /** The hyperparameter named {@code key}, if there is one. */
  public static Optional<Hyperparameter> of(String key) {
    return Arrays.stream(values()).filter(h -> h.key.equals(key)).findFirst();
  }

  private static Number canonical(Kind kind, Number value) {
    return kind == Kind.INTEGER ? (Number) value.longValue() : (Number) value.doubleValue();
  }
}
