package io.github.lstmsweep.nn.kernel.vector;

import io.github.lstmsweep.nn.kernel.CellStep;

/**
 * Moves the candidates of a narrow panel to their slot, the last one. It does not use vectors of 8
 * lanes. A second species anywhere in the process spoils the profiles of the Vector API's own
 * methods, and C2 then boxes elsewhere.
 */
final class CopyCandidate implements RowLoop {
  @Override
  public void run(CellStep s, int u) {
    float[] floats = s.floats;
    int fromOff = s.candidateOff;
    int off = s.gatesOff + 3 * s.units;
    int width = s.width;
    int stride = s.candidateStride;
    int rows = s.rows;
    for (int r = 0; r < rows; r++) {
      int at = off + r * width;
      for (int k = 0; k < 8; k++) {
        floats[at + k] = floats[fromOff + r * stride + k];
      }
    }
  }
}
