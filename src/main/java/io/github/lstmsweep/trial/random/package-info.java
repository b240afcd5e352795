/**
 * Makes the random numbers of a trial. In: the trial's id and the name of a stream. Out: numbers
 * that depend on nothing else (Philox4x32-10).
 */
package io.github.lstmsweep.trial.random;
