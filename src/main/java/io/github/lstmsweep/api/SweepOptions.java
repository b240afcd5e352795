package io.github.lstmsweep.api;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.spark.SweepListener;
import io.github.lstmsweep.sweep.Engines;
import io.github.lstmsweep.sweep.Retry;
import io.github.lstmsweep.train.engine.Engine;
import io.github.lstmsweep.trial.TrialStatus;
import java.util.Set;

/**
 * The options of {@link Sweep#run}. Options do not change; each method returns new ones.
 *
 * @param extend whether the table may grow, by additional trials or by test windows
 * @param retry statuses whose trials are trained again
 * @param engine that trains
 * @param pack number of trials that an engine may train as one computation
 * @param listener hears on the calling thread how the sweep proceeds
 */
public record SweepOptions(
    boolean extend, Retry retry, Engine engine, int pack, SweepListener listener) {
  private static final int PACK = 32;

  /** Refuses packs of less than one trial. */
  public SweepOptions {
    if (pack < 1) {
      throw UserException.badInput(
          "Cannot set the size of a pack to " + pack + ": must be at least 1");
    }
  }

  /**
   * Returns the defaults: the engine {@code cpu}, a table that does not grow, and no trial that is
   * trained again.
   */
  public static SweepOptions defaults() {
    return new SweepOptions(false, Retry.NONE, Engines.byDefault(), PACK, new SweepListener() {});
  }

  /** Lets the table grow: the specification may have additional trials, or test windows. */
  public SweepOptions extending() {
    return new SweepOptions(true, retry, engine, pack, listener);
  }

  /**
   * Trains trials with these statuses again.
   *
   * @throws UserException for a status that the trial alone decides: OK and DIVERGED
   */
  public SweepOptions retrying(TrialStatus... statuses) {
    try {
      return new SweepOptions(extend, new Retry(Set.of(statuses)), engine, pack, listener);
    } catch (IllegalArgumentException e) {
      throw UserException.badInput(e.getMessage());
    }
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
    return new SweepOptions(extend, retry, named, pack, listener);
  }

  /** Packs up to {@code trials} trials of one shape into one computation, if the engine packs. */
  public SweepOptions packing(int trials) {
    return new SweepOptions(extend, retry, engine, trials, listener);
  }

  /** Tells {@code heard} how the sweep proceeds. */
  public SweepOptions listeningWith(SweepListener heard) {
    return new SweepOptions(extend, retry, engine, pack, heard);
  }
}
