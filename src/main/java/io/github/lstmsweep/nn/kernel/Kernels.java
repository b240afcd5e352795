package io.github.lstmsweep.nn.kernel;

import io.github.lstmsweep.trial.Cell;

/**
 * The network's inner loops. All arrays are float32; offsets count floats; a tile has {@link #ROWS}
 * rows. Every implementation gives the same bits for the same arguments.
 *
 * <p>A <em>panel</em> is a matrix by rows of {@link #PANEL}, {@link #HALF_PANEL} or {@link
 * #QUARTER_PANEL} columns. That is narrow enough for a strip of a product to stay in registers, and
 * a width known to the compiler. A <em>lane matrix</em> has rows {@link #ROWS} floats apart, and a
 * column for each row of the tile.
 */
public interface Kernels {
  /** Rows of a tile. */
  int ROWS = 64;

  /** Columns of the widest panel. */
  int PANEL = 64;

  /** Columns of a panel half as wide. */
  int HALF_PANEL = 32;

  /** Columns of the narrowest panel. */
  int QUARTER_PANEL = 16;

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
   * {@code C[i,j] = S[i,j] + Σ_k A[i,k]·B[k,j]}, k ascending, A by rows: {@code A[i,k] = a[aOff +
   * i·aStride + k]} and {@code S[i,j] = start[startOff + i·startStride + j]}. C may be S.
   *
   * <p>Whether the columns of C that are not wanted become the product or S is not defined.
   *
   * @param rows of C, rounded up to a multiple of {@link #STRIP}: A and S must be readable and C
   *     writable there
   * @param terms of each sum, the rows of B
   */
  void multiplyRows(Product p, int rows, int terms);

  /**
   * {@link #multiplyRows} with A as a transposed lane matrix: {@code A[i,k] = a[aOff + k·ROWS +
   * i]}. C has at most {@link #ROWS} rows.
   */
  void multiplyColumns(Product p, int rows, int terms);

  /**
   * {@code C[i,j] = S[i] + Σ_k A[i,k]·B[k,j]}, k ascending, A by rows, {@code S[i] = start[startOff
   * + i]}. B and C are lane matrices. Whether more columns than wanted are computed is not defined.
   */
  void multiplyLanes(Product p, int rows, int terms);

  /** {@code table[ids[r],:] += panel[r,:]}, r ascending. */
  void scatterAdd(Matrix panel, int[] ids, int idsOff, float[] table, int tableOff);

  /**
   * Sums the rows of each parent, in place: row p becomes the sum over all r with {@code parent[r]
   * = p}, r ascending. The parents ascend from 0 and leave none out. A sum is {@code fma(sum, 1,
   * row)} and begins as {@code fma(sum of the parent before, 0, row)}.
   *
   * @param panel whose columns are a multiple of 16
   */
  void fold(Matrix panel, int[] parent, int parentOff);

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
    scatterAdd(s.dGates(), s.inputRow, s.inputRowOff, s.inputGradient, s.inputGradientOff);
    fold(s.dGates(), s.parent, s.parentOff);
    if (s.cell != Cell.RNN) {
      fold(s.carry(), s.parent, s.parentOff);
    }
  }

  /**
   * {@code out[outOff + u·ROWS + r] = panel[r,u]}. Whether that is done for more rows and columns,
   * up to multiples of {@link #SQUARE}, is not defined: the panel must be readable and out writable
   * there.
   */
  void transpose(Matrix panel, float[] out, int outOff);

  /**
   * {@code max[r] = max_v logits[v,r]}, logits a lane matrix; NaN is passed over, but for v = 0.
   */
  void columnMax(Matrix logits, float[] max);

  /**
   * {@code logits[v,r] = exp(logits[v,r] - max[r])}, {@code sum[r] = Σ_v} of these, v ascending; no
   * logit is above its maximum.
   */
  void expSum(Matrix logits, float[] max, float[] sum);

  /**
   * {@link #expSum} without a maximum, {@code exp(logits[v,r])}, for logits of which none is beyond
   * ±{@link #EXP_BOUND}.
   */
  void expSum(Matrix logits, float[] sum);

  /** {@code e[v,r] *= factor[r]}, then {@code total[v,r] += e[v,r]}, lane matrices both. */
  void normalize(Matrix e, float[] factor, float[] total, int totalOff);

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
