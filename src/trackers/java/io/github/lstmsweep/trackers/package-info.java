/**
 * Tests the exports with the programs that read them: an MLflow server, and Optuna with its
 * dashboard. They need a Python that has these.
 */
package io.github.lstmsweep.trackers;
