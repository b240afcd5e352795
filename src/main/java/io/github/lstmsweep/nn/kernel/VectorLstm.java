package io.github.lstmsweep.nn.kernel;

import static io.github.lstmsweep.nn.kernel.Kernels.BLOCK;
import static io.github.lstmsweep.nn.kernel.Kernels.GATE_PANEL;
import static io.github.lstmsweep.nn.kernel.LstmBlock.CELL;
import static io.github.lstmsweep.nn.kernel.LstmBlock.FORGET;
import static io.github.lstmsweep.nn.kernel.LstmBlock.INPUT;
import static io.github.lstmsweep.nn.kernel.LstmBlock.OUTPUT;
import static io.github.lstmsweep.nn.kernel.VectorKernels.LANES;
import static io.github.lstmsweep.nn.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The elementwise passes of an LSTM step on lanes; the formulas are in {@link ScalarKernels}.
 *
 * <p>Forward is passes over the block, each with one elementary function and rows innermost, and
 * they are called through one interface call that sees four classes. Both are for C2: with more
 * functions in a compilation, or a short loop over lanes inside, it stops inlining half-way, boxes
 * every vector, and the step takes three to five times as long. A call site with that many
 * receivers is never inlined, whatever grows around it.
 */
final class VectorLstm {
  private interface Pass {
    void run(LstmBlock s, int u, int rows);
  }

  private static final Pass[] FORWARD = {
    new Sigmoids(INPUT),
    new Sigmoids(FORGET),
    new Sigmoids(OUTPUT),
    new Candidates(),
    new Cells(),
    new Hiddens()
  };

  private VectorLstm() {}

  static void forward(LstmBlock s, int rows) {
    for (int u = 0; u < BLOCK; u += LANES) {
      for (Pass pass : FORWARD) {
        pass.run(s, u, rows);
      }
    }
  }

  private static final class Sigmoids implements Pass {
    private final int column;

    Sigmoids(int column) {
      this.column = column;
    }

    @Override
    public void run(LstmBlock s, int u, int rows) {
      float[] gates = s.gates;
      int off = s.gatesOff + column + u;
      for (int r = 0; r < rows; r++) {
        int at = off + r * GATE_PANEL;
        VectorElementary.sigmoid(load(gates, at)).intoArray(gates, at);
      }
    }
  }

  private static final class Candidates implements Pass {
    @Override
    public void run(LstmBlock s, int u, int rows) {
      float[] gates = s.gates;
      int off = s.gatesOff + CELL + u;
      for (int r = 0; r < rows; r++) {
        int at = off + r * GATE_PANEL;
        VectorElementary.tanh(load(gates, at)).intoArray(gates, at);
      }
    }
  }

  private static final class Cells implements Pass {
    @Override
    public void run(LstmBlock s, int u, int rows) {
      float[] gates = s.gates;
      float[] c = s.c;
      int off = s.gatesOff + u;
      int previous = s.cPreviousOff + u;
      int next = s.cOff + u;
      for (int r = 0; r < rows; r++) {
        int at = off + r * GATE_PANEL;
        FloatVector kept = load(c, previous + r * BLOCK);
        load(gates, at + FORGET)
            .fma(kept, load(gates, at + INPUT).mul(load(gates, at + CELL)))
            .intoArray(c, next + r * BLOCK);
      }
    }
  }

  private static final class Hiddens implements Pass {
    @Override
    public void run(LstmBlock s, int u, int rows) {
      float[] gates = s.gates;
      float[] c = s.c;
      float[] tanhC = s.tanhC;
      float[] h = s.h;
      int gatesOff = s.gatesOff + OUTPUT + u;
      int cOff = s.cOff + u;
      int tanhCOff = s.tanhCOff + u;
      int hOff = s.hOff + u;
      int stride = s.stride;
      for (int r = 0; r < rows; r++) {
        FloatVector t = VectorElementary.tanh(load(c, cOff + r * BLOCK));
        t.intoArray(tanhC, tanhCOff + r * BLOCK);
        load(gates, gatesOff + r * GATE_PANEL).mul(t).intoArray(h, hOff + r * stride);
      }
    }
  }

  static void backward(LstmBlock s, int rows) {
    for (int u = 0; u < BLOCK; u += LANES) {
      backward(s, u, rows);
    }
  }

  private static void backward(LstmBlock s, int u, int rows) {
    float[] gates = s.gates;
    float[] c = s.c;
    float[] dc = s.dc;
    float[] dh = s.dh;
    int gatesOff = s.gatesOff + u;
    int cOff = s.cPreviousOff + u;
    int tanhCOff = s.tanhCOff + u;
    int dcOff = s.dcOff + u;
    int hOff = s.hOff + u;
    int stride = s.stride;
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int r = 0; r < rows; r++) {
      int at = gatesOff + r * GATE_PANEL;
      int unit = r * BLOCK;
      FloatVector tanhC = load(s.tanhC, tanhCOff + unit);
      FloatVector gh = load(dh, hOff + r * stride);
      FloatVector o = load(gates, at + OUTPUT);
      FloatVector gc = gh.mul(o).fma(tanhC.neg().fma(tanhC, one), load(dc, dcOff + unit));
      gh.mul(tanhC).mul(o.neg().fma(o, o)).intoArray(gates, at + OUTPUT);
      FloatVector i = load(gates, at + INPUT);
      FloatVector g = load(gates, at + CELL);
      gc.mul(g).mul(i.neg().fma(i, i)).intoArray(gates, at + INPUT);
      gc.mul(i).mul(g.neg().fma(g, one)).intoArray(gates, at + CELL);
      FloatVector f = load(gates, at + FORGET);
      gc.mul(load(c, cOff + unit)).mul(f.neg().fma(f, f)).intoArray(gates, at + FORGET);
      gc.mul(f).intoArray(dc, dcOff + unit);
    }
  }

  private static FloatVector load(float[] from, int off) {
    return FloatVector.fromArray(SPECIES, from, off);
  }
}
