package io.github.lstmsweep.result.row;

import io.github.lstmsweep.train.EpochPoint;
import java.util.List;

/**
 * A row with its learning curve.
 *
 * @param row without the curve
 * @param curve one point per epoch; none if the trial ended before its first epoch did
 */
public record CurvedRow(TrialRow row, List<EpochPoint> curve) {
  /** Copies the curve. */
  public CurvedRow {
    curve = List.copyOf(curve);
  }
}
