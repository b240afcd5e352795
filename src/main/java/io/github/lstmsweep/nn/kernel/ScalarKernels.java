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
  public void multiplyRows(
      float[] a,
      int aOff,
      int aRow,
      float[] b,
      int bOff,
      float[] start,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int m,
      int k,
      int width,
      int columns) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(start, startOff + i * startRow, c, cOff + i * width, width);
      for (int p = 0; p < k; p++) {
        addScaled(a[aOff + i * aRow + p], b, bOff + p * width, c, cOff + i * width, columns);
      }
    }
  }

  @Override
  public void multiplyColumns(
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] start,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int m,
      int k,
      int width,
      int columns) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(start, startOff + i * startRow, c, cOff + i * width, width);
      for (int p = 0; p < k; p++) {
        addScaled(a[aOff + p * ROWS + i], b, bOff + p * width, c, cOff + i * width, columns);
      }
    }
  }

  @Override
  public void multiplyLanes(
      float[] a,
      int aOff,
      int aRow,
      float[] bias,
      int biasOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int m,
      int k,
      int columns) {
    for (int i = 0; i < m; i++) {
      int to = cOff + i * ROWS;
      Arrays.fill(c, to, to + columns, bias[biasOff + i]);
      for (int p = 0; p < k; p++) {
        addScaled(a[aOff + i * aRow + p], b, bOff + p * ROWS, c, to, columns);
      }
    }
  }

  private static void addScaled(float a, float[] b, int bOff, float[] c, int cOff, int columns) {
    for (int j = 0; j < columns; j++) {
      c[cOff + j] = Math.fma(a, b[bOff + j], c[cOff + j]);
    }
  }

  @Override
  public void scatterAdd(
      float[] panel,
      int off,
      int[] ids,
      int idsOff,
      float[] table,
      int tableOff,
      int width,
      int rows) {
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * width;
      int from = off + r * width;
      for (int j = 0; j < width; j++) {
        table[to + j] += panel[from + j];
      }
    }
  }

  @Override
  public void fold(
      float[] panel, int off, int[] parent, int parentOff, int stride, int columns, int rows) {
    for (int j = off; j < off + columns; j++) {
      float sum = 0;
      int last = -1;
      for (int r = 0; r < rows; r++) {
        int p = parent[parentOff + r];
        sum = Math.fma(sum, p == last ? 1f : 0f, panel[j + r * stride]);
        panel[j + p * stride] = sum;
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
  public void transpose(
      float[] panel, int off, int stride, int units, float[] out, int outOff, int rows) {
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < units; u++) {
        out[outOff + u * ROWS + r] = panel[off + r * stride + u];
      }
    }
  }

  @Override
  public void columnMax(float[] logits, int off, int vocab, int columns, float[] max) {
    for (int r = 0; r < columns; r++) {
      float m = logits[off + r];
      for (int v = 1; v < vocab; v++) {
        float x = logits[off + v * ROWS + r];
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
  public void expSum(float[] logits, int off, int vocab, int columns, float[] max, float[] sum) {
    for (int r = 0; r < columns; r++) {
      float total = 0;
      for (int v = 0; v < vocab; v++) {
        int at = off + v * ROWS + r;
        float e = Elementary.exp(logits[at] - max[r]);
        logits[at] = e;
        total += e;
      }
      sum[r] = total;
    }
  }

  @Override
  public void expSum(float[] logits, int off, int vocab, int columns, float[] sum) {
    for (int r = 0; r < columns; r++) {
      float total = 0;
      for (int v = 0; v < vocab; v++) {
        int at = off + v * ROWS + r;
        float e = Elementary.exp(logits[at]);
        logits[at] = e;
        total += e;
      }
      sum[r] = total;
    }
  }

  @Override
  public void normalize(
      float[] e, int off, int vocab, int columns, float[] factor, float[] total, int totalOff) {
    for (int r = 0; r < columns; r++) {
      for (int v = 0; v < vocab; v++) {
        int at = v * ROWS + r;
        float p = e[off + at] * factor[r];
        e[off + at] = p;
        total[totalOff + at] += p;
      }
    }
  }
}
