package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Sigmoid;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Tanh;
import io.github.lstmsweep.trial.HiddenActivation;
import jdk.incubator.vector.FloatVector;

/** The loops of a minimal gated unit. */
final class VectorMgu extends VectorCell {
  private static final RowLoop CANDIDATE = new GatedCandidate(1, 0);
  private static final RowLoop HIDDEN = new Hidden();
  private static final RowLoop BACKWARD = new Backward();
  private static final RowLoop TO_PARENTS = new ToParents();

  private static final RowLoop[] WIDE = {new Sigmoid(1), CANDIDATE, new Tanh(), HIDDEN};
  private static final RowLoop[] WIDE_IDENTITY = {new Sigmoid(1), CANDIDATE, HIDDEN};
  private static final RowLoop[] NARROW = {
    new Sigmoid(1), CANDIDATE, new Tanh(), new CopyCandidate(), HIDDEN
  };
  private static final RowLoop[] NARROW_IDENTITY = {
    new Sigmoid(1), CANDIDATE, new CopyCandidate(), HIDDEN
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
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector before = fromArray(SPECIES, floats, previous + parent[parentOff + r] * stride);
        f.fma(n.sub(before), before).mul(keep).intoArray(floats, hOff + r * stride);
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
      FloatVector zero = broadcast(SPECIES, 0f);
      for (int r = 0; r < rows; r++) {
        int at = s.gatesOff + u + r * width;
        int to = s.dGatesOff + u + r * width;
        int unit = s.carryOff + u + r * stride;
        FloatVector y = fromArray(SPECIES, floats, at);
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector n = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector gh =
            fromArray(SPECIES, floats, s.dhOff + u + r * stride)
                .add(fromArray(SPECIES, floats, unit));
        FloatVector dn = gh.mul(f);
        if (tanh) {
          dn = dn.mul(n.neg().fma(n, one));
        }
        FloatVector before =
            fromArray(SPECIES, floats, s.statePreviousOff + u + parent[parentOff + r] * stride);
        // Written in the order of the slots: in a narrow panel each store overwrites the excess
        // lanes of the one before.
        dn.mul(f).intoArray(floats, to);
        dn.fma(y, gh.mul(n.sub(before))).mul(f.neg().fma(f, f)).intoArray(floats, to + units);
        zero.intoArray(floats, to + 2 * units);
        dn.intoArray(floats, to + 3 * units);
        gh.mul(one.sub(f)).intoArray(floats, unit);
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
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector sumY = zero;
      FloatVector sumF = zero;
      FloatVector sumN = zero;
      FloatVector sumH = zero;
      int last = -1;
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        int p = parent[parentOff + r];
        FloatVector same = broadcast(SPECIES, (float) (1 - (p - last))); // as in fold
        last = p;
        FloatVector y = fromArray(SPECIES, floats, at);
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector n = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector gh =
            fromArray(SPECIES, floats, dhOff + r * stride)
                .add(fromArray(SPECIES, floats, carryOff + r * stride));
        FloatVector before = fromArray(SPECIES, floats, previous + p * stride);
        FloatVector dn = gh.mul(f).mul(n.mul(minusTanh).fma(n, one));
        FloatVector dy = dn.mul(f);
        FloatVector df = dn.fma(y, gh.mul(n.sub(before))).mul(f.neg().fma(f, f));
        int row = dInputOff + inputRow[inputRowOff + r] * width;
        fromArray(SPECIES, dInput, row).add(dy).intoArray(dInput, row);
        fromArray(SPECIES, dInput, row + units).add(df).intoArray(dInput, row + units);
        fromArray(SPECIES, dInput, row + 3 * units).add(dn).intoArray(dInput, row + 3 * units);
        sumY = sumY.fma(same, dy);
        sumF = sumF.fma(same, df);
        sumN = sumN.fma(same, dn);
        sumH = sumH.fma(same, gh.mul(one.sub(f)));
        int to = dGatesOff + p * width;
        sumY.intoArray(floats, to);
        sumF.intoArray(floats, to + units);
        zero.intoArray(floats, to + 2 * units);
        sumN.intoArray(floats, to + 3 * units);
        sumH.intoArray(floats, carryOff + p * stride);
      }
    }
  }
}
