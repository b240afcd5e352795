package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Elementary.LN2_HIGH;
import static io.github.lstmsweep.nn.kernel.Elementary.LN2_LOW;
import static io.github.lstmsweep.nn.kernel.Elementary.LOG2_E;
import static io.github.lstmsweep.nn.kernel.Elementary.MAGNITUDE;
import static io.github.lstmsweep.nn.kernel.Elementary.MINUS_EXP_LIMIT_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.ONE_BITS;
import static io.github.lstmsweep.nn.kernel.Elementary.Q0;
import static io.github.lstmsweep.nn.kernel.Elementary.Q1;
import static io.github.lstmsweep.nn.kernel.Elementary.Q2;
import static io.github.lstmsweep.nn.kernel.Elementary.Q3;
import static io.github.lstmsweep.nn.kernel.Elementary.Q4;
import static io.github.lstmsweep.nn.kernel.Elementary.ROUND;
import static io.github.lstmsweep.nn.kernel.Elementary.SIGN;
import static io.github.lstmsweep.nn.kernel.Elementary.TANH_LIMIT_BITS;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.VectorKernels.LANES;
import static io.github.lstmsweep.nn.kernel.VectorKernels.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import io.github.lstmsweep.nn.kernel.VectorCells.Pass;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link Elementary} on lanes, inside the loops that need it: the same operations in the same
 * order, so the same bits.
 *
 * <p>They are written out in each loop because of C2. A method for an elementary function is called
 * for every row, so it is hot before the loop around it is, and gets compiled alone; and what is
 * compiled to more than 2,500 bytes (InlineSmallCode) is inlined nowhere afterwards. These came to
 * 2,100 and sometimes more, and then every call boxed its vectors and took twenty times as long.
 * Methods of the Vector API itself are always inlined.
 *
 * <p>What is not finite becomes NaN in a sum before the end, instead of in one after it: the same
 * bits of whatever is finite, and a chain shorter by one step.
 */
final class VectorElementary {
  private VectorElementary() {}

  /** Sigmoid of the vectors of one slot, in place. */
  static final class Sigmoid implements Pass {
    private final int slot;

    Sigmoid(int slot) {
      this.slot = slot;
    }

    @Override
    public void run(CellStep s, int u) {
      float[] gates = s.gates;
      int width = s.width;
      int gatesOff = s.gatesOff + slot * s.units + u;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, gates, gatesOff + r * width);
        FloatVector y =
            x.reinterpretAsInts().or(SIGN).min(MINUS_EXP_LIMIT_BITS).reinterpretAsFloats();
        FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector whole = n.sub(broadcast(SPECIES, ROUND));
        FloatVector p = whole.fma(broadcast(SPECIES, -LN2_HIGH), y);
        p = whole.fma(broadcast(SPECIES, -LN2_LOW), p);
        FloatVector q = broadcast(SPECIES, Q4).fma(p, broadcast(SPECIES, Q3));
        q = q.fma(p, broadcast(SPECIES, Q2)).fma(p, broadcast(SPECIES, Q1));
        q = p.mul(p).fma(q.fma(p, broadcast(SPECIES, Q0)), p);
        FloatVector scale =
            n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        FloatVector e = scale.fma(q, scale);
        FloatVector above = broadcast(SPECIES, 1f).blend(e, x.compare(LT, 0f));
        FloatVector one = x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 1f));
        above.div(e.add(one)).intoArray(gates, gatesOff + r * width);
      }
    }
  }

  /** tanh of the candidates' pre-activations. */
  static final class Tanh implements Pass {
    @Override
    public void run(CellStep s, int u) {
      float[] from = s.preactivation;
      float[] to = s.candidate;
      int fromOff = s.preactivationOff + u;
      int fromStride = s.preactivationStride;
      int toOff = s.candidateOff + u;
      int toStride = s.candidateStride;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, from, fromOff + r * fromStride);
        IntVector bits = x.reinterpretAsInts();
        FloatVector a = bits.and(MAGNITUDE).min(TANH_LIMIT_BITS).reinterpretAsFloats();
        FloatVector y = a.add(a);
        FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector whole = n.sub(broadcast(SPECIES, ROUND));
        FloatVector p = whole.fma(broadcast(SPECIES, -LN2_HIGH), y);
        p = whole.fma(broadcast(SPECIES, -LN2_LOW), p);
        FloatVector q = broadcast(SPECIES, Q4).fma(p, broadcast(SPECIES, Q3));
        q = q.fma(p, broadcast(SPECIES, Q2)).fma(p, broadcast(SPECIES, Q1));
        q = p.mul(p).fma(q.fma(p, broadcast(SPECIES, Q0)), p);
        FloatVector scale =
            n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        FloatVector e = scale.fma(q, scale.sub(broadcast(SPECIES, 1f)));
        FloatVector two = x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 2f));
        IntVector t = e.div(e.add(two)).reinterpretAsInts();
        FloatVector tanh = t.or(bits.and(SIGN)).reinterpretAsFloats();
        tanh.intoArray(to, toOff + r * toStride);
      }
    }
  }

  /** An LSTM's hidden state, {@code o·tanh c'}. */
  static final class LstmHidden implements Pass {
    @Override
    public void run(CellStep s, int u) {
      float[] gates = s.gates;
      float[] state = s.state;
      float[] activated = s.activated;
      float[] h = s.h;
      int width = s.width;
      int stride = s.stride;
      int outputOff = s.gatesOff + 2 * s.units + u;
      int stateOff = s.stateOff + u;
      int activatedOff = s.activatedOff + u;
      int hOff = s.hOff + u;
      int rows = s.rows;
      for (int r = 0; r < rows; r++) {
        FloatVector x = fromArray(SPECIES, state, stateOff + r * stride);
        IntVector bits = x.reinterpretAsInts();
        FloatVector a = bits.and(MAGNITUDE).min(TANH_LIMIT_BITS).reinterpretAsFloats();
        FloatVector y = a.add(a);
        FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
        FloatVector whole = n.sub(broadcast(SPECIES, ROUND));
        FloatVector p = whole.fma(broadcast(SPECIES, -LN2_HIGH), y);
        p = whole.fma(broadcast(SPECIES, -LN2_LOW), p);
        FloatVector q = broadcast(SPECIES, Q4).fma(p, broadcast(SPECIES, Q3));
        q = q.fma(p, broadcast(SPECIES, Q2)).fma(p, broadcast(SPECIES, Q1));
        q = p.mul(p).fma(q.fma(p, broadcast(SPECIES, Q0)), p);
        FloatVector scale =
            n.reinterpretAsInts().lanewise(LSHL, 23).add(ONE_BITS).reinterpretAsFloats();
        FloatVector e = scale.fma(q, scale.sub(broadcast(SPECIES, 1f)));
        FloatVector two = x.fma(broadcast(SPECIES, 0f), broadcast(SPECIES, 2f));
        IntVector t = e.div(e.add(two)).reinterpretAsInts();
        FloatVector tanh = t.or(bits.and(SIGN)).reinterpretAsFloats();
        tanh.intoArray(activated, activatedOff + r * stride);
        fromArray(SPECIES, gates, outputOff + r * width).mul(tanh).intoArray(h, hOff + r * stride);
      }
    }
  }

  /**
   * The exponentials of {@link Kernels#expSum}, without their sums: one loop over all, since every
   * loop starts and ends with a chain that nothing overlaps.
   */
  static void exp(float[] logits, int off, int vocab, int columns, float[] max) {
    int wide = (columns + LANES - 1) / LANES * LANES;
    int vectors = vocab * (wide / LANES);
    int at = off;
    int row = 0;
    for (int i = 0; i < vectors; i++) {
      FloatVector x = fromArray(SPECIES, logits, at).sub(fromArray(SPECIES, max, row));
      FloatVector y =
          x.reinterpretAsInts().or(SIGN).min(MINUS_EXP_LIMIT_BITS).reinterpretAsFloats();
      FloatVector n = y.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND));
      FloatVector whole = n.sub(broadcast(SPECIES, ROUND));
      FloatVector p = whole.fma(broadcast(SPECIES, -LN2_HIGH), y);
      p = whole.fma(broadcast(SPECIES, -LN2_LOW), p);
      FloatVector q = broadcast(SPECIES, Q4).fma(p, broadcast(SPECIES, Q3));
      q = q.fma(p, broadcast(SPECIES, Q2)).fma(p, broadcast(SPECIES, Q1));
      q = p.mul(p).fma(q.fma(p, broadcast(SPECIES, Q0)), p);
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
}
