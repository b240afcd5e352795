package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hyperparameters that a specification may set. Each has a name in YAML and Parquet, a kind,
 * bounds and a default (those of d2l.ai, chapter 10.1). No other class repeats these facts.
 *
 * <p>A value is a {@code Long}, a {@code Double} or a {@code String}, depending on its kind.
 */
// Every default and bound is a Long, a Double or a String, so it is immutable.
@SuppressWarnings("ImmutableEnumChecker")
public enum Hyperparameter {
  /** Number of tokens in one window. */
  NUM_STEPS("num_steps", Kind.INTEGER, 1L, 65_536L, 32L),
  /** Number of hidden units in a recurrent layer. */
  NUM_HIDDENS("num_hiddens", Kind.INTEGER, 1L, 4_096L, 32L),
  /** Learning rate. */
  LR("lr", Kind.POSITIVE, 0.0, (double) Float.MAX_VALUE, 1.0),
  /** Number of windows in one minibatch. */
  BATCH_SIZE("batch_size", Kind.INTEGER, 1L, 1_048_576L, 1_024L),
  /** Number of passes over the training windows. */
  NUM_EPOCHS("num_epochs", Kind.INTEGER, 1L, 1_000_000L, 100L),
  /** Largest L2 norm of the gradient over all parameters; {@code .inf} for no clipping. */
  GRADIENT_CLIP("gradient_clip", Kind.POSITIVE, 0.0, Double.POSITIVE_INFINITY, 1.0),
  /** Recurrent cell. */
  CELL("cell", Stream.of(Cell.values()).map(Cell::key).toList()),
  /** Number of recurrent layers, each of which reads the layer below. */
  NUM_LAYERS("num_layers", Kind.INTEGER, 1L, 64L, 1L),
  /** The function that bounds the hidden state. */
  HIDDEN_ACTIVATION(
      "hidden_activation",
      Stream.of(HiddenActivation.values()).map(HiddenActivation::key).toList()),
  /** Share of the hidden units between two layers that a training step leaves out. */
  DROPOUT("dropout", Kind.FRACTION, 0.0, 1.0, 0.0),
  /** The formula by which gradients change the parameters. */
  OPTIMIZER("optimizer", Stream.of(OptimizerKind.values()).map(OptimizerKind::key).toList()),
  /** Factor of the parameters in the term that is added to their gradient. */
  WEIGHT_DECAY("weight_decay", Kind.NOT_NEGATIVE, 0.0, (double) Float.MAX_VALUE, 0.0),
  /** Distinguishes repetitions of one configuration. */
  SEED("seed", Kind.INTEGER, 0L, Long.MAX_VALUE, 0L),
  /** Number of values of a series that a forecast is made from. */
  TAU("tau", Kind.INTEGER, 1L, 65_536L, 4L),
  /** How a network reads the {@code tau} values. */
  INPUT("input", Stream.of(SeriesInput.values()).map(SeriesInput::key).toList());

  /** The kinds of values that a hyperparameter takes. */
  public enum Kind {
    /** A whole number from the lower to the upper bound, both included. */
    INTEGER,
    /** A number above zero, up to the upper bound. */
    POSITIVE,
    /** A number of at least zero, up to the upper bound. */
    NOT_NEGATIVE,
    /** A number of at least zero and below one. */
    FRACTION,
    /** One of a few names. */
    CHOICE;

    /** Returns whether the values are doubles. */
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

  /** Makes a choice; the first word is the default. */
  Hyperparameter(String key, List<String> choices) {
    this.key = key;
    this.kind = Kind.CHOICE;
    this.lower = 0L;
    this.upper = 0L;
    this.defaultValue = choices.get(0);
    this.choices = choices;
  }

  /** Returns the name in YAML, Parquet and every message. */
  public String key() {
    return key;
  }

  /** Returns the kind of its values. */
  public Kind kind() {
    return kind;
  }

  /**
   * Returns the value for a language model whose specification does not set this hyperparameter.
   */
  public Object defaultValue() {
    return defaultValue;
  }

  /**
   * Returns the value for a specification that does not set this hyperparameter: d2l.ai's, chapters
   * 10.1 and 9.1.
   */
  public Object defaultValue(Task task) {
    if (task == Task.TIME_SERIES && this == BATCH_SIZE) {
      return 16L;
    }
    return task == Task.TIME_SERIES && this == LR ? (Object) 0.01 : defaultValue;
  }

  /** Returns whether this hyperparameter decides anything in {@code task}. */
  public boolean isOf(Task task) {
    return switch (this) {
      case NUM_STEPS -> task == Task.LANGUAGE_MODEL;
      case TAU, INPUT -> task == Task.TIME_SERIES;
      default -> true;
    };
  }

  /** Returns whether {@code value} has the right type and is within the bounds; NaN never is. */
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

  /** Returns the bound in words, for "must be …", such as {@code a whole number from 1 to 4096}. */
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

  /**
   * Returns the value as the type of this kind: {@code Long}, {@code Double} or {@code String}.
   * Minus zero becomes zero.
   */
  public Object canonical(Object value) {
    if (kind == Kind.CHOICE) {
      return value;
    }
    Number number = (Number) value;
    return kind == Kind.INTEGER
        ? (Object) number.longValue()
        : (Object) (number.doubleValue() + 0.0);
  }

  /** Returns the hyperparameter named {@code key}, or empty if there is none. */
  public static Optional<Hyperparameter> of(String key) {
    return Arrays.stream(values()).filter(h -> h.key.equals(key)).findFirst();
  }
}
