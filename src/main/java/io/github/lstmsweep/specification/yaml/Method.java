package io.github.lstmsweep.specification.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The search methods: how a sweep chooses combinations from the space, and how far it trains. */
// The lists are immutable, because a stream makes them.
@SuppressWarnings("ImmutableEnumChecker")
public enum Method {
  /** Trains every combination of the values. */
  GRID("grid", List.of("race")),
  /** Trains combinations that are drawn at random. */
  RANDOM("random", List.of("max_trials", "seed", "race")),
  /** Trains combinations that fill the space evenly. */
  SOBOL("sobol", List.of("max_trials", "seed", "race")),
  /** Trains all combinations for a few epochs, keeps the best part, and so on. */
  SUCCESSIVE_HALVING(
      "successive-halving",
      List.of("max_trials", "max_cost", "reduction_factor", "min_epochs", "seed")),
  /** Halves several groups of combinations that begin with different numbers of epochs. */
  HYPERBAND(
      "hyperband", List.of("max_trials", "max_cost", "reduction_factor", "min_epochs", "seed")),
  /** Halves without waiting for the last combination of a rung. */
  ASHA("asha", List.of("max_trials", "max_cost", "reduction_factor", "min_epochs", "seed")),
  /** Begins trials near those that were good, and halves them. */
  TPE("tpe", List.of("max_trials", "max_cost", "reduction_factor", "min_epochs", "seed")),
  /** Trains the trial whose forecast promises most for its cost, and decides again. */
  FREEZE_THAW("freeze-thaw", List.of("max_trials", "max_cost", "seed"));

  private final String key;
  private final List<String> keys;

  /** Makes a method with keys of its own, beside those that every method reads. */
  Method(String key, List<String> own) {
    this.key = key;
    this.keys = Stream.concat(own.stream(), Stream.of("early_stop", "median", "include")).toList();
  }

  /** Returns the name in YAML. */
  public String key() {
    return key;
  }

  /** Returns the keys of the section {@code search} that this method reads. */
  public List<String> keys() {
    return keys;
  }

  /** Returns whether a specification must say how many trials to begin. */
  public boolean needsMaxTrials() {
    return this == RANDOM || this == SOBOL;
  }

  /** Returns whether this method stops trials before their last epoch. */
  public boolean pauses() {
    return keys.contains("min_epochs") || keys.contains("max_cost");
  }

  /** Returns whether this method chooses trials by a model of their scores. */
  public boolean learns() {
    return this == TPE || this == FREEZE_THAW;
  }

  /** Returns the methods that read a key of the section {@code search}. */
  public static List<String> taking(String key) {
    return Arrays.stream(values()).filter(m -> m.keys.contains(key)).map(Method::key).toList();
  }

  /** Returns the method named {@code key}, or empty if there is none. */
  public static Optional<Method> of(String key) {
    return Arrays.stream(values()).filter(method -> method.key.equals(key)).findFirst();
  }
}
