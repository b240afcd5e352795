package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.LstmHidden;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Sigmoid;
import io.github.lstmsweep.nn.kernel.vector.VectorElementary.Tanh;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Computes the cells' steps on lanes; the formulas are in {@code ScalarCells}.
 *
 * <p>A step is several loops over the rows, each with at most one elementary function. The loops
 * are called through one interface call that sees many classes. Both are for C2. With more
 * functions in a compilation it stops inlining half-way and boxes every vector. Then the step takes
 * three to five times as long. A call site with that many receivers is never inlined, whatever
 * grows around it.
 *
 * <p>A panel of 8 units is narrower than a vector of 16 lanes. There a vector of gates holds two
 * slots, so candidates are made outside the gates and copied in. A vector of units has 8 lanes
 * beyond the panel. Their results are multiplied by zero, or overwritten by the slot or the row
 * that follows.
 */
final class VectorCells {
  private static final RowLoop LSTM_CONTENT = new LstmContent();
  private static final RowLoop LSTM_HIDDEN = new LstmHidden();
  private static final RowLoop LSTM_HIDDEN_IDENTITY = new LstmHiddenIdentity();

  private static final RowLoop[] LSTM = {
    new Sigmoid(0), new Sigmoid(1), new Sigmoid(2), new Tanh(), LSTM_CONTENT, LSTM_HIDDEN
  };
  private static final RowLoop[] LSTM_IDENTITY = {
    new Sigmoid(0), new Sigmoid(1), new Sigmoid(2), new Tanh(), LSTM_CONTENT, LSTM_HIDDEN_IDENTITY
  };
  private static final RowLoop[] LSTM_NARROW = {
    new Tanh(), new Sigmoid(0), new Sigmoid(2), new CopyCandidate(), LSTM_CONTENT, LSTM_HIDDEN
  };
  private static final RowLoop[] LSTM_NARROW_IDENTITY = {
    new Tanh(),
    new Sigmoid(0),
    new Sigmoid(2),
    new CopyCandidate(),
    LSTM_CONTENT,
    LSTM_HIDDEN_IDENTITY
  };
  private static final RowLoop[] GRU = {
    new Sigmoid(0), new Sigmoid(1), new GruCandidate(), new Tanh(), new GruHidden()
  };
  private static final RowLoop[] GRU_IDENTITY = {
    new Sigmoid(0), new Sigmoid(1), new GruCandidate(), new GruHidden()
  };
  private static final RowLoop[] GRU_NARROW = {
    new Sigmoid(0), new GruCandidate(), new Tanh(), new CopyCandidate(), new GruHidden()
  };
  private static final RowLoop[] GRU_NARROW_IDENTITY = {
    new Sigmoid(0), new GruCandidate(), new CopyCandidate(), new GruHidden()
  };
  private static final RowLoop[] RNN = {new Tanh()};
  private static final RowLoop[] RNN_IDENTITY = {};

  private static final RowLoop LSTM_BACKWARD = new LstmBackward();
  private static final RowLoop LSTM_TO_PARENTS = new VectorBackwardToParents.Lstm();
  private static final RowLoop GRU_TO_PARENTS = new VectorBackwardToParents.Gru();
  private static final RowLoop GRU_BACKWARD = new GruBackward();
  private static final RowLoop RNN_BACKWARD = new RnnBackward();

  private static final float[] KEEP_8 = new float[LANES];
  private static final float[] KEEP_ALL = new float[LANES];

  static {
    Arrays.fill(KEEP_8, 0, Math.min(8, LANES), 1f);
    Arrays.fill(KEEP_ALL, 1f);
  }

  private VectorCells() {}

  static void forward(CellStep s) {
    boolean narrow = s.units < LANES;
    boolean tanh = s.activation == HiddenActivation.TANH;
    RowLoop[] loops =
        switch (s.cell) {
          case LSTM ->
              narrow ? tanh ? LSTM_NARROW : LSTM_NARROW_IDENTITY : tanh ? LSTM : LSTM_IDENTITY;
          case GRU -> narrow ? tanh ? GRU_NARROW : GRU_NARROW_IDENTITY : tanh ? GRU : GRU_IDENTITY;
          case RNN -> tanh ? RNN : RNN_IDENTITY;
        };
    place(s, narrow);
    for (int u = 0; u < s.units; u += LANES) {
      for (RowLoop loop : loops) {
        loop.run(s, u);
      }
    }
  }

  /**
   * Computes the pre-activations in the place of their results, and sets the candidates' places.
   */
  private static void place(CellStep s, boolean narrow) {
    switch (s.cell) {
      case LSTM, GRU -> {
        VectorRows.sum(s, s.gatesOff);
        s.preactivationOff = s.gatesOff + 3 * s.units;
        s.preactivationStride = s.width;
      }
      case RNN -> {
        VectorRows.sum(s, s.hOff);
        s.preactivationOff = s.hOff;
        s.preactivationStride = s.stride;
      }
    }
    s.candidateOff = narrow ? s.candidatesOff : s.preactivationOff;
    s.candidateStride = narrow ? LANES : s.preactivationStride;
    boolean movesCandidates =
        switch (s.cell) {
          // GruCandidate makes the candidates' pre-activations there.
          case GRU -> narrow;
          case LSTM, RNN -> false;
        };
    if (movesCandidates) {
      s.preactivationOff = s.candidateOff;
      s.preactivationStride = s.candidateStride;
    }
  }

  static void recall(CellStep s) {
    RowLoop loop = s.activation == HiddenActivation.TANH ? LSTM_HIDDEN : LSTM_HIDDEN_IDENTITY;
    for (int u = 0; u < s.units; u += LANES) {
      loop.run(s, u);
    }
  }

  static void backward(CellStep s) {
    RowLoop loop =
        switch (s.cell) {
          case LSTM -> LSTM_BACKWARD;
          case GRU -> GRU_BACKWARD;
          case RNN -> RNN_BACKWARD;
        };
    for (int u = 0; u < s.units; u += LANES) {
      loop.run(s, u);
    }
  }

  /** Whether one loop can compute {@link Kernels#backwardToParents} for this step. */
  static boolean hasBackwardToParents(CellStep s) {
    return s.cell.hasCarry() && s.units == VectorBackwardToParents.UNITS;
  }

  /** Computes {@link Kernels#backwardToParents} in one loop. */
  static void backwardToParents(CellStep s) {
    RowLoop loop =
        switch (s.cell) {
          case LSTM -> LSTM_TO_PARENTS;
          case GRU -> GRU_TO_PARENTS;
          case RNN -> throw new IllegalStateException("Cannot sum carry: an RNN has none");
        };
    for (int u = 0; u < s.units; u += LANES) {
      loop.run(s, u);
    }
  }

  /**
   * Factors of the units: zero for the lanes beyond the panel, so that their results become zero.
   */
  static float[] keep(CellStep s) {
    return s.units < LANES ? KEEP_8 : KEEP_ALL;
  }

  /**
   * Moves the candidates of a narrow panel to their slot. It does not use vectors of 8 lanes. A
   * second species anywhere in the process spoils the profiles of the Vector API's own methods, and
   * C2 then boxes elsewhere.
   */
  private static final class CopyCandidate implements RowLoop {
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

  /** Computes an LSTM's cell state, {@code c' = f·c + i·g}. */
  private static final class LstmContent implements RowLoop {
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
  private static final class LstmHiddenIdentity implements RowLoop {
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
   * Computes the candidate's pre-activation: the input's part plus the reset gate times the
   * recurrent part.
   */
  private static final class GruCandidate implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int units = s.units;
      int width = s.width;
      int stride = s.candidateStride;
      int gatesOff = s.gatesOff + u;
      int candidateOff = s.candidateOff + u;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        int at = gatesOff + r * width;
        FloatVector reset = fromArray(SPECIES, floats, at);
        FloatVector y = fromArray(SPECIES, floats, at + 2 * units);
        FloatVector x = fromArray(SPECIES, floats, at + 3 * units);
        reset.fma(y, x).intoArray(floats, candidateOff + r * stride);
      }
    }
  }

  private static final class GruHidden implements RowLoop {
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

  /**
   * Computes an LSTM's backward step. The derivative of the identity is that of tanh without the
   * square.
   */
  private static final class LstmBackward implements RowLoop {
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

  private static final class GruBackward implements RowLoop {
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

  private static final class RnnBackward implements RowLoop {
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
