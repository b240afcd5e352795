package io.github.lstmsweep.nn.kernel;

import java.util.Arrays;

/**
 * The kernels in plain Java. They define the bits: the vector kernels compute the same chains on
 * lanes.
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
  public void multiplyRows(Product p, int rows, int terms) {
    multiply(p, rows, terms, p.aStride, 1);
  }

  @Override
  public void multiplyColumns(Product p, int rows, int terms) {
    multiply(p, rows, terms, 1, ROWS);
  }

  private static void multiply(Product p, int rows, int terms, int aRow, int aColumn) {
    for (int i = 0; i < rows; i++) {
      int to = p.cOff + i * p.width;
      System.arraycopy(p.start, p.startOff + i * p.startStride, p.c, to, p.width);
      for (int k = 0; k < terms; k++) {
        float a = p.a[p.aOff + i * aRow + k * aColumn];
        addScaled(a, p.b, p.bOff + k * p.width, p.c, to, p.columns);
      }
    }
  }

  @Override
  public void multiplyLanes(Product p, int rows, int terms) {
    for (int i = 0; i < rows; i++) {
      int to = p.cOff + i * ROWS;
      Arrays.fill(p.c, to, to + p.columns, p.start[p.startOff + i]);
      for (int k = 0; k < terms; k++) {
        float a = p.a[p.aOff + i * p.aStride + k];
        addScaled(a, p.b, p.bOff + k * ROWS, p.c, to, p.columns);
      }
    }
  }

  private static void addScaled(float a, float[] b, int bOff, float[] c, int cOff, int columns) {
    for (int j = 0; j < columns; j++) {
      c[cOff + j] = Math.fma(a, b[bOff + j], c[cOff + j]);
    }
  }

  @Override
  public void scatterAdd(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    for (int r = 0; r < panel.rows; r++) {
      int to = tableOff + ids[idsOff + r] * panel.columns;
      int from = panel.off + r * panel.stride;
      for (int j = 0; j < panel.columns; j++) {
        table[to + j] += panel.floats[from + j];
      }
    }
  }

  @Override
  public void fold(Matrix panel, int[] parent, int parentOff) {
    float[] floats = panel.floats;
    for (int j = panel.off; j < panel.off + panel.columns; j++) {
      float sum = 0;
      int last = -1;
      for (int r = 0; r < panel.rows; r++) {
        int p = parent[parentOff + r];
        sum = Math.fma(sum, p == last ? 1f : 0f, floats[j + r * panel.stride]);
        floats[j + p * panel.stride] = sum;
        last = p;
      }
    }
  }

  @Override
  public void forward(CellStep s) {
    ScalarCells.forward(s);
  }

  @Override
  public void recall(CellStep s) {
    ScalarCells.recall(s);
  }

  @Override
  public void backward(CellStep s) {
    ScalarCells.backward(s);
  }

  @Override
  public void transpose(Matrix panel, float[] out, int outOff) {
    for (int r = 0; r < panel.rows; r++) {
      for (int u = 0; u < panel.columns; u++) {
        out[outOff + u * ROWS + r] = panel.floats[panel.off + r * panel.stride + u];
      }
    }
  }

  @Override
  public void columnMax(Matrix logits, float[] max) {
    float[] floats = logits.floats;
    for (int r = 0; r < logits.columns; r++) {
      float m = floats[logits.off + r];
      for (int v = 1; v < logits.rows; v++) {
        float x = floats[logits.off + v * ROWS + r];
        m = x > m ? x : m;
      }
      max[r] = m;
    }
  }

  @Override
  public float largest(float[] x, int off, int n) {
    float m = 0;
    for (int i = off; i < off + n; i++) {
      float size = Math.abs(x[i]);
      m = size > m ? size : m;
    }
    return m;
  }

  @Override
  public void expSum(Matrix logits, float[] max, float[] sum) {
    float[] floats = logits.floats;
    for (int r = 0; r < logits.columns; r++) {
      float total = 0;
      for (int v = 0; v < logits.rows; v++) {
        int at = logits.off + v * ROWS + r;
        float e = Elementary.exp(floats[at] - max[r]);
        floats[at] = e;
        total += e;
      }
      sum[r] = total;
    }
  }

  @Override
  public void expSum(Matrix logits, float[] sum) {
    float[] floats = logits.floats;
    for (int r = 0; r < logits.columns; r++) {
      float total = 0;
      for (int v = 0; v < logits.rows; v++) {
        int at = logits.off + v * ROWS + r;
        float e = Elementary.exp(floats[at]);
        floats[at] = e;
        total += e;
      }
      sum[r] = total;
    }
  }

  @Override
  public void normalize(Matrix e, float[] factor, float[] total, int totalOff) {
    float[] floats = e.floats;
    for (int r = 0; r < e.columns; r++) {
      for (int v = 0; v < e.rows; v++) {
        int at = v * ROWS + r;
        float p = floats[e.off + at] * factor[r];
        floats[e.off + at] = p;
        total[totalOff + at] += p;
      }
    }
  }
}
