/**
 * Holds the trials that a search has paused. In: the results of trainings that stopped after some
 * epochs. Out: their rows, and the states from which they continue.
 */
package io.github.lstmsweep.result.paused;
