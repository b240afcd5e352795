/**
 * What will run: a trial, its id, its hyperparameters, its random numbers and its predicted cost.
 */
package io.github.lstmsweep.trial;
