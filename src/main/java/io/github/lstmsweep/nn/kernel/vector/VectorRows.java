package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.kernel.Matrix;
import jdk.incubator.vector.FloatVector;

/**
 * Copies and sums rows of a panel. A loop over a row is short, so the compiler must know the width
 * to unroll it. Therefore each width has a method of its own.
 */
final class VectorRows {
  private VectorRows() {}

  /**
   * Computes the pre-activations of a step: {@code floats[toOff + r·width + :] =
   * recurrent[parent[r],:] + input[inputRow[r],:]}.
   */
  static void sum(CellStep s, int toOff) {
    switch (s.width) {
      case PANEL -> sum64(s, toOff);
      case HALF_PANEL -> sum32(s, toOff);
      default -> sum16(s, toOff);
    }
  }

  private static void sum64(CellStep s, int toOff) {
    float[] floats = s.floats;
    float[] input = s.input;
    int[] parent = s.parent;
    int[] inputRow = s.inputRow;
    int recurrentOff = s.recurrentOff;
    int parentOff = s.parentOff;
    int inputOff = s.inputOff;
    int rowOff = s.inputRowOff;
    int rows = s.rows;
    for (int r = 0; r < rows; r++) {
      int a = recurrentOff + parent[parentOff + r] * PANEL;
      int b = inputOff + inputRow[rowOff + r] * PANEL;
      int c = toOff + r * PANEL;
      for (int j = 0; j < PANEL; j += LANES) {
        fromArray(SPECIES, floats, a + j)
            .add(fromArray(SPECIES, input, b + j))
            .intoArray(floats, c + j);
      }
    }
  }

  private static void sum32(CellStep s, int toOff) {
    float[] floats = s.floats;
    float[] input = s.input;
    int[] parent = s.parent;
    int[] inputRow = s.inputRow;
    int recurrentOff = s.recurrentOff;
    int parentOff = s.parentOff;
    int inputOff = s.inputOff;
    int rowOff = s.inputRowOff;
    int rows = s.rows;
    for (int r = 0; r < rows; r++) {
      int a = recurrentOff + parent[parentOff + r] * HALF_PANEL;
      int b = inputOff + inputRow[rowOff + r] * HALF_PANEL;
      int c = toOff + r * HALF_PANEL;
      for (int j = 0; j < HALF_PANEL; j += LANES) {
        fromArray(SPECIES, floats, a + j)
            .add(fromArray(SPECIES, input, b + j))
            .intoArray(floats, c + j);
      }
    }
  }

  private static void sum16(CellStep s, int toOff) {
    float[] floats = s.floats;
    float[] input = s.input;
    int[] parent = s.parent;
    int[] inputRow = s.inputRow;
    int recurrentOff = s.recurrentOff;
    int parentOff = s.parentOff;
    int inputOff = s.inputOff;
    int rowOff = s.inputRowOff;
    int rows = s.rows;
    for (int r = 0; r < rows; r++) {
      int a = recurrentOff + parent[parentOff + r] * QUARTER_PANEL;
      int b = inputOff + inputRow[rowOff + r] * QUARTER_PANEL;
      int c = toOff + r * QUARTER_PANEL;
      for (int j = 0; j < QUARTER_PANEL; j += LANES) {
        fromArray(SPECIES, floats, a + j)
            .add(fromArray(SPECIES, input, b + j))
            .intoArray(floats, c + j);
      }
    }
  }

  /**
   * Computes {@link Kernels#fold} for one vector of columns. It has no branches, because the
   * grouping of rows is random.
   */
  static void fold(Matrix panel, int column, int[] parent, int parentOff) {
    float[] x = panel.floats;
    int off = panel.off + column;
    int width = panel.stride;
    int rows = panel.rows;
    FloatVector sum = FloatVector.zero(SPECIES);
    int last = -1;
    for (int r = 0; r < rows; r++) {
      int p = parent[parentOff + r];
      float same = 1 - (p - last); // parents ascend one by one
      sum = sum.fma(FloatVector.broadcast(SPECIES, same), fromArray(SPECIES, x, off + r * width));
      sum.intoArray(x, off + p * width);
      last = p;
    }
  }

  /** Computes {@link #fold} for four vectors of columns, whose sums are independent. */
  static void foldFour(Matrix panel, int column, int[] parent, int parentOff) {
    float[] x = panel.floats;
    int off = panel.off + column;
    int width = panel.stride;
    int rows = panel.rows;
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    FloatVector c = FloatVector.zero(SPECIES);
    FloatVector d = FloatVector.zero(SPECIES);
    int last = -1;
    for (int r = 0; r < rows; r++) {
      int p = parent[parentOff + r];
      FloatVector same = FloatVector.broadcast(SPECIES, (float) (1 - (p - last)));
      int from = off + r * width;
      a = a.fma(same, fromArray(SPECIES, x, from));
      b = b.fma(same, fromArray(SPECIES, x, from + LANES));
      c = c.fma(same, fromArray(SPECIES, x, from + 2 * LANES));
      d = d.fma(same, fromArray(SPECIES, x, from + 3 * LANES));
      int to = off + p * width;
      a.intoArray(x, to);
      b.intoArray(x, to + LANES);
      c.intoArray(x, to + 2 * LANES);
      d.intoArray(x, to + 3 * LANES);
      last = p;
    }
  }

  /** Computes {@link #fold} for two vectors of columns, whose sums are independent. */
  static void foldTwo(Matrix panel, int column, int[] parent, int parentOff) {
    float[] x = panel.floats;
    int off = panel.off + column;
    int width = panel.stride;
    int rows = panel.rows;
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    int last = -1;
    for (int r = 0; r < rows; r++) {
      int p = parent[parentOff + r];
      FloatVector same = FloatVector.broadcast(SPECIES, (float) (1 - (p - last)));
      int from = off + r * width;
      a = a.fma(same, fromArray(SPECIES, x, from));
      b = b.fma(same, fromArray(SPECIES, x, from + LANES));
      int to = off + p * width;
      a.intoArray(x, to);
      b.intoArray(x, to + LANES);
      last = p;
    }
  }

  /**
   * Computes {@link Kernels#columnMax} for one vector of rows. It uses four chains, since the order
   * does not change a maximum.
   */
  static void max(Matrix matrix, int row, float[] max) {
    float[] logits = matrix.floats;
    int off = matrix.off + row;
    int vocab = matrix.rows;
    FloatVector a = fromArray(SPECIES, logits, off);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int v = 1;
    for (; v <= vocab - 4; v += 4) {
      int at = off + v * ROWS;
      FloatVector x = fromArray(SPECIES, logits, at);
      a = a.blend(x, x.compare(GT, a));
      FloatVector y = fromArray(SPECIES, logits, at + ROWS);
      b = b.blend(y, y.compare(GT, b));
      FloatVector z = fromArray(SPECIES, logits, at + 2 * ROWS);
      c = c.blend(z, z.compare(GT, c));
      FloatVector u = fromArray(SPECIES, logits, at + 3 * ROWS);
      d = d.blend(u, u.compare(GT, d));
    }
    for (; v < vocab; v++) {
      FloatVector x = fromArray(SPECIES, logits, off + v * ROWS);
      a = a.blend(x, x.compare(GT, a));
    }
    a = a.blend(b, b.compare(GT, a));
    c = c.blend(d, d.compare(GT, c));
    a.blend(c, c.compare(GT, a)).intoArray(max, row);
  }

  /** Computes the sums of {@link Kernels#expSum} for one vector of rows. */
  static void sum(Matrix matrix, int row, float[] sum) {
    float[] e = matrix.floats;
    int off = matrix.off + row;
    int vocab = matrix.rows;
    FloatVector total = FloatVector.zero(SPECIES);
    for (int v = 0; v < vocab; v++) {
      total = total.add(fromArray(SPECIES, e, off + v * ROWS));
    }
    total.intoArray(sum, row);
  }

  /** Computes {@link Kernels#largest}. The order of lanes does not matter here either. */
  static float largest(float[] x, int off, int n) {
    FloatVector m = FloatVector.zero(SPECIES);
    for (int i = off; i < off + n; i += LANES) {
      FloatVector size = fromArray(SPECIES, x, i).abs();
      m = m.blend(size, size.compare(GT, m));
    }
    return m.reduceLanes(MAX);
  }

  static void scatter64(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    float[] floats = panel.floats;
    int off = panel.off;
    int rows = panel.rows;
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * PANEL;
      int from = off + r * PANEL;
      for (int j = 0; j < PANEL; j += LANES) {
        fromArray(SPECIES, table, to + j)
            .add(fromArray(SPECIES, floats, from + j))
            .intoArray(table, to + j);
      }
    }
  }

  static void scatter32(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    float[] floats = panel.floats;
    int off = panel.off;
    int rows = panel.rows;
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * HALF_PANEL;
      int from = off + r * HALF_PANEL;
      for (int j = 0; j < HALF_PANEL; j += LANES) {
        fromArray(SPECIES, table, to + j)
            .add(fromArray(SPECIES, floats, from + j))
            .intoArray(table, to + j);
      }
    }
  }

  static void scatter16(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff) {
    float[] floats = panel.floats;
    int off = panel.off;
    int rows = panel.rows;
    for (int r = 0; r < rows; r++) {
      int to = tableOff + ids[idsOff + r] * QUARTER_PANEL;
      int from = off + r * QUARTER_PANEL;
      for (int j = 0; j < QUARTER_PANEL; j += LANES) {
        fromArray(SPECIES, table, to + j)
            .add(fromArray(SPECIES, floats, from + j))
            .intoArray(table, to + j);
      }
    }
  }
}
