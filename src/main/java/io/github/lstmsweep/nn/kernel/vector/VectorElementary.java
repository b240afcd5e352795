package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.Elementary.EXP_LIMIT_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.LN2;
import static io.github.lstmsweep.nn.kernel.Elementary.LOG2_E;
import static io.github.lstmsweep.nn.kernel.Elementary.MAGNITUDE;
import static io.github.lstmsweep.nn.kernel.Elementary.ONE_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.Q0;
import static io.github.lstmsweep.nn.kernel.Elementary.Q1;
import static io.github.lstmsweep.nn.kernel.Elementary.Q2;
import static io.github.lstmsweep.nn.kernel.Elementary.Q3;
import static io.github.lstmsweep.nn.kernel.Elementary.Q4;
import static io.github.lstmsweep.nn.kernel.Elementary.ROUND;
import static io.github.lstmsweep.nn.kernel.Elementary.SIGN;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_LIMIT_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_P1;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_P2;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_P3;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_P4;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_Q1;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_Q2;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_Q3;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_Q4;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LSHL;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Elementary;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Computes {@link Elementary} on lanes, inside the loops that need it. The operations and their
 * order are the same, and so are the bits.
 *
 * <p>They are written out in each loop because of C2. A method for an elementary function is called
 * for every row. So it is hot before the loop around it is, and C2 compiles it alone. C2 inlines no
 * method that was compiled to more than 2,500 bytes (InlineSmallCode). These came to 2,100 and
 * sometimes more. Then every call boxed its vectors and took twenty times as long. Methods of the
 * Vector API itself are always inlined.
 *
 * <p>A value that is not finite becomes NaN in a sum before the end, instead of in a sum after it.
 * The bits of finite values are the same, and the chain is one step shorter.
 */
final class VectorElementary {
  private VectorElementary() {}

  /** Computes the sigmoid of the vectors of one slot, in place. */
  static final class Sigmoid implements RowLoop {
    private final int slot;

    Sigmoid(int slot) {
      this.slot = slot;
    }

    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int width = s.width;
      int gatesOff = s.gatesOff + slot * s.units + u;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, floats, gatesOff + r * width);
        IntVector bits = x.reinterpretAsInts();
        FloatVector y =
            bits.and(MAGNITUDE).min(EXP_LIMIT_BITS).or(bits.not().and(SIGN)).reinterpretAsFloats();
        FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector p = n.sub(broadcast(SPECIES, ROUND)).fma(broadcast(SPECIES, -LN2), y);
        FloatVector p2 = p.mul(p);
        FloatVector q = p.fma(broadcast(SPECIES, Q3), broadcast(SPECIES, Q2));
        q = p2.fma(broadcast(SPECIES, Q4), q);
        q = p2.fma(q, p.fma(broadcast(SPECIES, Q1), broadcast(SPECIES, Q0)));
        q = p2.fma(q, p);
        FloatVector scale =
            n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        FloatVector one = x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 1f));
        broadcast(SPECIES, 1f)
            .div(scale.fma(q, scale).add(one))
            .intoArray(floats, gatesOff + r * width);
      }
    }
  }

  /** Computes tanh of the candidates' pre-activations. */
  static final class Tanh implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int fromOff = s.preactivationOff + u;
      int fromStride = s.preactivationStride;
      int toOff = s.candidateOff + u;
      int toStride = s.candidateStride;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, floats, fromOff + r * fromStride);
        IntVector bits = x.reinterpretAsInts();
        FloatVector a = bits.and(MAGNITUDE).min(TANH_LIMIT_BITS).reinterpretAsFloats();
        FloatVector z = a.mul(a);
        FloatVector p = broadcast(SPECIES, TANH_P4).fma(z, broadcast(SPECIES, TANH_P3));
        p = p.fma(z, broadcast(SPECIES, TANH_P2)).fma(z, broadcast(SPECIES, TANH_P1));
        p = p.fma(z, broadcast(SPECIES, 1f)).mul(a);
        FloatVector q = broadcast(SPECIES, TANH_Q4).fma(z, broadcast(SPECIES, TANH_Q3));
        q = q.fma(z, broadcast(SPECIES, TANH_Q2)).fma(z, broadcast(SPECIES, TANH_Q1));
        q = q.fma(z, x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 1f)));
        p = p.reinterpretAsInts().min(q.reinterpretAsInts()).reinterpretAsFloats();
        IntVector t = p.div(q).reinterpretAsInts();
        FloatVector tanh = t.or(bits.and(SIGN)).reinterpretAsFloats();
        tanh.intoArray(floats, toOff + r * toStride);
      }
    }
  }

  /** Computes an LSTM's hidden state, {@code o·tanh c'}. */
  static final class LstmHidden implements RowLoop {
    @Override
    public void run(CellStep s, int u) {
      float[] floats = s.floats;
      int width = s.width;
      int stride = s.stride;
      int outputOff = s.gatesOff + 2 * s.units + u;
      int stateOff = s.stateOff + u;
      int activatedOff = s.activatedOff + u;
      int hOff = s.hOff + u;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, floats, stateOff + r * stride);
        IntVector bits = x.reinterpretAsInts();
        FloatVector a = bits.and(MAGNITUDE).min(TANH_LIMIT_BITS).reinterpretAsFloats();
        FloatVector z = a.mul(a);
        FloatVector p = broadcast(SPECIES, TANH_P4).fma(z, broadcast(SPECIES, TANH_P3));
        p = p.fma(z, broadcast(SPECIES, TANH_P2)).fma(z, broadcast(SPECIES, TANH_P1));
        p = p.fma(z, broadcast(SPECIES, 1f)).mul(a);
        FloatVector q = broadcast(SPECIES, TANH_Q4).fma(z, broadcast(SPECIES, TANH_Q3));
        q = q.fma(z, broadcast(SPECIES, TANH_Q2)).fma(z, broadcast(SPECIES, TANH_Q1));
        q = q.fma(z, x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 1f)));
        p = p.reinterpretAsInts().min(q.reinterpretAsInts()).reinterpretAsFloats();
        IntVector t = p.div(q).reinterpretAsInts();
        FloatVector tanh = t.or(bits.and(SIGN)).reinterpretAsFloats();
        tanh.intoArray(floats, activatedOff + r * stride);
        fromArray(SPECIES, floats, outputOff + r * width)
            .mul(tanh)
            .intoArray(floats, hOff + r * stride);
      }
    }
  }

  /**
   * Computes the exponentials of {@link Kernels#expSum}, without their sums. It is one loop over
   * all, since every loop starts and ends with a chain that nothing overlaps.
   */
  static void exp(Matrix matrix, float[] max) {
    float[] logits = matrix.floats;
    int vocab = matrix.rows;
    int columns = matrix.columns;
    int wide = (columns + LANES - 1) / LANES * LANES;
    int vectors = vocab * (wide / LANES);
    int at = matrix.off;
    int row = 0;
    for (int i = 0; i < vectors; i++) {
      FloatVector x = fromArray(SPECIES, logits, at).sub(fromArray(SPECIES, max, row));
      IntVector bits = x.reinterpretAsInts();
      FloatVector y =
          bits.and(MAGNITUDE).min(EXP_LIMIT_BITS).or(bits.and(SIGN)).reinterpretAsFloats();
      FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector p = n.sub(broadcast(SPECIES, ROUND)).fma(broadcast(SPECIES, -LN2), y);
      FloatVector p2 = p.mul(p);
      FloatVector q = p.fma(broadcast(SPECIES, Q3), broadcast(SPECIES, Q2));
      q = p2.fma(broadcast(SPECIES, Q4), q);
      q = p2.fma(q, p.fma(broadcast(SPECIES, Q1), broadcast(SPECIES, Q0)));
      q = p2.fma(q, p);
      FloatVector scale =
          n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      scale.fma(q, x.fma(broadcast(SPECIES, 0f), scale)).intoArray(logits, at);
      row += LANES;
      at += LANES;
      if (row == wide) {
        row = 0;
        at += ROWS - wide;
      }
    }
  }

  /** Computes the exponentials of logits that need neither a clamp nor a maximum. */
  static void exp(Matrix matrix) {
    float[] logits = matrix.floats;
    int vocab = matrix.rows;
    int columns = matrix.columns;
    int wide = (columns + LANES - 1) / LANES * LANES;
    int vectors = vocab * (wide / LANES);
    int at = matrix.off;
    int row = 0;
    for (int i = 0; i < vectors; i++) {
      FloatVector y = fromArray(SPECIES, logits, at);
      FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector p = n.sub(broadcast(SPECIES, ROUND)).fma(broadcast(SPECIES, -LN2), y);
      FloatVector p2 = p.mul(p);
      FloatVector q = p.fma(broadcast(SPECIES, Q3), broadcast(SPECIES, Q2));
      q = p2.fma(broadcast(SPECIES, Q4), q);
      q = p2.fma(q, p.fma(broadcast(SPECIES, Q1), broadcast(SPECIES, Q0)));
      q = p2.fma(q, p);
      FloatVector scale =
          n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
      scale.fma(q, scale).intoArray(logits, at);
      row += LANES;
      at += LANES;
      if (row == wide) {
        row = 0;
        at += ROWS - wide;
      }
    }
  }
}
