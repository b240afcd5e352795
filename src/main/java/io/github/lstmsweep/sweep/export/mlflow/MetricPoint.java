package io.github.lstmsweep.sweep.export.mlflow;

import java.time.Instant;

/**
 * A value of a metric.
 *
 * @param key the name of the metric
 * @param value a number that is not NaN
 * @param at the time of the measurement
 * @param step the number of epochs before it
 */
record MetricPoint(String key, double value, Instant at, long step) {}
