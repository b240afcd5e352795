/**
 * Holds what a trial learns from. In: a text or numbers. Out: token ids with their vocabulary, or a
 * time series; and the way back from ids to text.
 */
package io.github.lstmsweep.corpus;
