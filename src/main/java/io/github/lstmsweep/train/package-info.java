/**
 * Trains one trial, without Spark. In: a trial and its data. Out: a {@link
 * io.github.lstmsweep.train.TrainingOutcome} with the learning curve and the trained model.
 */
package io.github.lstmsweep.train;
