package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.LstmHidden;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Sigmoid;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Tanh;
import io.github.lstmsweep.trial.HiddenActivation;
import jdk.incubator.vector.FloatVector;

/** The loops of an LSTM. */
final class VectorLstm extends VectorCell {
  private static final RowLoop CONTENT = new Content();
  private static final RowLoop HIDDEN = new LstmHidden();
  private static final RowLoop HIDDEN_IDENTITY = new HiddenIdentity();
  private static final RowLoop BACKWARD = new Backward();
  private static final RowLoop TO_PARENTS = new ToParents();

  private static final RowLoop[] WIDE = {
    new Sigmoid(0), new Sigmoid(1), new Sigmoid(2), new Tanh(), CONTENT, HIDDEN
  };
  private static final RowLoop[] WIDE_IDENTITY = {
    new Sigmoid(0), new Sigmoid(1), new Sigmoid(2), new Tanh(), CONTENT, HIDDEN_IDENTITY
  };
  private static final RowLoop[] NARROW = {
    new Tanh(), new Sigmoid(0), new Sigmoid(2), new CopyCandidate(), CONTENT, HIDDEN
  };
  private static final RowLoop[] NARROW_IDENTITY = {
    new Tanh(), new Sigmoid(0), new Sigmoid(2), new CopyCandidate(), CONTENT, HIDDEN_IDENTITY
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
  RowLoop recall(boolean tanh) {
    return tanh ? HIDDEN : HIDDEN_IDENTITY;
  }

  /** Computes an LSTM's cell state, {@code c' = f·c + i·g}. */
  private static final class Content implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int[] parent = s.parent;
      int units = s.units;
      int width = s.width;
      int stride = s.stride;
      int gatesOff = s.gatesOff + u;
      int previous = s.statePreviousOff + u;
      int stateOff = s.stateOff + u;
      int parentOff = s.parentOff;
      int rows = s.rows;
      FloatVector keep = fromArray(SPECIES, keep(s), 0);
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        FloatVector i = fromArray(SPECIES, floats, at);
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector g = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector before = fromArray(SPECIES, floats, previous + parent[parentOff + r] * stride);
        FloatVector c = f.fma(before, i.mul(g)).mul(keep);
        c.intoArray(floats, stateOff + r * stride);
      }
    }
  }

  /** Computes {@link LstmHidden} without tanh: {@code h = o·c'}. */
  private static final class HiddenIdentity implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      int outputOff = s.gatesOff + 2 * s.units + u;
      for (int r = 0; r < s.rows; r++) {
        int unit = u + r * s.stride;
        FloatVector c = fromArray(SPECIES, s.floats, s.stateOff + unit);
        fromArray(SPECIES, s.floats, outputOff + r * s.width)
            .mul(c)
            .intoArray(s.floats, s.hOff + unit);
      }
    }
  }

  /**
   * Computes an LSTM's backward step. The derivative of the identity is that of tanh without the
   * square.
   */
  private static final class Backward implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      boolean tanh = s.activation == HiddenActivation.TANH;
      int[] parent = s.parent;
      int units = s.units;
      int width = s.width;
      int stride = s.stride;
      int parentOff = s.parentOff;
      int activatedOff = u + (tanh ? s.activatedOff : s.stateOff);
      int rows = s.rows;
      FloatVector minusTanh = broadcast(SPECIES, tanh ? -1f : 0f);
      FloatVector one = broadcast(SPECIES, 1f);
      for (int r = 0; r < rows; r++) {
        int at = s.gatesOff + u + r * width;
        int to = s.dGatesOff + u + r * width;
        int unit = u + r * stride;
        FloatVector t = fromArray(SPECIES, floats, activatedOff + r * stride);
        FloatVector gh = fromArray(SPECIES, floats, s.dhOff + unit);
        FloatVector o = fromArray(SPECIES, floats, at + 2 * units);
        FloatVector gc =
            gh.mul(o)
                .fma(t.mul(minusTanh).fma(t, one), fromArray(SPECIES, floats, s.carryOff + unit));
        FloatVector i = fromArray(SPECIES, floats, at);
        FloatVector f = fromArray(SPECIES, floats, at + units);
        FloatVector g = fromArray(SPECIES, floats, at + 3 * units);
        FloatVector c =
            fromArray(SPECIES, floats, s.statePreviousOff + u + parent[parentOff + r] * stride);
        // Written in the order of the slots: in a narrow panel each store overwrites the excess
        // lanes of the one before.
        gc.mul(g).mul(i.neg().fma(i, i)).intoArray(floats, to);
        gc.mul(c).mul(f.neg().fma(f, f)).intoArray(floats, to + units);
        gh.mul(t).mul(o.neg().fma(o, o)).intoArray(floats, to + 2 * units);
        gc.mul(i).mul(g.neg().fma(g, one)).intoArray(floats, to + 3 * units);
        gc.mul(f).intoArray(floats, s.carryOff + unit);
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
}
