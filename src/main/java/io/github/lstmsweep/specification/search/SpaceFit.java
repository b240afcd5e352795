package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.specification.space.Space;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Hyperparameter;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a search cannot walk a space. */
public final class SpaceFit {
  private SpaceFit() {}

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
              + " from a range where method is grid: must have lists of values, or a different"
              + " method");
    }
    return search.maxTrials().isPresent()
        ? Optional.empty()
        : Optional.of(
            "Cannot leave out search.max_trials where "
                + keys
                + (space.ranges().size() == 1 ? " has a range" : " have ranges")
                + ": must be a whole number of trials, such as 20");
  }

  /** Returns the problem of a race over a space whose configurations have too few seeds. */
  public static Optional<String> raceProblem(SearchSettings search, Space space) {
    if (search.race().isEmpty() || !search.method().keys().contains(SearchReader.RACE)) {
      return Optional.empty();
    }
    int seeds = space.parameters().get(Hyperparameter.SEED).size();
    boolean isTied = space.tie().stream().anyMatch(tie -> tie.contains(Hyperparameter.SEED));
    String lack =
        space.ranges().containsKey(Hyperparameter.SEED)
            ? "seed has a range"
            : isTied
                ? "seed is tied"
                : seeds >= Race.FEWEST_SEEDS
                    ? ""
                    : "seed has " + seeds + (seeds == 1 ? " value" : " values");
    return lack.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Cannot set search.race where "
                + lack
                + ": must be left out, or seed a list of at least "
                + Race.FEWEST_SEEDS
                + " values that is in no tie, such as [0, 1, 2, 3, 4]");
  }

  /** Returns the problem of included points in a race that draws whole configurations. */
  public static Optional<String> includeProblem(SearchSettings search) {
    boolean draws = search.race().isPresent() && search.maxTrials().isPresent();
    return search.include().isEmpty() || !draws
        ? Optional.empty()
        : Optional.of(
            "Cannot set search.include where search.race and search.max_trials are set: must be"
                + " left out, because whole configurations are drawn");
  }
}
