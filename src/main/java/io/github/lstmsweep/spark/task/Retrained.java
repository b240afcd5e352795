package io.github.lstmsweep.spark.task;

import io.github.lstmsweep.result.row.TrialRow;
import io.github.lstmsweep.trial.TrialId;
import io.github.lstmsweep.trial.TrialStatus;
import java.io.Serializable;
import java.util.Optional;

/**
 * The outcome of a trial that was trained again.
 *
 * @param trial the hexadecimal digits of its id
 * @param status how it ended
 * @param detail why it is not OK; empty if it is
 * @param parametersSha256 SHA-256 of the trained parameters; empty unless OK
 * @param validationScore validation score after the epoch that it keeps; NaN unless OK
 */
public record Retrained(
    String trial,
    TrialStatus status,
    String detail,
    String parametersSha256,
    double validationScore)
    implements Serializable {

  /** Returns the id of the trial. */
  public TrialId id() {
    return new TrialId(trial);
  }

  /** Returns the difference from {@code row}, the row of an OK trial; empty if there is none. */
  public Optional<String> difference(TrialRow row) {
    if (status != TrialStatus.OK) {
      return Optional.of("is " + status + ": " + detail.lines().findFirst().orElse(""));
    }
    String sha256 = row.text("parameters_sha256").orElse("");
    if (!sha256.equals(parametersSha256)) {
      return Optional.of("has parameters_sha256 " + parametersSha256 + ", not " + sha256);
    }
    double score = row.validationScore().orElse(Double.NaN);
    return Double.compare(score, validationScore) == 0
        ? Optional.empty()
        : Optional.of("has " + row.task().metric() + ' ' + validationScore + ", not " + score);
  }
}
