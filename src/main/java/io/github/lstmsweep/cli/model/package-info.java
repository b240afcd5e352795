/**
 * Prints what a trained model says about new data. In: a table, a trial, and a text or a series.
 * Out: a score, or forecasts as a table, CSV or JSON.
 */
package io.github.lstmsweep.cli.model;
