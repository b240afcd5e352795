package io.github.lstmsweep.result.claim;

/** The meaning of the marker of another process for a process that claims the trial. */
enum Judgement {
  /** The other process has the trial. */
  TAKEN,
  /** The other process died while it trained the trial. Its marker stays, so that it counts. */
  DEATH,
  /** Nothing counts, and the marker stays: the other process may live. */
  IGNORED,
  /** Nothing counts, and the marker is deleted: the other process is gone without a fault. */
  SPENT
}
