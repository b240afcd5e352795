package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Sigmoid;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Tanh;
import io.github.lstmsweep.trial.HiddenActivation;
import jdk.incubator.vector.FloatVector;

/** The loops of a GRU. */
final class VectorGru extends VectorCell {
  private static final RowLoop CANDIDATE = new GatedCandidate(0, 2);
  private static final RowLoop HIDDEN = new Hidden();
  private static final RowLoop BACKWARD = new Backward();
  private static final RowLoop TO_PARENTS = new ToParents();

  private static final RowLoop[] WIDE = {
    new Sigmoid(0), new Sigmoid(1), CANDIDATE, new Tanh(), HIDDEN
  };
  private static final RowLoop[] WIDE_IDENTITY = {
    new Sigmoid(0), new Sigmoid(1), CANDIDATE, HIDDEN
  };
  private static final RowLoop[] NARROW = {
    new Sigmoid(0), CANDIDATE, new Tanh(), new CopyCandidate(), HIDDEN
  };
  private static final RowLoop[] NARROW_IDENTITY = {
    new Sigmoid(0), CANDIDATE, new CopyCandidate(), HIDDEN
  };

  @Override
  RowLoop[] forward(boolean narrow, boolean tanh) {
    return narrow ? tanh ? NARROW : NARROW_IDENTITY : tanh ? WIDE : WIDE_IDENTITY;
  }

  @Override
  RowLoop backward() {
    return BACKWARD;
  }

  @Override
  RowLoop backwardToParents() {
    return TO_PARENTS;
  }

  @Override
  void place(CellStep s, boolean narrow) {
    super.place(s, narrow);
    // The loop of the candidates makes their pre-activations in their place.
    s.preactivationOff = s.candidateOff;
    s.preactivationStride = s.candidateStride;
  }

  private static final class Hidden implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int[] parent = s.parent;
      int units = s.units;
      int width = s.width;
      int stride = s.stride;
      int gatesOff = s.gatesOff + u;
      int previous = s.statePreviousOff + u;
      int hOff = s.hOff + u;
      int parentOff = s.parentOff;
      int rows = s.rows;
      FloatVector keep = fromArray(SPECIES, keep(s), 0);
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        FloatVector n = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector z = fromArray(SPECIES, floats, at + units);
        FloatVector before = fromArray(SPECIES, floats, previous + parent[parentOff + r] * stride);
        z.fma(before.sub(n), n).mul(keep).intoArray(floats, hOff + r * stride);
      }
    }
  }

  private static final class Backward implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int[] parent = s.parent;
      int units = s.units;
      int width = s.width;
      int stride = s.stride;
      int parentOff = s.parentOff;
      int rows = s.rows;
      boolean tanh = s.activation == HiddenActivation.TANH;
      FloatVector one = broadcast(SPECIES, 1f);
      for (int r = 0; r < rows; r++) {
        int at = s.gatesOff + u + r * width;
        int to = s.dGatesOff + u + r * width;
        int unit = s.carryOff + u + r * stride;
        FloatVector reset = fromArray(SPECIES, floats, at);
        FloatVector z = fromArray(SPECIES, floats, at + units);
        FloatVector n = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector gh =
            fromArray(SPECIES, floats, s.dhOff + u + r * stride)
                .add(fromArray(SPECIES, floats, unit));
        FloatVector dn = gh.mul(one.sub(z));
        if (tanh) {
          dn = dn.mul(n.neg().fma(n, one));
        }
        FloatVector before =
            fromArray(SPECIES, floats, s.statePreviousOff + u + parent[parentOff + r] * stride);
        dn.mul(fromArray(SPECIES, floats, at + 2 * units))
            .mul(reset.neg().fma(reset, reset))
            .intoArray(floats, to);
        gh.mul(before.sub(n)).mul(z.neg().fma(z, z)).intoArray(floats, to + units);
        dn.mul(reset).intoArray(floats, to + 2 * units);
        dn.intoArray(floats, to + 3 * units);
        gh.mul(z).intoArray(floats, unit);
      }
    }
  }

  private static final class ToParents implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      boolean tanh = s.activation == HiddenActivation.TANH;
      float[] floats = s.floats;
      float[] dInput = s.inputGradient;
      int[] parent = s.parent;
      int[] inputRow = s.inputRow;
      int units = UNITS;
      int width = 4 * UNITS;
      int stride = s.stride;
      int parentOff = s.parentOff;
      int inputRowOff = s.inputRowOff;
      int gatesOff = s.gatesOff + u;
      int dGatesOff = s.dGatesOff + u;
      int dInputOff = s.inputGradientOff + u;
      int dhOff = s.dhOff + u;
      int carryOff = s.carryOff + u;
      int previous = s.statePreviousOff + u;
      int rows = s.rows;
      FloatVector one = broadcast(SPECIES, 1f);
      FloatVector minusTanh = broadcast(SPECIES, tanh ? -1f : 0f);
      FloatVector sumR = FloatVector.zero(SPECIES);
      FloatVector sumZ = sumR;
      FloatVector sumY = sumR;
      FloatVector sumN = sumR;
      FloatVector sumH = sumR;
      int last = -1;
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        int p = parent[parentOff + r];
        FloatVector same = broadcast(SPECIES, (float) (1 - (p - last))); // as in fold
        last = p;
        FloatVector reset = fromArray(SPECIES, floats, at);
        FloatVector z = fromArray(SPECIES, floats, at + units);
        FloatVector n = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector gh =
            fromArray(SPECIES, floats, dhOff + r * stride)
                .add(fromArray(SPECIES, floats, carryOff + r * stride));
        FloatVector before = fromArray(SPECIES, floats, previous + p * stride);
        FloatVector dn = gh.mul(one.sub(z)).mul(n.mul(minusTanh).fma(n, one));
        FloatVector dr =
            dn.mul(fromArray(SPECIES, floats, at + 2 * units)).mul(reset.neg().fma(reset, reset));
        FloatVector dz = gh.mul(before.sub(n)).mul(z.neg().fma(z, z));
        FloatVector dy = dn.mul(reset);
        int row = dInputOff + inputRow[inputRowOff + r] * width;
        fromArray(SPECIES, dInput, row).add(dr).intoArray(dInput, row);
        fromArray(SPECIES, dInput, row + units).add(dz).intoArray(dInput, row + units);
        fromArray(SPECIES, dInput, row + 2 * units).add(dy).intoArray(dInput, row + 2 * units);
        fromArray(SPECIES, dInput, row + 3 * units).add(dn).intoArray(dInput, row + 3 * units);
        sumR = sumR.fma(same, dr);
        sumZ = sumZ.fma(same, dz);
        sumY = sumY.fma(same, dy);
        sumN = sumN.fma(same, dn);
        sumH = sumH.fma(same, gh.mul(z));
        int to = dGatesOff + p * width;
        sumR.intoArray(floats, to);
        sumZ.intoArray(floats, to + units);
        sumY.intoArray(floats, to + 2 * units);
        sumN.intoArray(floats, to + 3 * units);
        sumH.intoArray(floats, carryOff + p * stride);
      }
    }
  }
}
