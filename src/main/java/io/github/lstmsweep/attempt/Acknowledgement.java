package io.github.lstmsweep.attempt;

import io.github.lstmsweep.result.row.TrialResult;
import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.train.EpochPoint;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * The outcome of one trial, as a task reports it to the driver.
 *
 * @param trial the hexadecimal digits of its id
 * @param fate what the task did with the trial
 * @param status the status of its row; null if it has no row yet
 * @param isComparable whether its row ranks among the trials that have come to an end
 * @param validationScore the score after the last epoch; NaN if there is none
 * @param seconds the training time in this task; 0 if it was not trained here
 * @param borrowedSeconds the core-seconds that trials of this process had on borrowed cores, and
 *     that no earlier acknowledgement reported
 * @param publishSeconds the time from the end of training until the row was readable
 * @param kernels the kernels that trained it in this task; empty if it was not trained here
 * @param reason why it has no row; empty if it has one
 * @param curve the validation scores of its epochs; empty if it was not trained here
 */
public record Acknowledgement(
    String trial,
    Fate fate,
    TrialStatus status,
    boolean isComparable,
    double validationScore,
    double seconds,
    double borrowedSeconds,
    double publishSeconds,
    String kernels,
    String reason,
    CoarseCurve curve)
    implements Serializable {
  private static final double NONE = Double.NaN;

  /** The possible outcomes of a trial in one task. */
  public enum Fate {
    /** The task trained it and published its row. */
    TRAINED,
    /**
     * Its row was already there, from another driver or from an executor that was lost afterwards.
     */
    FOUND,
    /** Another driver is training it. */
    TAKEN,
    /** A process that trained it died. It is tried again when no other trial waits behind it. */
    PUT_OFF,
    /** The table could not be read or written. */
    NOT_STORED
  }

  /** The id of the trial. */
  public TrialId id() {
    return new TrialId(trial);
  }

  /** Returns whether the trial has a row. */
  public boolean hasRow() {
    return fate == Fate.TRAINED || fate == Fate.FOUND;
  }

  static Acknowledgement trained(TrialResult result, Duration publishing, double borrowedSeconds) {
    Duration took =
        Duration.between(result.provenance().startedAt(), result.provenance().finishedAt());
    return new Acknowledgement(
        result.trial().id().hex(),
        Fate.TRAINED,
        result.status(),
        result.model().isPresent(),
        lastEpoch(result).map(EpochPoint::validationScore).orElse(NONE),
        took.toNanos() / 1e9,
        borrowedSeconds,
        publishing.toNanos() / 1e9,
        result.provenance().engine().kernels(),
        "",
        result.ending().training().map(t -> CoarseCurve.of(t.curve())).orElse(CoarseCurve.EMPTY));
  }

  private static Optional<EpochPoint> lastEpoch(TrialResult result) {
    return result.status() == TrialStatus.PAUSED && result.model().isEmpty()
        ? result.curve().stream().reduce((first, last) -> last)
        : result.keptEpoch();
  }

  /** Returns a copy with {@code 1 / trials} of the training time, for trials trained together. */
  Acknowledgement sharedBy(int trials) {
    return new Acknowledgement(
        trial,
        fate,
        status,
        isComparable,
        validationScore,
        seconds / trials,
        borrowedSeconds,
        publishSeconds,
        kernels,
        reason,
        curve);
  }

  static Acknowledgement found(TrialRow row) {
    return new Acknowledgement(
        row.id().hex(),
        Fate.FOUND,
        row.status(),
        row.isComparable(),
        row.validationScore().orElse(NONE),
        0,
        0,
        0,
        "",
        "",
        CoarseCurve.EMPTY);
  }

  static Acknowledgement taken(TrialId id) {
    return withoutRow(id, Fate.TAKEN, "another driver has it");
  }

  static Acknowledgement putOff(TrialId id) {
    return withoutRow(id, Fate.PUT_OFF, "its process died");
  }

  static Acknowledgement notStored(TrialId id, String reason) {
    return withoutRow(id, Fate.NOT_STORED, reason);
  }

  private static Acknowledgement withoutRow(TrialId id, Fate fate, String reason) {
    return new Acknowledgement(
        id.hex(), fate, null, false, NONE, 0, 0, 0, "", reason, CoarseCurve.EMPTY);
  }
}
