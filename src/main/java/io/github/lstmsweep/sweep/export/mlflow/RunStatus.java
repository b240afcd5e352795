package io.github.lstmsweep.sweep.export.mlflow;

import io.github.lstmsweep.trial.TrialStatus;

/** The statuses of MLflow's runs that an export uses. */
enum RunStatus {
  /** The export of the run has begun. */
  RUNNING,
  /** The trial was trained to its end. */
  FINISHED,
  /** The trial has no model, for a reason of its own or of the machine. */
  FAILED,
  /** The trial was stopped, by a search or by a timeout. */
  KILLED;

  static RunStatus of(TrialStatus status) {
    return switch (status) {
      case OK -> FINISHED;
      case PAUSED, TIMEOUT -> KILLED;
      case DIVERGED, FAILED, OUT_OF_MEMORY, CRASHED -> FAILED;
    };
  }
}
