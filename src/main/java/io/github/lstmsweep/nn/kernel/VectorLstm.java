package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;
import static io.github.lstmsweep.nn.kernel.VectorKernels.LANES;
import static io.github.lstmsweep.nn.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The elementwise passes of an LSTM step on lanes; the formulas are in {@link ScalarKernels}. */
final class VectorLstm {
  private VectorLstm() {}

  static void forward(LstmBlock s, int rows) {
    float[] gates = s.gates;
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < BLOCK; u += LANES) {
        int at = s.gatesOff + r * GATE_PANEL + u;
        int unit = r * BLOCK + u;
        FloatVector i = VectorElementary.sigmoid(load(gates, at));
        i.intoArray(gates, at);
        FloatVector g = VectorElementary.tanh(load(gates, at + 2 * BLOCK));
        g.intoArray(gates, at + 2 * BLOCK);
        FloatVector f = VectorElementary.sigmoid(load(gates, at + BLOCK));
        f.intoArray(gates, at + BLOCK);
        FloatVector c = f.fma(load(s.c, s.cPreviousOff + unit), i.mul(g));
        c.intoArray(s.c, s.cOff + unit);
        FloatVector tanhC = VectorElementary.tanh(c);
        tanhC.intoArray(s.tanhC, s.tanhCOff + unit);
        FloatVector o = VectorElementary.sigmoid(load(gates, at + 3 * BLOCK));
        o.intoArray(gates, at + 3 * BLOCK);
        o.mul(tanhC).intoArray(s.h, s.hOff + r * s.stride + u);
      }
    }
  }

  static void backward(LstmBlock s, int rows) {
    float[] gates = s.gates;
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < BLOCK; u += LANES) {
        int at = s.gatesOff + r * GATE_PANEL + u;
        int unit = r * BLOCK + u;
        FloatVector tanhC = load(s.tanhC, s.tanhCOff + unit);
        FloatVector dh = load(s.dh, s.hOff + r * s.stride + u);
        FloatVector o = load(gates, at + 3 * BLOCK);
        FloatVector dc = dh.mul(o).fma(tanhC.neg().fma(tanhC, one), load(s.dc, s.dcOff + unit));
        dh.mul(tanhC).mul(o.neg().fma(o, o)).intoArray(gates, at + 3 * BLOCK);
        FloatVector i = load(gates, at);
        FloatVector g = load(gates, at + 2 * BLOCK);
        dc.mul(g).mul(i.neg().fma(i, i)).intoArray(gates, at);
        dc.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, at + 2 * BLOCK);
        FloatVector f = load(gates, at + BLOCK);
        dc.mul(load(s.c, s.cPreviousOff + unit))
            .mul(f.neg().fma(f, f))
            .intoArray(gates, at + BLOCK);
        dc.mul(f).intoArray(s.dc, s.dcOff + unit);
      }
    }
  }

  private static FloatVector load(float[] from, int off) {
    return FloatVector.fromArray(SPECIES, from, off);
  }
}
