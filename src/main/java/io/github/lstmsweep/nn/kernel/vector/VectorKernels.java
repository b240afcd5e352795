package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import jdk.incubator.vector.FloatVector;

/**
 * The kernels on the JDK's Vector API. Lanes run along units, columns or rows of a tile, never
 * along a sum, so 4, 8 and 16 lanes and {@link ScalarKernels} give the same bits.
 */
public final class VectorKernels implements Kernels {
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
    requireColumns(width, columns);
    if (LANES == 16 && aRow == ROWS && columns < width) {
      VectorPartProducts16.multiplyRows(a, aOff, b, bOff, start, startOff, startRow, c, cOff, m, k);
    } else if (LANES == 16 && aRow == ROWS) {
      VectorRowProducts16.multiply(
          a, aOff, b, bOff, start, startOff, startRow, c, cOff, m, k, width);
    } else if (LANES == 16) {
      VectorStridedProducts16.multiply(
          a, aOff, aRow, b, bOff, start, startOff, startRow, c, cOff, m, k, width);
    } else {
      VectorProducts.multiplyRows(
          a, aOff, aRow, b, bOff, start, startOff, startRow, c, cOff, m, k, width, columns);
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
    requireColumns(width, columns);
    if (LANES == 16 && columns < width) {
      VectorPartProducts16.multiplyColumns(
          a, aOff, b, bOff, start, startOff, startRow, c, cOff, m, k);
    } else if (LANES == 16) {
      VectorColumnProducts16.multiply(
          a, aOff, b, bOff, start, startOff, startRow, c, cOff, m, k, width);
    } else {
      VectorProducts.multiplyColumns(
          a, aOff, b, bOff, start, startOff, startRow, c, cOff, m, k, width, columns);
    }
  }

  private static void requireColumns(int width, int columns) {
    if (columns != width && (width != 64 || columns != 48)) {
      throw new IllegalArgumentException(
          "Cannot multiply by " + columns + " columns of a panel of " + width);
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
    if (LANES == 16) {
      VectorLaneProducts16.multiply(a, aOff, aRow, bias, biasOff, b, bOff, c, cOff, m, k, columns);
    } else {
      VectorProducts.multiplyLanes(a, aOff, aRow, bias, biasOff, b, bOff, c, cOff, m, k, columns);
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
    switch (width) {
      case 64 -> VectorRows.scatter64(panel, off, ids, idsOff, table, tableOff, rows);
      case 32 -> VectorRows.scatter32(panel, off, ids, idsOff, table, tableOff, rows);
      default -> VectorRows.scatter16(panel, off, ids, idsOff, table, tableOff, rows);
    }
  }

  @Override
  public void fold(
      float[] panel, int off, int[] parent, int parentOff, int stride, int columns, int rows) {
    int j = 0;
    for (; j <= columns - 4 * LANES; j += 4 * LANES) {
      VectorRows.foldFour(panel, off + j, parent, parentOff, stride, rows);
    }
    for (; j <= columns - 2 * LANES; j += 2 * LANES) {
      VectorRows.foldTwo(panel, off + j, parent, parentOff, stride, rows);
    }
    for (; j < columns; j += LANES) {
      VectorRows.fold(panel, off + j, parent, parentOff, stride, rows);
    }
  }

  @Override
  public void forward(CellStep s) {
    VectorCells.forward(s);
  }

  @Override
  public void recall(CellStep s) {
    VectorCells.recall(s);
  }

  @Override
  public void backward(CellStep s) {
    VectorCells.backward(s);
  }

  @Override
  public void backwardToParents(CellStep s) {
    if (VectorCells.hasBackwardToParents(s)) {
      VectorCells.backwardToParents(s);
    } else {
      Kernels.super.backwardToParents(s);
    }
  }

  @Override
  public void transpose(
      float[] panel, int off, int stride, int units, float[] out, int outOff, int rows) {
    if (LANES == 16) {
      VectorTranspose16.transpose(panel, off, stride, units, out, outOff, rows);
      return;
    }
    for (int r = 0; r < rows; r++) {
      int from = off + r * stride;
      int to = outOff + r;
      for (int u = 0; u < units; u++) {
        out[to + u * ROWS] = panel[from + u];
      }
    }
  }

  @Override
  public void columnMax(float[] logits, int off, int vocab, int columns, float[] max) {
    for (int r = 0; r < columns; r += LANES) {
      VectorRows.max(logits, off + r, vocab, max, r);
    }
  }

  @Override
  public float largest(float[] x, int off, int n) {
    return VectorRows.largest(x, off, n);
  }

  @Override
  public void expSum(float[] logits, int off, int vocab, int columns, float[] max, float[] sum) {
    VectorElementary.exp(logits, off, vocab, columns, max);
    for (int r = 0; r < columns; r += LANES) {
      VectorRows.sum(logits, off + r, vocab, sum, r);
    }
  }

  @Override
  public void expSum(float[] logits, int off, int vocab, int columns, float[] sum) {
    VectorElementary.exp(logits, off, vocab, columns);
    for (int r = 0; r < columns; r += LANES) {
      VectorRows.sum(logits, off + r, vocab, sum, r);
    }
  }

  @Override
  public void normalize(
      float[] e, int off, int vocab, int columns, float[] factor, float[] total, int totalOff) {
    for (int r = 0; r < columns; r += LANES) {
      FloatVector f = FloatVector.fromArray(SPECIES, factor, r);
      for (int v = 0; v < vocab; v++) {
        int at = off + v * ROWS + r;
        int sum = totalOff + v * ROWS + r;
        FloatVector p = FloatVector.fromArray(SPECIES, e, at).mul(f);
        p.intoArray(e, at);
        FloatVector.fromArray(SPECIES, total, sum).add(p).intoArray(total, sum);
      }
    }
  }
}
