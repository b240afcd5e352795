package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.yaml.Choice;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.specification.yaml.Problems;
import io.github.lstmsweep.specification.yaml.Section;
import io.github.lstmsweep.specification.yaml.ValueText;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Reads the key {@code method} and the section {@code search}. */
public final class SearchReader {
  public static final String SECTION = "search";
  public static final String MAX_TRIALS = "max_trials";
  public static final String MAX_COST = "max_cost";
  public static final String REDUCTION_FACTOR = "reduction_factor";
  public static final String MIN_EPOCHS = "min_epochs";
  public static final String SEED = "seed";
  public static final String EARLY_STOP = "early_stop";
  public static final String PATIENCE = "patience";
  public static final String MIN_DELTA = "min_delta";

  /** The keys of the section. */
  public static final List<String> KEYS =
      List.of(MAX_TRIALS, MAX_COST, REDUCTION_FACTOR, MIN_EPOCHS, SEED, EARLY_STOP);

  /** The keys of {@value #EARLY_STOP}. */
  public static final List<String> EARLY_STOP_KEYS = List.of(PATIENCE, MIN_DELTA);

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

  /** Returns the problem of a space that has ranges, with a method that cannot draw from them. */
  public static Optional<String> rangeProblem(SearchSettings search, Space space) {
    if (space.ranges().isEmpty()) {
      return Optional.empty();
    }
    String keys =
        space.parameters().keySet().stream()
            .filter(space.ranges()::containsKey)
            .map(Hyperparameter::key)
            .collect(Collectors.joining(", "));
    if (search.method() == Method.GRID) {
      return Optional.of(
          "Cannot draw "
              + keys
              + " from a range where method is grid: must have lists of values, or a different method");
    }
    return search.maxTrials().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Cannot leave out search.max_trials where "
                + keys
                + (space.ranges().size() == 1 ? " has a range" : " have ranges")
                + ": must be a whole number of trials, such as 20");
  }

  /** Returns the settings; those with problems have their defaults. */
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
    return new SearchSettings(
        method,
        whole(section, MAX_TRIALS),
        maxCost(section),
        whole(section, REDUCTION_FACTOR).orElse(SearchSettings.REDUCTION_FACTOR),
        whole(section, MIN_EPOCHS),
        whole(section, SEED).orElse(0),
        earlyStop(section));
  }

  private Optional<EarlyStop> earlyStop(Section search) {
    Optional<Object> value = search.value(EARLY_STOP);
    if (value.isEmpty() || value.get().equals("none")) {
      return Optional.empty();
    }
    Section section = search.section(EARLY_STOP, EARLY_STOP_KEYS);
    if (value.get() instanceof Map && section.value(PATIENCE).isEmpty()) {
      problems.addAt(
          path(EARLY_STOP),
          "Cannot leave out "
              + path(EARLY_STOP)
              + "."
              + PATIENCE
              + ": must be "
              + bound(PATIENCE)
              + ", such as 10");
    }
    OptionalInt patience = whole(section, PATIENCE);
    double least = minDelta(section);
    return patience.isPresent()
        ? Optional.of(new EarlyStop(patience.getAsInt(), least))
        : Optional.empty();
  }

  private double minDelta(Section section) {
    Optional<Object> value = section.value(MIN_DELTA);
    Optional<Double> number =
        value.isPresent() && value.get() instanceof String text
            ? ValueText.readReal(text).filter(share -> share >= 0 && share < 1)
            : Optional.empty();
    if (value.isPresent() && number.isEmpty()) {
      problems.cannotSetTo(section.path(MIN_DELTA), value.get(), MIN_DELTA_BOUND);
    }
    return number.orElse(0.0);
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

  private OptionalInt whole(Section section, String key) {
    Optional<Object> value = section.value(key);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    Optional<Long> number =
        value.get() instanceof String text
            ? ValueText.readWhole(text).filter(n -> n >= least(key) && n <= MOST)
            : Optional.empty();
    if (number.isEmpty()) {
      problems.cannotSetTo(section.path(key), value.get(), bound(key));
      return OptionalInt.empty();
    }
    return OptionalInt.of(Math.toIntExact(number.get()));
  }

  private static String path(String key) {
    return SECTION + "." + key;
  }
}
