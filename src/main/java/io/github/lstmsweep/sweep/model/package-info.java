/**
 * Reads the trained models of a table and applies them. In: a table, the name of a trial, and a new
 * text or series. Out: a model, a score or a forecast.
 */
package io.github.lstmsweep.sweep.model;
