package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import io.github.lstmsweep.nn.kernel.Product;
import io.github.lstmsweep.nn.kernel.ScalarKernels;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorColumnProducts16;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorLaneProducts16;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorPartProducts16;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorRowProducts16;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorStridedProducts16;
import io.github.lstmsweep.nn.kernel.vector.unrolled.VectorTranspose16;
import jdk.incubator.vector.FloatVector;

/**
 * The kernels on the JDK's Vector API. Lanes run along units, columns or rows of a tile, never
 * along a sum. So 4, 8 and 16 lanes and {@link ScalarKernels} compute the same bits.
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
  public void multiplyRows(Product p, int rows, int terms) {
    requireColumns(p);
    if (LANES < 16) {
      VectorProducts.multiplyRows(p, rows, terms);
    } else if (p.aStride != ROWS) {
      VectorStridedProducts16.multiply(p, rows, terms);
    } else if (p.columns < p.width) {
      VectorPartProducts16.multiplyRows(p, rows, terms);
    } else {
      VectorRowProducts16.multiply(p, rows, terms);
    }
  }

  @Override
  public void multiplyColumns(Product p, int rows, int terms) {
    requireColumns(p);
    if (LANES < 16) {
      VectorProducts.multiplyColumns(p, rows, terms);
    } else if (p.columns < p.width) {
      VectorPartProducts16.multiplyColumns(p, rows, terms);
    } else {
      VectorColumnProducts16.multiply(p, rows, terms);
    }
  }

  private static void requireColumns(Product p) {
    boolean part = p.columns == HALF_PANEL || p.columns == HALF_PANEL + QUARTER_PANEL;
    if (p.columns != p.width && (p.width != PANEL || !part)) {
      throw new IllegalArgumentException(
          "Cannot multiply by " + p.columns + " columns of a panel of " + p.width);
    }
  }

  @Override
  public void multiplyLanes(Product p, int rows, int terms) {
    if (LANES < 16) {
      VectorProducts.multiplyLanes(p, rows, terms);
    } else {
      VectorLaneProducts16.multiply(p, rows, terms);
    }
  }

  @Override
  public void scatterAdd(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    switch (panel.columns) {
      case PANEL -> VectorRows.scatter64(panel, ids, idsOff, table, tableOff);
      case HALF_PANEL -> VectorRows.scatter32(panel, ids, idsOff, table, tableOff);
      default -> VectorRows.scatter16(panel, ids, idsOff, table, tableOff);
    }
  }

  @Override
  public void fold(Matrix panel, int[] parent, int parentOff) {
    int j = 0;
    for (; j <= panel.columns - 4 * LANES; j += 4 * LANES) {
      VectorRows.foldFour(panel, j, parent, parentOff);
    }
    for (; j <= panel.columns - 2 * LANES; j += 2 * LANES) {
      VectorRows.foldTwo(panel, j, parent, parentOff);
    }
    for (; j < panel.columns; j += LANES) {
      VectorRows.fold(panel, j, parent, parentOff);
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
  public void transpose(Matrix panel, float[] out, int outOff) {
    if (LANES == 16) {
      VectorTranspose16.transpose(panel, out, outOff);
      return;
    }
    float[] floats = panel.floats;
    int units = panel.columns;
    for (int r = 0; r < panel.rows; r++) {
      int from = panel.off + r * panel.stride;
      int to = outOff + r;
      for (int u = 0; u < units; u++) {
        out[to + u * ROWS] = floats[from + u];
      }
    }
  }

  @Override
  public void columnMax(Matrix logits, float[] max) {
    for (int r = 0; r < logits.columns; r += LANES) {
      VectorRows.max(logits, r, max);
    }
  }

  @Override
  public float largest(float[] x, int off, int n) {
    return VectorRows.largest(x, off, n);
  }

  @Override
  public void expSum(Matrix logits, float[] max, float[] sum) {
    VectorElementary.exp(logits, max);
    for (int r = 0; r < logits.columns; r += LANES) {
      VectorRows.sum(logits, r, sum);
    }
  }

  @Override
  public void expSum(Matrix logits, float[] sum) {
    VectorElementary.exp(logits);
    for (int r = 0; r < logits.columns; r += LANES) {
      VectorRows.sum(logits, r, sum);
    }
  }

  @Override
  public void normalize(Matrix e, float[] factor, float[] total, int totalOff) {
    float[] floats = e.floats;
    int off = e.off;
    int vocab = e.rows;
    int columns = e.columns;
    for (int r = 0; r < columns; r += LANES) {
      FloatVector f = FloatVector.fromArray(SPECIES, factor, r);
      for (int v = 0; v < vocab; v++) {
        int at = off + v * ROWS + r;
        int sum = totalOff + v * ROWS + r;
        FloatVector p = FloatVector.fromArray(SPECIES, floats, at).mul(f);
        p.intoArray(floats, at);
        FloatVector.fromArray(SPECIES, total, sum).add(p).intoArray(total, sum);
      }
    }
  }
}
