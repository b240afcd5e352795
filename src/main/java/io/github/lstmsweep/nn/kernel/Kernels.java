package io.github.lstmsweep.nn.kernel;

/**
 * What the network's inner loops need. All arrays are float32; offsets count floats; a tile has
 * {@link #ROWS} rows, one a window of the minibatch, and hidden units come in blocks of {@link
 * #BLOCK}. Every implementation gives the same bits for the same arguments.
 *
 * <p>A <em>panel</em> is a row-major matrix of {@link #GATE_PANEL}, 32 or 16 columns: narrow enough
 * for a strip of a product to stay in registers, and of a width known to the compiler.
 */
public interface Kernels {
  /** Rows of a tile. */
  int ROWS = 64;

  /** Hidden units of a block. */
  int BLOCK = 16;

  /** Columns of a panel of gates: the input, forget, cell and output gates of one block. */
  int GATE_PANEL = 4 * BLOCK;

  /** {@code vector} or {@code scalar}. */
  String name();

  /** Lanes of the vectors in use; 1 for scalar. */
  int lanes();

  /**
   * {@code C[i,j] += Σ_k A[i,k]·B[k,j]}, k ascending, A stored by rows: {@code A[i,k] = a[aOff +
   * i·aRow + k]}.
   *
   * @param a left matrix, m × k
   * @param aRow floats from one row of A to the next
   * @param b panel, k × width
   * @param c panel, m × width; m is rounded up to a multiple of 4 (width 64) or 8, so A must be
   *     readable and C writable there
   */
  void multiplyRows(
      float[] a, int aOff, int aRow, float[] b, int bOff, float[] c, int cOff, Shape shape);

  /**
   * The same product with A stored by columns of {@link #ROWS}: {@code A[i,k] = a[aOff + k·ROWS +
   * i]}.
   */
  void multiplyColumns(float[] a, int aOff, float[] b, int bOff, float[] c, int cOff, Shape shape);

  /** Sizes of a product: C is m × width, the sum runs over k. */
  record Shape(int m, int k, int width) {}

  /** {@code panel[r,:] = table[ids[r],:]}: rows of {@link #GATE_PANEL}. */
  void gather(float[] table, int tableOff, int[] ids, int idsOff, float[] panel, int off, int rows);

  /** {@code table[ids[r],:] += panel[r,:]}, r ascending: rows of {@link #GATE_PANEL}. */
  void scatterAdd(
      float[] panel, int off, int[] ids, int idsOff, float[] table, int tableOff, int rows);

  /**
   * One step of an LSTM for one block (Hochreiter and Schmidhuber 1997; the form of PyTorch's
   * {@code nn.LSTM}), in place: {@code i,f,o = sigmoid(·)}, {@code g = tanh(·)}, {@code c' = f·c +
   * i·g}, {@code h = o·tanh(c')}.
   *
   * @param s where the block's arrays lie; {@code s.gates} holds pre-activations and then gates
   */
  void lstmForward(LstmBlock s, int rows);

  /**
   * The backward of {@link #lstmForward}: reads {@code s.dh} and {@code s.dc}, writes the gradients
   * of the pre-activations over {@code s.gates} and that of the previous cell over {@code s.dc}.
   */
  void lstmBackward(LstmBlock s, int rows);

  /** {@code out[u·ROWS + r] = block[off + r·stride + u]} for the units of one block. */
  void transpose(float[] block, int off, int stride, float[] out, int outOff, int rows);

  /** {@code max[r] = max_v logits[v·ROWS + r]} for all rows of the tile; NaN is passed over. */
  void columnMax(float[] logits, int vocabSize, float[] max);

  /**
   * {@code logits[v,r] = exp(logits[v,r] - max[r])}, {@code sum[r] = Σ_v} of these, v ascending.
   */
  void expSum(float[] logits, int vocabSize, float[] max, float[] sum);

  /** {@code e[v,r] *= scale / sum[r]}, then {@code total[v,r] += e[v,r]}. */
  void normalize(float[] e, int vocabSize, float[] sum, float scale, float[] total);

  /** {@code dst[i] += src[i]} for the first n. */
  void add(float[] dst, float[] src, int n);

  /** {@code w[i] = fma(step, g[i], w[i])} for i in [from, to). */
  void axpy(float[] w, float[] g, float step, int from, int to);
}
