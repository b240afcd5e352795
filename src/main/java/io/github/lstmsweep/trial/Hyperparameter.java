package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hyperparameters that a specification may set. Each has a name in YAML and Parquet, a
 * description, a kind, bounds and a default (those of d2l.ai, chapter 10.1). No other class repeats
 * these facts.
 *
 * <p>A value is a {@code Long}, a {@code Double} or a {@code String}, depending on its kind.
 */
// Every default and bound is a Long, a Double or a String, so it is immutable.
@SuppressWarnings("ImmutableEnumChecker")
public enum Hyperparameter {
  NUM_STEPS("num_steps", "tokens per window", Kind.INTEGER, 1L, 65_536L, 32L),
  NUM_HIDDENS("num_hiddens", "hidden units per recurrent layer", Kind.INTEGER, 1L, 4_096L, 32L),
  LR("lr", "learning rate", Kind.POSITIVE, 0.0, (double) Float.MAX_VALUE, 1.0),
  BATCH_SIZE("batch_size", "windows per minibatch", Kind.INTEGER, 1L, 1_048_576L, 1_024L),
  NUM_EPOCHS(
      "num_epochs",
      "passes over the training windows that were asked for",
      Kind.INTEGER,
      1L,
      1_000_000L,
      100L),
  GRADIENT_CLIP(
      "gradient_clip",
      "largest L2 norm of the gradient over all parameters; infinity means no clipping",
      Kind.POSITIVE,
      0.0,
      Double.POSITIVE_INFINITY,
      1.0),
  CELL("cell", "recurrent cell", Stream.of(Cell.values()).map(Cell::key).toList()),
  NUM_LAYERS(
      "num_layers",
      "recurrent layers, each of which reads the layer below",
      Kind.INTEGER,
      1L,
      64L,
      1L),
  HIDDEN_ACTIVATION(
      "hidden_activation",
      "function that bounds the hidden state",
      Stream.of(HiddenActivation.values()).map(HiddenActivation::key).toList()),
  DROPOUT(
      "dropout",
      "share of the hidden units between two layers that a training step leaves out",
      Kind.FRACTION,
      0.0,
      1.0,
      0.0),
  OPTIMIZER(
      "optimizer",
      "formula by which gradients change the parameters (momentum: 0.9)",
      Stream.of(OptimizerKind.values()).map(OptimizerKind::key).toList()),
  WEIGHT_DECAY(
      "weight_decay",
      "factor of the parameters in the term that is added to their gradient",
      Kind.NOT_NEGATIVE,
      0.0,
      (double) Float.MAX_VALUE,
      0.0),
  KEEP(
      "keep",
      "epoch whose parameters and scores are the trial's",
      Stream.of(Keep.values()).map(Keep::key).toList()),
  SEED(
      "seed",
      "number that distinguishes repetitions of one configuration",
      Kind.INTEGER,
      0L,
      Long.MAX_VALUE,
      0L),
  TAU("tau", "values of the series that a forecast is made from", Kind.INTEGER, 1L, 65_536L, 4L),
  INPUT(
      "input",
      "how the network reads the tau values",
      Stream.of(SeriesInput.values()).map(SeriesInput::key).toList());

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
  private final String description;
  private final Kind kind;
  private final Number lower;
  private final Number upper;
  private final Object defaultValue;
  private final List<String> choices;

  Hyperparameter(
      String key, String description, Kind kind, Number lower, Number upper, Object defaultValue) {
    this.key = key;
    this.description = description;
    this.kind = kind;
    this.lower = lower;
    this.upper = upper;
    this.defaultValue = defaultValue;
    this.choices = List.of();
  }

  /** Makes a choice; the first word is the default. */
  Hyperparameter(String key, String description, List<String> choices) {
    this.key = key;
    this.description = description;
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

  /** Returns the description for the documentation of the table, without the bounds. */
  public String description() {
    return description;
  }

  /** Returns the kind of its values. */
  public Kind kind() {
    return kind;
  }

  /** Returns the lower bound of a number. {@link Kind} says whether it is included. */
  public Number lower() {
    return lower;
  }

  /** Returns the upper bound of a number. {@link Kind} says whether it is included. */
  public Number upper() {
    return upper;
  }

  /** Returns the names that a choice takes, the default first; empty for a number. */
  public List<String> choices() {
    return choices;
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
