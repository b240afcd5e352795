/**
 * Describes the trials that will run. In: hyperparameters and a dataset. Out: a {@link
 * io.github.lstmsweep.trial.Trial} with an id that depends on everything that decides its result.
 */
package io.github.lstmsweep.trial;
