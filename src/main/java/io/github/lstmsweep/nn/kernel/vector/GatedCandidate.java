package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import jdk.incubator.vector.FloatVector;

/**
 * Computes the candidate's pre-activation: the input's part, in the last slot, plus a gate times
 * the recurrent part.
 */
final class GatedCandidate implements RowLoop {
  private final int gate;
  private final int recurrentPart;

  /** A gate's slot, and the slot of the candidate's recurrent part. */
  GatedCandidate(int gate, int recurrentPart) {
    this.gate = gate;
    this.recurrentPart = recurrentPart;
  }

  @Override
  public void run(CellStep s, int u) {
    float[] floats = s.floats;
    int units = s.units;
    int width = s.width;
    int stride = s.candidateStride;
    int gateOff = s.gatesOff + gate * units + u;
    int recurrentOff = s.gatesOff + recurrentPart * units + u;
    int inputOff = s.gatesOff + 3 * units + u;
    int candidateOff = s.candidateOff + u;
    int rows = s.rows;
    for (int r = 0; r < rows; r++) {
      int at = r * width;
      FloatVector f = fromArray(SPECIES, floats, gateOff + at);
      FloatVector y = fromArray(SPECIES, floats, recurrentOff + at);
      FloatVector x = fromArray(SPECIES, floats, inputOff + at);
      f.fma(y, x).intoArray(floats, candidateOff + r * stride);
    }
  }
}
