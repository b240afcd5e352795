/**
 * Holds what runs inside a Spark task. In: a group of trials that the driver sent. Out: an
 * acknowledgement for each trial.
 */
package io.github.lstmsweep.spark.task;
