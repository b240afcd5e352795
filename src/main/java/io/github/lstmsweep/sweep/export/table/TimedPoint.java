package io.github.lstmsweep.sweep.export.table;

import io.github.lstmsweep.train.EpochPoint;
import java.time.Instant;

/**
 * A point of a curve with its time.
 *
 * @param at the end of the epoch
 */
public record TimedPoint(EpochPoint point, Instant at) {}
