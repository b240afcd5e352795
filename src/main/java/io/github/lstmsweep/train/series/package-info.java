/**
 * Computes the parts that only time series need. In: a series and a trained model. Out: its
 * forecasts with their intervals, and the errors of forecasts without a network.
 */
package io.github.lstmsweep.train.series;
