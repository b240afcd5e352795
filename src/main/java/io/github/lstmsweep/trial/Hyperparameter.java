package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every hyperparameter that a specification may set: its name in YAML and Parquet, its kind, its
 * bounds and its default (those of d2l.ai, chapter 10.1). The only home of these facts.
 *
 * <p>A value is a {@code Long}, a {@code Double} or a {@code String}, by its kind.
 */
// Each default and bound is a Long, a Double or a String, all immutable.
@SuppressWarnings("ImmutableEnumChecker")
public enum Hyperparameter {
  /** Tokens in one window. */
  NUM_STEPS("num_steps", Kind.INTEGER, 1L, 65_536L, 32L),
  /** Hidden units of a recurrent layer. */
  NUM_HIDDENS("num_hiddens", Kind.INTEGER, 1L, 4_096L, 32L),
  /** Learning rate. */
  LR("lr", Kind.POSITIVE, 0.0, (double) Float.MAX_VALUE, 1.0),
  /** Windows in one minibatch. */
  BATCH_SIZE("batch_size", Kind.INTEGER, 1L, 1_048_576L, 1_024L),
  /** Passes over the training windows. */
  NUM_EPOCHS("num_epochs", Kind.INTEGER, 1L, 1_000_000L, 100L),
  /** Largest L2 norm of the gradient over all parameters; {@code .inf} for no clipping. */
  GRADIENT_CLIP("gradient_clip", Kind.POSITIVE, 0.0, Double.POSITIVE_INFINITY, 1.0),
  /** Recurrent cell. */
  CELL("cell", Stream.of(Cell.values()).map(Cell::key).toList()),
  /** Recurrent layers, each reading the one below. */
  NUM_LAYERS("num_layers", Kind.INTEGER, 1L, 64L, 1L),
  /** What bounds the hidden state. */
  HIDDEN_ACTIVATION(
      "hidden_activation",
      Stream.of(HiddenActivation.values()).map(HiddenActivation::key).toList()),
  /** Share of the hidden units between two layers that a training step leaves out. */
  DROPOUT("dropout", Kind.FRACTION, 0.0, 1.0, 0.0),
  /** How gradients move the parameters. */
  OPTIMIZER("optimizer", Stream.of(OptimizerKind.values()).map(OptimizerKind::key).toList()),
  /** Added to the gradient, times the parameters. */
  WEIGHT_DECAY("weight_decay", Kind.NOT_NEGATIVE, 0.0, (double) Float.MAX_VALUE, 0.0),
  /** Distinguishes repetitions of one configuration. */
  SEED("seed", Kind.INTEGER, 0L, Long.MAX_VALUE, 0L),
  /** Values of a series that a forecast is made from. */
  TAU("tau", Kind.INTEGER, 1L, 65_536L, 4L),
  /** How a network reads them. */
  INPUT("input", Stream.of(SeriesInput.values()).map(SeriesInput::key).toList());

  /** What values a hyperparameter takes. */
  public enum Kind {
    /** A whole number from the lower to the upper bound, both included. */
    INTEGER,
    /** A number above zero, up to the upper bound. */
    POSITIVE,
    /** A number from zero to the upper bound. */
    NOT_NEGATIVE,
    /** A number from zero to below one. */
    FRACTION,
    /** One of a few names. */
    CHOICE;

    /** Whether the values are doubles. */
    public boolean isReal() {
      return this == POSITIVE || this == NOT_NEGATIVE || this == FRACTION;
    }
  }

  private final String key;
  private final Kind kind;
  private final Number lower;
  private final Number upper;
  private final Object defaultValue;
  private final List<String> choices;

  Hyperparameter(String key, Kind kind, Number lower, Number upper, Object defaultValue) {
    this.key = key;
    this.kind = kind;
    this.lower = lower;
    this.upper = upper;
    this.defaultValue = defaultValue;
    this.choices = List.of();
  }

  /** A choice; the first is the default. */
  Hyperparameter(String key, List<String> choices) {
    this.key = key;
    this.kind = Kind.CHOICE;
    this.lower = 0L;
    this.upper = 0L;
    this.defaultValue = choices.get(0);
    this.choices = choices;
  }

  /** The name in YAML, Parquet and every message. */
  public String key() {
    return key;
  }

  /** What values it takes. */
  public Kind kind() {
    return kind;
  }

  /** The value taken where a language model's specification does not name it. */
  public Object defaultValue() {
    return defaultValue;
  }

  /**
   * The value taken where the specification does not name this hyperparameter: d2l.ai's, chapters
   * 10.1 and 9.1.
   */
  public Object defaultValue(Task task) {
    if (task == Task.TIME_SERIES && this == BATCH_SIZE) {
      return 16L;
    }
    return task == Task.TIME_SERIES && this == LR ? (Object) 0.01 : defaultValue;
  }

  /** Whether it decides anything in this task. */
  public boolean isOf(Task task) {
    return switch (this) {
      case NUM_STEPS -> task == Task.LANGUAGE_MODEL;
      case TAU, INPUT -> task == Task.TIME_SERIES;
      default -> true;
    };
  }

  /** Whether {@code value} is of the kind and within the bounds; NaN never is. */
  public boolean accepts(Object value) {
    if (kind == Kind.CHOICE) {
      return value instanceof String name && choices.contains(name);
    }
    if (!(value instanceof Number number)) {
      return false;
    }
    double real = number.doubleValue();
    return switch (kind) {
      case INTEGER ->
          !(value instanceof Double || value instanceof Float)
              && number.longValue() >= lower.longValue()
              && number.longValue() <= upper.longValue();
      case POSITIVE -> real > 0 && real <= upper.doubleValue();
      case NOT_NEGATIVE -> real >= 0 && real <= upper.doubleValue();
      case FRACTION -> real >= 0 && real < 1;
      case CHOICE -> false;
    };
  }

  /** The bound in words, for "must be …": for instance {@code a whole number from 1 to 4096}. */
  public String bound() {
    return switch (kind) {
      case INTEGER -> "a whole number from " + lower + " to " + upper;
      case POSITIVE ->
          Double.isInfinite(upper.doubleValue())
              ? "a number above 0 (.inf for none)"
              : "a finite number above 0";
      case NOT_NEGATIVE -> "a finite number of at least 0";
      case FRACTION -> "a number from 0 to below 1";
      case CHOICE ->
          String.join(", ", choices.subList(0, choices.size() - 1))
              + " or "
              + choices.get(choices.size() - 1);
    };
  }

  /** The same value as the type kept for this kind; minus zero as zero. */
  public Object canonical(Object value) {
    if (kind == Kind.CHOICE) {
      return value;
    }
    Number number = (Number) value;
    return kind == Kind.INTEGER
        ? (Object) number.longValue()
        : (Object) (number.doubleValue() + 0.0);
  }

  /** The hyperparameter named {@code key}, if there is one. */
  public static Optional<Hyperparameter> of(String key) {
    return Arrays.stream(values()).filter(h -> h.key.equals(key)).findFirst();
  }
}
