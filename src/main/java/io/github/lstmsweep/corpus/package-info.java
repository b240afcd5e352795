/**
 * Holds the data that a trial learns from. In: a text or numbers. Out: token ids with their
 * vocabulary, or a time series. It also converts ids back to text.
 */
package io.github.lstmsweep.corpus;
