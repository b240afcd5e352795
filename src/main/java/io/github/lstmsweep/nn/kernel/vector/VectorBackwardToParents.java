package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.trial.HiddenActivation;
import jdk.incubator.vector.FloatVector;

/**
 * Computes {@link Kernels#backwardToParents} in one loop over the rows. A row's gradient is added
 * to its input's gradient while it is in registers. Only the sums over the rows of one parent are
 * stored. A parent's row never comes after its own row, so it has been read when its sum is
 * written.
 */
final class VectorBackwardToParents {
  /** The hidden units of the panels that it takes. A constant width saves a quarter of its time. */
  static final int UNITS = 16;

  private VectorBackwardToParents() {}

  static final class Lstm implements RowLoop {
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
      int activatedOff = u + (tanh ? s.activatedOff : s.stateOff);
      int dhOff = s.dhOff + u;
      int carryOff = s.carryOff + u;
      int previous = s.statePreviousOff + u;
      int rows = s.rows;
      FloatVector one = broadcast(SPECIES, 1f);
      FloatVector minusTanh = broadcast(SPECIES, tanh ? -1f : 0f);
      FloatVector sumI = FloatVector.zero(SPECIES);
      FloatVector sumF = sumI;
      FloatVector sumO = sumI;
      FloatVector sumG = sumI;
      FloatVector sumC = sumI;
      int last = -1;
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        int p = parent[parentOff + r];
        FloatVector same = broadcast(SPECIES, (float) (1 - (p - last))); // as in fold
        last = p;
        FloatVector t = fromArray(SPECIES, floats, activatedOff + r * stride);
        FloatVector gh = fromArray(SPECIES, floats, dhOff + r * stride);
        FloatVector o = fromArray(SPECIES, floats, at + 2 * units);
        FloatVector gc =
            gh.mul(o)
                .fma(
                    t.mul(minusTanh).fma(t, one),
                    fromArray(SPECIES, floats, carryOff + r * stride));
        FloatVector i = fromArray(SPECIES, floats, at);
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector g = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector c = fromArray(SPECIES, floats, previous + p * stride);
        FloatVector di = gc.mul(g).mul(i.neg().fma(i, i));
        FloatVector df = gc.mul(c).mul(f.neg().fma(f, f));
        FloatVector dO = gh.mul(t).mul(o.neg().fma(o, o));
        FloatVector dg = gc.mul(i).mul(g.neg().fma(g, one));
        int row = dInputOff + inputRow[inputRowOff + r] * width;
        fromArray(SPECIES, dInput, row).add(di).intoArray(dInput, row);
        fromArray(SPECIES, dInput, row + units).add(df).intoArray(dInput, row + units);
        fromArray(SPECIES, dInput, row + 2 * units).add(dO).intoArray(dInput, row + 2 * units);
        fromArray(SPECIES, dInput, row + 3 * units).add(dg).intoArray(dInput, row + 3 * units);
        sumI = sumI.fma(same, di);
        sumF = sumF.fma(same, df);
        sumO = sumO.fma(same, dO);
        sumG = sumG.fma(same, dg);
        sumC = sumC.fma(same, gc.mul(f));
        int to = dGatesOff + p * width;
        sumI.intoArray(floats, to);
        sumF.intoArray(floats, to + units);
        sumO.intoArray(floats, to + 2 * units);
        sumG.intoArray(floats, to + 3 * units);
        sumC.intoArray(floats, carryOff + p * stride);
      }
    }
  }

  static final class Gru implements RowLoop {
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
