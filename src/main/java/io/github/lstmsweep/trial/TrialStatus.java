package io.github.lstmsweep.trial;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The ways in which a trial can end. Every trial of a sweep ends as one row with one of these. */
public enum TrialStatus {
  /** Trained to the end. */
  OK(Decider.TRIAL),
  /**
   * A search stopped it after some epochs. It can be continued, with the bits of one that never
   * stopped.
   */
  PAUSED(Decider.SEARCH),
  /** The perplexity or the gradient's norm was not finite; training stopped at that minibatch. */
  DIVERGED(Decider.TRIAL),
  /** An exception ended the trial; the detail has its class, message and stack. */
  FAILED(Decider.MACHINE),
  /** The executor's heap could not hold the trial. */
  OUT_OF_MEMORY(Decider.MACHINE),
  /** The trial took longer than the specification's {@code timeout.trial}. */
  TIMEOUT(Decider.MACHINE),
  /** The trial's process died at every attempt. */
  CRASHED(Decider.MACHINE);

  private enum Decider {
    /** A new training ends with the status again. */
    TRIAL,
    /** The search decided, by the scores of other trials. */
    SEARCH,
    /**
     * The machine, its load or its memory may have decided, so a new training may end otherwise.
     */
    MACHINE
  }

  private static final Set<TrialStatus> DECIDED_BY_THE_TRIAL =
      Arrays.stream(values())
          .filter(TrialStatus::isDecidedByTheTrial)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrialStatus.class)));

  private final Decider decider;

  TrialStatus(Decider decider) {
    this.decider = decider;
  }

  /**
   * Returns whether the trial alone decides this status, so that a new training ends with it again.
   * If not, the trial can be retried.
   */
  public boolean isDecidedByTheTrial() {
    return decider == Decider.TRIAL;
  }

  /**
   * Returns whether the machine may have decided this status, so that a new training may end
   * otherwise.
   */
  public boolean isDecidedByTheMachine() {
    return decider == Decider.MACHINE;
  }

  /** Returns whether the trial ended and is not OK. */
  public boolean isFailure() {
    return this != OK && this != PAUSED;
  }

  /** Returns the statuses that the trial alone decides, in the order of the constants. */
  public static Set<TrialStatus> decidedByTheTrial() {
    return Collections.unmodifiableSet(DECIDED_BY_THE_TRIAL);
  }
}
