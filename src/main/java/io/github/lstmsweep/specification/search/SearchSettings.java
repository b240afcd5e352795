package io.github.lstmsweep.specification.search;

import io.github.lstmsweep.plan.EarlyStop;
import io.github.lstmsweep.plan.MedianStop;
import io.github.lstmsweep.plan.Race;
import io.github.lstmsweep.specification.yaml.Method;
import io.github.lstmsweep.trial.Hyperparameters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a sweep chooses combinations from its space, and how far it trains them.
 *
 * @param method the search method
 * @param maxTrials maximum number of trials to begin; empty for every combination
 * @param maxCost the cost up to which trials begin, and runners-up go on to their end
 * @param reductionFactor one of so many trials goes on at each decision; at least 2
 * @param minEpochs epochs before the first decision; empty for a number that fits the trials
 * @param seed of the search's random choices
 * @param earlyStop when a trial stops by its own scores; empty for never
 * @param median when a trial stops by the scores of all; empty for never
 * @param race when a configuration trains no further seed; empty for never
 * @param include points that are trained first, in this order; they need not be in the space
 */
public record SearchSettings(
    Method method,
    OptionalInt maxTrials,
    MaxCost maxCost,
    int reductionFactor,
    OptionalInt minEpochs,
    long seed,
    Optional<EarlyStop> earlyStop,
    Optional<MedianStop> median,
    Optional<Race> race,
    List<Hyperparameters> include) {
  /** The reduction factor of the papers on Hyperband and ASHA. */
  public static final int REDUCTION_FACTOR = 3;

  /** Trains every combination to its end. */
  public static final SearchSettings GRID =
      new SearchSettings(
          Method.GRID,
          OptionalInt.empty(),
          MaxCost.DEFAULT,
          REDUCTION_FACTOR,
          OptionalInt.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  /** Copies the points. */
  public SearchSettings {
    include = List.copyOf(include);
  }

  /** Returns these settings with points that are trained first. */
  SearchSettings including(List<Hyperparameters> points) {
    return new SearchSettings(
        method,
        maxTrials,
        maxCost,
        reductionFactor,
        minEpochs,
        seed,
        earlyStop,
        median,
        race,
        points);
  }

  /** Returns the settings with a different maximum number of trials. */
  public SearchSettings withMaxTrials(int most) {
    return new SearchSettings(
        method,
        OptionalInt.of(most),
        maxCost,
        reductionFactor,
        minEpochs,
        seed,
        earlyStop,
        median,
        race,
        include);
  }

  /** Returns the name of the method in YAML. */
  public String name() {
    return method.key();
  }

  /** Returns whether the method chooses trials by a model of their scores. */
  public boolean learns() {
    return method.learns();
  }

  /** Returns whether the method itself pauses trials before their last epoch. */
  public boolean methodPauses() {
    return method.pauses();
  }

  /** Returns whether trials may be paused before their last epoch. */
  public boolean pauses() {
    return methodPauses() || earlyStop.isPresent() || median.isPresent();
  }

  /** Returns the setting that may pause trials, in words such as {@code method asha}. */
  public String pausing() {
    return methodPauses()
        ? "method " + name()
        : SearchReader.path(median.isPresent() ? SearchReader.MEDIAN : SearchReader.EARLY_STOP);
  }

  /** Returns whether scores decide which trials are trained, and how far. */
  public boolean asksForScores() {
    return pauses() || race.isPresent();
  }

  /** Returns whether further trials are chosen after the first ones have ended. */
  public boolean hasRounds() {
    return methodPauses() || median.isPresent() || race.isPresent();
  }
}
