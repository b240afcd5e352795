package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Tanh;
import io.github.lstmsweep.trial.HiddenActivation;
import jdk.incubator.vector.FloatVector;

/** The loops of an RNN, which has no gates. */
final class VectorRnn extends VectorCell {
  private static final RowLoop BACKWARD = new Backward();
  private static final RowLoop[] FORWARD = {new Tanh()};
  private static final RowLoop[] FORWARD_IDENTITY = {};

  @Override
  RowLoop[] forward(boolean narrow, boolean tanh) {
    return tanh ? FORWARD : FORWARD_IDENTITY;
  }

  @Override
  RowLoop backward() {
    return BACKWARD;
  }

  @Override
  void place(CellStep s, boolean narrow) {
    VectorRows.sum(s, s.hOff);
    s.preactivationOff = s.hOff;
    s.preactivationStride = s.stride;
    placeCandidates(s, narrow);
  }

  private static final class Backward implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      boolean tanh = s.activation == HiddenActivation.TANH;
      FloatVector one = broadcast(SPECIES, 1f);
      for (int r = 0; r < s.rows; r++) {
        FloatVector gh = fromArray(SPECIES, s.floats, s.dhOff + u + r * s.stride);
        if (tanh) {
          FloatVector h = fromArray(SPECIES, s.floats, s.hOff + u + r * s.stride);
          gh = gh.mul(h.neg().fma(h, one));
        }
        gh.intoArray(s.floats, s.dGatesOff + u + r * s.width);
      }
    }
  }
}
