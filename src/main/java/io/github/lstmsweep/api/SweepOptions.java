package io.github.lstmsweep.api;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.train.engine.TrialTrainer;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of {@link Sweep#run}. Options do not change; each method returns new ones.
 *
 * @param extend whether the table may grow, by additional trials or by test windows
 * @param retry statuses whose trials are trained again
 * @param from places of tables whose rows are taken as known
 * @param engine that trains
 * @param pack number of trials that an engine may train as one computation; empty for the number
 *     that suits it
 * @param listener hears on the calling thread how the sweep proceeds
 */
public record SweepOptions(
    boolean extend,
    Retry retry,
    List<String> from,
    Engine engine,
    Optional<Integer> pack,
    SweepListener listener) {
  /** Copies the places, and refuses packs of less than one trial. */
  public SweepOptions {
    from = List.copyOf(from);
    if (pack.isPresent() && pack.get() < 1) {
      throw UserException.badInput(
          "Cannot set the size of a pack to " + pack.get() + ": must be at least 1");
    }
  }

  /**
   * Returns the defaults: the engine {@code cpu}, a table that does not grow, and no trial that is
   * trained again.
   */
  public static SweepOptions defaults() {
    return new SweepOptions(
        false,
        Retry.NONE,
        List.of(),
        Engines.byDefault(),
        Optional.empty(),
        new SweepListener() {});
  }

  /** Lets the table grow: the specification may have additional trials, or test windows. */
  public SweepOptions extending() {
    return new SweepOptions(true, retry, from, engine, pack, listener);
  }

  /**
   * Trains trials with these statuses again.
   *
   * @throws UserException for a status that the trial alone decides: OK and DIVERGED
   */
  public SweepOptions retrying(TrialStatus... statuses) {
    try {
      return new SweepOptions(extend, new Retry(Set.of(statuses)), from, engine, pack, listener);
    } catch (IllegalArgumentException e) {
      throw UserException.badInput(e.getMessage());
    }
  }

  /**
   * Takes the rows of other tables as known. Rows of the sweep's trials that its own table lacks
   * are copied into it before anything is trained.
   *
   * @param tables folders, or URIs of ones on filesystems that this Spark reaches
   */
  public SweepOptions takingFrom(String... tables) {
    return new SweepOptions(extend, retry, List.of(tables), engine, pack, listener);
  }

  /**
   * Trains with a different engine.
   *
   * @param name of the engine, as in the column {@code engine}
   * @throws UserException if there is no such engine
   */
  public SweepOptions trainingWith(String name) {
    Engine named =
        Engines.named(name)
            .orElseThrow(
                () ->
                    UserException.badInput(
                        "Cannot set the engine to "
                            + name
                            + ": must be one of "
                            + Engines.names(", ")));
    return new SweepOptions(extend, retry, from, named, pack, listener);
  }

  /** Packs up to {@code trials} trials of one shape into one computation, if the engine packs. */
  public SweepOptions packing(int trials) {
    return new SweepOptions(extend, retry, from, engine, Optional.of(trials), listener);
  }

  /** Tells {@code heard} how the sweep proceeds. */
  public SweepOptions listeningWith(SweepListener heard) {
    return new SweepOptions(extend, retry, from, engine, pack, heard);
  }

  TrialTrainer trainer() {
    return pack.map(engine::trainer).orElseGet(engine::trainer);
  }
}
