package io.github.lstmsweep.sweep.export.table;

import java.util.OptionalInt;

/**
 * The part of a table that is exported.
 *
 * @param top how many of the best trials; empty for all trials, whatever their status
 * @param points the points of their curves
 */
public record Choice(OptionalInt top, Points points) {
  /** The points of a curve that are exported. */
  public enum Points {
    /** Every epoch. */
    CURVE,
    /** The epoch whose scores are the trial's; the last one of a trial that is not OK. */
    SCORE
  }
}
