package io.github.lstmsweep.nn.kernel;

/**
 * The kernels in plain Java. They define the bits: {@link VectorKernels} computes the same chains
 * on lanes.
 */
public final class ScalarKernels implements Kernels {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void multiplyRows(
      float[] a, int aOff, int aRow, float[] b, int bOff, float[] c, int cOff, Shape shape) {
    int width = shape.width();
    for (int i = 0; i < shape.m(); i++) {
      for (int k = 0; k < shape.k(); k++) {
        addScaled(a[aOff + i * aRow + k], b, bOff + k * width, c, cOff + i * width, width);
      }
    }
  }

  @Override
  public void multiplyColumns(
      float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, Shape shape) {
    int width = shape.width();
    for (int i = 0; i < shape.m(); i++) {
      for (int k = 0; k < shape.k(); k++) {
        addScaled(a[aOff + k * ROWS + i], b, bOff + k * width, c, cOff + i * width, width);
      }
    }
  }

  private static void addScaled(float a, float[] b, int bOff, float[] c, int cOff, int width) {
    for (int j = 0; j < width; j++) {
      c[cOff + j] = Math.fma(a, b[bOff + j], c[cOff + j]);
    }
  }

  @Override
  public void gather(
      float[] table, int tableOff, int[] ids, int idsOff, float[] panel, int off, int rows) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(
          table, tableOff + ids[idsOff + r] * GATE_PANEL, panel, off + r * GATE_PANEL, GATE_PANEL);
    }
  }

  @Override
  public void scatterAdd(
      float[] panel, int off, int[] ids, int idsOff, float[] table, int tableOff, int rows) {
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * GATE_PANEL;
      int from = off + r * GATE_PANEL;
      for (int j = 0; j < GATE_PANEL; j++) {
        table[to + j] += panel[from + j];
      }
    }
  }

  @Override
  public void lstmForward(LstmBlock s, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < BLOCK; u++) {
        int at = s.gatesOff + r * GATE_PANEL + u;
        float i = Elementary.sigmoid(s.gates[at]);
        float f = Elementary.sigmoid(s.gates[at + LstmBlock.FORGET]);
        float g = Elementary.tanh(s.gates[at + LstmBlock.CELL]);
        float o = Elementary.sigmoid(s.gates[at + LstmBlock.OUTPUT]);
        int unit = r * BLOCK + u;
        float c = Math.fma(f, s.c[s.cPreviousOff + unit], i * g);
        float tanhC = Elementary.tanh(c);
        s.gates[at] = i;
        s.gates[at + LstmBlock.FORGET] = f;
        s.gates[at + LstmBlock.CELL] = g;
        s.gates[at + LstmBlock.OUTPUT] = o;
        s.c[s.cOff + unit] = c;
        s.tanhC[s.tanhCOff + unit] = tanhC;
        s.h[s.hOff + r * s.stride + u] = o * tanhC;
      }
    }
  }

  @Override
  public void lstmBackward(LstmBlock s, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < BLOCK; u++) {
        int at = s.gatesOff + r * GATE_PANEL + u;
        int unit = r * BLOCK + u;
        float i = s.gates[at];
        float f = s.gates[at + LstmBlock.FORGET];
        float g = s.gates[at + LstmBlock.CELL];
        float o = s.gates[at + LstmBlock.OUTPUT];
        float tanhC = s.tanhC[s.tanhCOff + unit];
        float dh = s.dh[s.hOff + r * s.stride + u];
        float dc = Math.fma(dh * o, Math.fma(-tanhC, tanhC, 1f), s.dc[s.dcOff + unit]);
        s.gates[at] = dc * g * Math.fma(-i, i, i);
        s.gates[at + LstmBlock.FORGET] = dc * s.c[s.cPreviousOff + unit] * Math.fma(-f, f, f);
        s.gates[at + LstmBlock.CELL] = dc * i * Math.fma(-g, g, 1f);
        s.gates[at + LstmBlock.OUTPUT] = dh * tanhC * Math.fma(-o, o, o);
        s.dc[s.dcOff + unit] = dc * f;
      }
    }
  }

  @Override
  public void transpose(float[] block, int off, int stride, float[] out, int outOff, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < BLOCK; u++) {
        out[outOff + u * ROWS + r] = block[off + r * stride + u];
      }
    }
  }

  @Override
  public void columnMax(float[] logits, int vocabSize, float[] max) {
    for (int r = 0; r < ROWS; r++) {
      float m = logits[r];
      for (int v = 1; v < vocabSize; v++) {
        float x = logits[v * ROWS + r];
        m = x > m ? x : m;
      }
      max[r] = m;
    }
  }

  @Override
  public void expSum(float[] logits, int vocabSize, float[] max, float[] sum) {
    for (int r = 0; r < ROWS; r++) {
      float total = 0;
      for (int v = 0; v < vocabSize; v++) {
        float e = Elementary.exp(logits[v * ROWS + r] - max[r]);
        logits[v * ROWS + r] = e;
        total += e;
      }
      sum[r] = total;
    }
  }

  @Override
  public void normalize(float[] e, int vocabSize, float[] sum, float scale, float[] total) {
    for (int r = 0; r < ROWS; r++) {
      float factor = scale / sum[r];
      for (int v = 0; v < vocabSize; v++) {
        int at = v * ROWS + r;
        e[at] *= factor;
        total[at] += e[at];
      }
    }
  }

  @Override
  public void add(float[] dst, float[] src, int n) {
    for (int i = 0; i < n; i++) {
      dst[i] += src[i];
    }
  }

  @Override
  public void axpy(float[] w, float[] g, float step, int from, int to) {
    for (int i = from; i < to; i++) {
      w[i] = Math.fma(step, g[i], w[i]);
    }
  }
}
