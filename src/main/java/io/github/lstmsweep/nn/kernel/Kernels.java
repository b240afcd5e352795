package io.github.lstmsweep.nn.kernel;

/**
 * The network's inner loops. All arrays are float32; offsets count floats; a tile has {@link #ROWS}
 * rows. Every implementation returns the same bits for the same arguments.
 *
 * <p>A <em>panel</em> is a matrix by rows of {@link #PANEL}, {@link #HALF_PANEL} or {@link
 * #QUARTER_PANEL} columns. That is narrow enough for a strip of a product to stay in registers, and
 * the compiler knows the width. A <em>lane matrix</em> has rows {@link #ROWS} floats apart, and a
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

  /** The multiple to which rows and columns of a transposition's two matrices are padded. */
  int SQUARE = 16;

  /** The largest |logit| for which exponentials are summed without subtracting a maximum. */
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
   * Computes {@code activated} and h of an LSTM's step again from its gates and cell state. The
   * bits are those of {@link #forward}.
   */
  void recall(CellStep s);

  /** The backward of {@link #forward}: writes dGates and carry from dh and carry. */
  void backward(CellStep s);

  /**
   * Does {@link #backward} for a step whose gradient is wanted as a sum. First {@code
   * inputGradient[inputRow[r]] += dGates[r]}, r ascending. Then the rows of dGates and of carry
   * that have one parent become their sum, as in {@link #fold}. A cell without carry only has
   * dGates.
   */
  default void backwardToParents(CellStep s) {
    backward(s);
    scatterAdd(s.dGates(), s.inputRow, s.inputRowOff, s.inputGradient, s.inputGradientOff);
    fold(s.dGates(), s.parent, s.parentOff);
    if (s.cell.hasCarry()) {
      fold(s.carry(), s.parent, s.parentOff);
    }
  }

  /**
   * {@code out[outOff + u·ROWS + r] = panel[r,u]}. An implementation may transpose more rows and
   * columns, up to multiples of {@link #SQUARE}. The panel must be readable there, and out
   * writable.
   */
  void transpose(Matrix panel, float[] out, int outOff);

  /** {@code max[r] = max_v logits[v,r]}, logits a lane matrix. NaN is ignored, except for v = 0. */
  void columnMax(Matrix logits, float[] max);

  /**
   * {@code logits[v,r] = exp(logits[v,r] - max[r])}, and {@code sum[r]} is their sum over v,
   * ascending. No logit may exceed its maximum.
   */
  void expSum(Matrix logits, float[] max, float[] sum);

  /**
   * Computes {@link #expSum} without a maximum: {@code exp(logits[v,r])}. No logit may be beyond
   * ±{@link #EXP_BOUND}.
   */
  void expSum(Matrix logits, float[] sum);

  /** {@code e[v,r] *= factor[r]}, then {@code total[v,r] += e[v,r]}; both are lane matrices. */
  void normalize(Matrix e, float[] factor, float[] total, int totalOff);

  /**
   * {@code max_i |x[off + i]|} over the first n, a multiple of 16. NaN is ignored; the result is 0
   * if nothing else is there.
   */
  float largest(float[] x, int off, int n);

  /**
   * {@code dst[dstOff + i] += src[srcOff + i]} for the first n. The two ranges must not overlap.
   */
  default void add(float[] dst, int dstOff, float[] src, int srcOff, int n) {
    for (int i = 0; i < n; i++) {
      dst[dstOff + i] += src[srcOff + i];
    }
  }
}
