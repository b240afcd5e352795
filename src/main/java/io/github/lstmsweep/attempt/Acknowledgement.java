package io.github.lstmsweep.attempt;

import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the driver is told of a trial.
 *
 * @param trial the digits of its id
 * @param fate what became of it
 * @param status how it ended; null where it has no row yet
 * @param validationScore after the last epoch; NaN where there is none
 * @param seconds that it was trained here
 * @param publishSeconds from the end of training until its row was readable
 * @param kernels that trained it here; empty where it was not
 * @param reason why it has no row; empty where it has
 */
public record Acknowledgement(
    String trial,
    Fate fate,
    TrialStatus status,
    double validationScore,
    double seconds,
    double publishSeconds,
    String kernels,
    String reason)
    implements Serializable {
  private static final double NONE = Double.NaN;

  /** What a task can do with a trial. */
  public enum Fate {
    /** Trained; its row is published. */
    TRAINED,
    /** Its row was there: of another driver, or of an executor that was lost after it. */
    FOUND,
    /** Another driver is at work on it. */
    TAKEN,
    /** Its process died; it is tried again when nothing waits behind it. */
    PUT_OFF,
    /** The table could not be read or written. */
    NOT_STORED
  }

  /** Which trial. */
  public TrialId id() {
    return new TrialId(trial);
  }

  /** Whether the trial has its row. */
  public boolean hasRow() {
    return fate == Fate.TRAINED || fate == Fate.FOUND;
  }

  static Acknowledgement trained(TrialResult result, Duration publishing) {
    Duration took =
        Duration.between(result.provenance().startedAt(), result.provenance().finishedAt());
    return new Acknowledgement(
        result.trial().id().hex(),
        Fate.TRAINED,
        result.status(),
        result.finalEpoch().map(EpochPoint::validationScore).orElse(NONE),
        took.toNanos() / 1e9,
        publishing.toNanos() / 1e9,
        result.provenance().engine().kernels(),
        "");
  }

  /** The same of a trial whose seconds so many shared: its part of them. */
  Acknowledgement sharedBy(int trials) {
    return new Acknowledgement(
        trial, fate, status, validationScore, seconds / trials, publishSeconds, kernels, reason);
  }

  static Acknowledgement found(TrialRow row) {
    return new Acknowledgement(
        row.id().hex(), Fate.FOUND, row.status(), row.validationScore().orElse(NONE), 0, 0, "", "");
  }

  static Acknowledgement taken(TrialId id) {
    return new Acknowledgement(id.hex(), Fate.TAKEN, null, NONE, 0, 0, "", "another driver has it");
  }

  static Acknowledgement putOff(TrialId id) {
    return new Acknowledgement(id.hex(), Fate.PUT_OFF, null, NONE, 0, 0, "", "its process died");
  }

  static Acknowledgement notStored(TrialId id, String reason) {
    return new Acknowledgement(id.hex(), Fate.NOT_STORED, null, NONE, 0, 0, "", reason);
  }
}
