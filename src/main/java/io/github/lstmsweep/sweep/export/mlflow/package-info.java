/**
 * Exports trials to a tracking server of MLflow, over its REST API. In: the trials of a table. Out:
 * one run per trial below a run of the sweep, each exactly once.
 */
package io.github.lstmsweep.sweep.export.mlflow;
