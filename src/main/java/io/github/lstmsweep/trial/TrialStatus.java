package io.github.lstmsweep.trial;

/** How a trial ended. Every trial of a sweep ends as one row with one of these. */
public enum TrialStatus {
  /** Trained to the end. */
  OK,
  /** The perplexity or the gradient's norm was not finite; training stopped at that minibatch. */
  DIVERGED,
  /** An exception; the detail has its class, message and stack. */
  FAILED,
  /** The executor's heap could not hold it. */
  OUT_OF_MEMORY,
  /** Longer than the specification's {@code timeout.trial}. */
  TIMEOUT,
  /** Its process died every time it was tried. */
  CRASHED
}
