package io.github.lstmsweep.nn.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the JDK's Vector API. Lanes run along units, columns or rows of a tile, never
 * along a sum, so 4, 8 and 16 lanes and {@link ScalarKernels} give the same bits.
 */
public final class VectorKernels implements Kernels {
  /** The processor's preferred width, at most 16 lanes, which is a block. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > BLOCK
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void multiplyRows(
      float[] a, int aOff, int aRow, float[] b, int bOff, float[] c, int cOff, Shape shape) {
    if (LANES == BLOCK) {
      VectorProducts16.multiplyRows(a, aOff, aRow, b, bOff, c, cOff, shape);
    } else {
      VectorProducts.multiplyRows(a, aOff, aRow, b, bOff, c, cOff, shape);
    }
  }

  @Override
  public void multiplyColumns(
      float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, Shape shape) {
    if (LANES == BLOCK) {
      VectorProducts16.multiplyColumns(a, aOff, b, bOff, c, cOff, shape);
    } else {
      VectorProducts.multiplyColumns(a, aOff, b, bOff, c, cOff, shape);
    }
  }

  @Override
  public void gather(
      float[] table, int tableOff, int[] ids, int idsOff, float[] panel, int off, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = tableOff + ids[idsOff + r] * GATE_PANEL;
      int to = off + r * GATE_PANEL;
      for (int j = 0; j < GATE_PANEL; j += LANES) {
        FloatVector.fromArray(SPECIES, table, from + j).intoArray(panel, to + j);
      }
    }
  }

  @Override
  public void scatterAdd(
      float[] panel, int off, int[] ids, int idsOff, float[] table, int tableOff, int rows) {
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * GATE_PANEL;
      int from = off + r * GATE_PANEL;
      for (int j = 0; j < GATE_PANEL; j += LANES) {
        FloatVector.fromArray(SPECIES, table, to + j)
            .add(FloatVector.fromArray(SPECIES, panel, from + j))
            .intoArray(table, to + j);
      }
    }
  }

  @Override
  public void lstmForward(LstmBlock s, int rows) {
    VectorLstm.forward(s, rows);
  }

  @Override
  public void lstmBackward(LstmBlock s, int rows) {
    VectorLstm.backward(s, rows);
  }

  @Override
  public void transpose(float[] block, int off, int stride, float[] out, int outOff, int rows) {
    for (int r = 0; r < rows; r++) {
      int from = off + r * stride;
      int to = outOff + r;
      for (int u = 0; u < BLOCK; u++) {
        out[to + u * ROWS] = block[from + u];
      }
    }
  }

  @Override
  public void columnMax(float[] logits, int vocabSize, float[] max) {
    for (int r = 0; r < ROWS; r += LANES) {
      FloatVector m = FloatVector.fromArray(SPECIES, logits, r);
      for (int v = 1; v < vocabSize; v++) {
        FloatVector x = FloatVector.fromArray(SPECIES, logits, v * ROWS + r);
        m = m.blend(x, x.compare(VectorOperators.GT, m));
      }
      m.intoArray(max, r);
    }
  }

  @Override
  public void expSum(float[] logits, int vocabSize, float[] max, float[] sum) {
    for (int r = 0; r < ROWS; r += LANES) {
      FloatVector m = FloatVector.fromArray(SPECIES, max, r);
      FloatVector total = FloatVector.zero(SPECIES);
      for (int v = 0; v < vocabSize; v++) {
        int at = v * ROWS + r;
        FloatVector e = VectorElementary.exp(FloatVector.fromArray(SPECIES, logits, at).sub(m));
        e.intoArray(logits, at);
        total = total.add(e);
      }
      total.intoArray(sum, r);
    }
  }

  @Override
  public void normalize(float[] e, int vocabSize, float[] sum, float scale, float[] total) {
    for (int r = 0; r < ROWS; r += LANES) {
      FloatVector factor =
          FloatVector.broadcast(SPECIES, scale).div(FloatVector.fromArray(SPECIES, sum, r));
      for (int v = 0; v < vocabSize; v++) {
        int at = v * ROWS + r;
        FloatVector p = FloatVector.fromArray(SPECIES, e, at).mul(factor);
        p.intoArray(e, at);
        FloatVector.fromArray(SPECIES, total, at).add(p).intoArray(total, at);
      }
    }
  }

  @Override
  public void add(float[] dst, float[] src, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, dst, i)
          .add(FloatVector.fromArray(SPECIES, src, i))
          .intoArray(dst, i);
    }
    for (; i < n; i++) {
      dst[i] += src[i];
    }
  }

  @Override
  public void axpy(float[] w, float[] g, float step, int from, int to) {
    FloatVector s = FloatVector.broadcast(SPECIES, step);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      s.fma(FloatVector.fromArray(SPECIES, g, i), FloatVector.fromArray(SPECIES, w, i))
          .intoArray(w, i);
    }
    for (; i < to; i++) {
      w[i] = Math.fma(step, g[i], w[i]);
    }
  }
}
