package io.github.lstmsweep.trial;

/** The ways in which a trial can end. Every trial of a sweep ends as one row with one of these. */
public enum TrialStatus {
  /** Trained to the end. */
  OK,
  /** The perplexity or the gradient's norm was not finite; training stopped at that minibatch. */
  DIVERGED,
  /** An exception ended the trial; the detail has its class, message and stack. */
  FAILED,
  /** The executor's heap could not hold the trial. */
  OUT_OF_MEMORY,
  /** The trial took longer than the specification's {@code timeout.trial}. */
  TIMEOUT,
  /** The trial's process died at every attempt. */
  CRASHED
}
