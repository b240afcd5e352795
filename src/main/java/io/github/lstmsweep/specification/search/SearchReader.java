package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import java.util.List;
import java.util.Optional;

/** Reads the key {@code method} and the section {@code search}. */
public final class SearchReader {
  public static final String SECTION = "search";
  public static final String MAX_TRIALS = "max_trials";
  public static final String MAX_COST = "max_cost";
  public static final String REDUCTION_FACTOR = "reduction_factor";
  public static final String MIN_EPOCHS = "min_epochs";
  public static final String SEED = "seed";
  public static final String EARLY_STOP = "early_stop";
  public static final String INCLUDE = "include";
  public static final String PATIENCE = "patience";
  public static final String MIN_DELTA = "min_delta";
  public static final String MEDIAN = "median";
  public static final String INTERVAL = "interval";
  public static final String RACE = "race";
  public static final String ALPHA = "alpha";

  /** The keys of the section. */
  public static final List<String> KEYS =
      List.of(
          MAX_TRIALS,
          MAX_COST,
          REDUCTION_FACTOR,
          MIN_EPOCHS,
          SEED,
          EARLY_STOP,
          MEDIAN,
          RACE,
          INCLUDE);

  /** The keys of {@value #EARLY_STOP}. */
  public static final List<String> EARLY_STOP_KEYS = List.of(PATIENCE, MIN_DELTA);

  /** The keys of {@value #MEDIAN}. */
  public static final List<String> MEDIAN_KEYS = List.of(MIN_EPOCHS, INTERVAL);

  /** The keys of {@value #RACE}. */
  public static final List<String> RACE_KEYS = List.of(ALPHA);

  /** The bound of {@value #ALPHA} in words, for "must be …". */
  public static final String ALPHA_BOUND = "a number above 0 and at most 0.5, such as 0.05";

  /** The bound of {@value #MIN_DELTA} in words, for "must be …". */
  public static final String MIN_DELTA_BOUND = "a number from 0 to below 1, such as 0.001";

  public static final int MOST = 1_000_000;

  private final Section root;
  private final Problems problems;

  /** Prepares to read {@code root}; records what is wrong in {@code problems}. */
  public SearchReader(Section root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /**
   * Returns the settings, without the points of {@value #INCLUDE}. Those with problems have their
   * defaults.
   */
  public SearchSettings read() {
    Method method = Method.of(root.choice(Choice.METHOD)).orElse(Method.GRID);
    Section section = root.section(SECTION, KEYS);
    for (String key : KEYS) {
      if (section.value(key).isPresent() && !method.keys().contains(key)) {
        problems.addAt(
            path(key),
            Problems.cannotSet(
                path(key),
                section.value(key).get(),
                "left out where method is " + method.key() + takers(key)));
      }
    }
    if (method.needsMaxTrials() && section.value(MAX_TRIALS).isEmpty()) {
      problems.addAt(
          "method",
          "Cannot leave out "
              + path(MAX_TRIALS)
              + " where method is "
              + method.key()
              + ": must be a whole number of trials, such as 20");
    }
    StopReader stops = new StopReader(problems);
    return new SearchSettings(
        method,
        StopReader.whole(problems, section, MAX_TRIALS),
        maxCost(section),
        StopReader.whole(problems, section, REDUCTION_FACTOR)
            .orElse(SearchSettings.REDUCTION_FACTOR),
        StopReader.whole(problems, section, MIN_EPOCHS),
        StopReader.whole(problems, section, SEED).orElse(0),
        stops.earlyStop(section),
        stops.median(section),
        stops.race(section),
        List.of());
  }

  /** Returns the smallest value of a key. */
  public static int least(String key) {
    return switch (key) {
      case SEED -> 0;
      case REDUCTION_FACTOR -> 2;
      default -> 1;
    };
  }

  /** Returns the bound of a key in words, for "must be …". */
  public static String bound(String key) {
    return "a whole number from " + least(key) + " to " + MOST;
  }

  private static String takers(String key) {
    List<String> methods = Method.taking(key);
    return " (" + String.join(", ", methods) + (methods.size() == 1 ? " has it)" : " have it)");
  }

  private MaxCost maxCost(Section section) {
    Optional<Object> value = section.value(MAX_COST);
    Optional<MaxCost> cost =
        value.isPresent() && value.get() instanceof String text
            ? MaxCost.read(text)
            : Optional.empty();
    if (value.isPresent() && cost.isEmpty()) {
      problems.cannotSetTo(path(MAX_COST), value.get(), MaxCost.BOUND);
    }
    return cost.orElse(MaxCost.DEFAULT);
  }

  public static String path(String key) {
    return SECTION + "." + key;
  }
}
