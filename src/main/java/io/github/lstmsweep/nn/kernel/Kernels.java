package io.github.lstmsweep.nn.kernel;

import io.github.lstmsweep.trial.Cell;

/**
 * What the network's inner loops need. All arrays are float32; offsets count floats; a tile has
 * {@link #ROWS} rows. Every implementation gives the same bits for the same arguments.
 *
 * <p>A <em>panel</em> is a row-major matrix of 64, 32 or 16 columns: narrow enough for a strip of a
 * product to stay in registers, and of a width known to the compiler. A <em>lane matrix</em> has
 * {@link #ROWS} columns, one a row of the tile.
 */
public interface Kernels {
  /** Rows of a tile. */
  int ROWS = 64;

  /** Rows by which an operand or a result of a product must be padded. */
  int STRIP = 8;

  /**
   * What the rows and columns of the operand and the result of a transposition must be padded to a
   * multiple of.
   */
  int SQUARE = 16;

  /** How far from zero logits may be whose exponentials are summed as they are. */
  float EXP_BOUND = 64;

  /** {@code vector} or {@code scalar}. */
  String name();

  /** Lanes of the vectors in use; 1 for scalar. */
  int lanes();

  /**
   * {@code C[i,j] = S[i,j] + Σ_k A[i,k]·B[k,j]}, k ascending, A stored by rows: {@code A[i,k] =
   * a[aOff + i·aRow + k]}.
   *
   * @param aRow floats from one row of A to the next
   * @param b panel, k × width
   * @param start of the sums, {@code S[i,j] = start[startOff + i·startRow + j]}: one row for all
   *     where startRow is 0, or C itself
   * @param c panel, m × width; m is rounded up to a multiple of {@link #STRIP}, so A and S must be
   *     readable and C writable there
   * @param columns of C that are wanted: {@code width}, or 48 of 64; whether the others become the
   *     product or S is not defined
   */
  void multiplyRows(
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
      int columns);

  /** {@link #multiplyRows} that adds to C, all columns. */
  default void addRows(
      float[] a,
      int aOff,
      int aRow,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int m,
      int k,
      int width) {
    multiplyRows(a, aOff, aRow, b, bOff, c, cOff, width, c, cOff, m, k, width, width);
  }

  /**
   * {@code C[i,j] = S[i,j] + Σ_k A[i,k]·B[k,j]}, k ascending, A a transposed lane matrix: {@code
   * A[i,k] = a[aOff + k·ROWS + i]}, m at most {@link #ROWS}.
   *
   * @param b panel, k × width
   * @param start of the sums, as above
   * @param c panel, m × width, m rounded up as above
   * @param columns of C that are wanted, as above
   */
  void multiplyColumns(
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
      int columns);

  /**
   * {@code C[i,j] = bias[i] + Σ_k A[i,k]·B[k,j]}, k ascending, A by rows, B and C lane matrices of
   * which the first {@code columns} are wanted; whether more are computed is not defined.
   */
  void multiplyLanes(
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
      int columns);

  /** {@code table[ids[r],:] += panel[r,:]}, r ascending. */
  void scatterAdd(
      float[] panel,
      int off,
      int[] ids,
      int idsOff,
      float[] table,
      int tableOff,
      int width,
      int rows);

  /**
   * Sums the rows of each parent, in place: row p becomes the sum over all r with {@code parent[r]
   * = p}, r ascending. The parents ascend from 0 and leave none out. A sum is {@code fma(sum, 1,
   * row)} and begins as {@code fma(sum of the parent before, 0, row)}.
   *
   * @param stride floats from one row to the next
   * @param columns to sum, a multiple of 16
   */
  void fold(float[] panel, int off, int[] parent, int parentOff, int stride, int columns, int rows);

  /** One step of a cell for one panel of units, as {@link CellStep} says. */
  void forward(CellStep s);

  /**
   * Makes anew what {@link #forward} left of an LSTM's step in activated and h, the same bits, from
   * its gates and content.
   */
  void recall(CellStep s);

  /** The backward of {@link #forward}: writes dGates and carry from dh and carry. */
  void backward(CellStep s);

  /**
   * {@link #backward} for a step whose gradient is wanted summed: {@code inputGradient[inputRow[r]]
   * += dGates[r]}, r ascending, and then the rows of dGates and of carry that have one parent
   * become their sum, as in {@link #fold}. Carry not in an RNN.
   */
  default void backwardToParents(CellStep s) {
    backward(s);
    scatterAdd(
        s.floats,
        s.dGatesOff,
        s.inputRow,
        s.inputRowOff,
        s.inputGradient,
        s.inputGradientOff,
        s.width,
        s.rows);
    fold(s.floats, s.dGatesOff, s.parent, s.parentOff, s.width, s.width, s.rows);
    if (s.cell != Cell.RNN) {
      fold(s.floats, s.carryOff, s.parent, s.parentOff, s.stride, Math.max(16, s.units), s.rows);
    }
  }

  /**
   * {@code out[u·ROWS + r] = panel[off + r·stride + u]}. Whether that is done for more units and
   * rows, up to multiples of {@link #SQUARE}, is not defined: the panel must be readable and out
   * writable there.
   */
  void transpose(float[] panel, int off, int stride, int units, float[] out, int outOff, int rows);

  /**
   * {@code max[r] = max_v logits[v,r]}, a lane matrix from {@code off} on, v below {@code vocab},
   * for the first {@code columns} rows; NaN is passed over, but for v = 0.
   */
  void columnMax(float[] logits, int off, int vocab, int columns, float[] max);

  /**
   * {@code logits[v,r] = exp(logits[v,r] - max[r])}, {@code sum[r] = Σ_v} of these, v ascending; no
   * logit is above its maximum.
   */
  void expSum(float[] logits, int off, int vocab, int columns, float[] max, float[] sum);

  /**
   * The same without a maximum, {@code exp(logits[v,r])}, for logits of which none is beyond
   * ±{@link #EXP_BOUND}.
   */
  void expSum(float[] logits, int off, int vocab, int columns, float[] sum);

  /** {@code e[v,r] *= factor[r]}, then {@code total[v,r] += e[v,r]}. */
  void normalize(
      float[] e, int off, int vocab, int columns, float[] factor, float[] total, int totalOff);

  /**
   * {@code max_i |x[off + i]|} over the first n, a multiple of 16; NaN is passed over, and 0 is
   * left where there is nothing else.
   */
  float largest(float[] x, int off, int n);

  /** {@code dst[dstOff + i] += src[srcOff + i]} for the first n; not the same floats. */
  default void add(float[] dst, int dstOff, float[] src, int srcOff, int n) {
    for (int i = 0; i < n; i++) {
      dst[dstOff + i] += src[srcOff + i];
    }
  }
}
