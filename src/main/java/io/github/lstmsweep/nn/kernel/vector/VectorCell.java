package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;

import io.github.lstmsweep.nn.kernel.CellStep;
import io.github.lstmsweep.nn.kernel.Kernels;
import java.util.Arrays;

/**
 * The loops of one cell's step on lanes. A step is several loops over the rows, each with at most
 * one elementary function. The loops are called through one interface call that sees many classes.
 * Both are for C2. With more functions in a compilation it stops inlining half-way and boxes every
 * vector. Then the step takes three to five times as long. A call site with that many receivers is
 * never inlined, whatever grows around it.
 *
 * <p>A panel of 8 units is narrower than a vector of 16 lanes; it is called narrow. There a vector
 * of gates holds two slots, so candidates are made outside the gates and copied in. A vector of
 * units has 8 lanes beyond the panel. Their results are multiplied by zero, or overwritten by the
 * slot or the row that follows.
 */
abstract class VectorCell {
  /** The hidden units of the panels that {@link #backwardToParents} takes. */
  // A constant width saves a quarter of its time.
  static final int UNITS = 16;

  private static final float[] KEEP_8 = new float[LANES];
  private static final float[] KEEP_ALL = new float[LANES];

  static {
    Arrays.fill(KEEP_8, 0, Math.min(8, LANES), 1f);
    Arrays.fill(KEEP_ALL, 1f);
  }

  /** The loops of the step forward, in their order. */
  abstract RowLoop[] forward(boolean narrow, boolean tanh);

  /** The loop of the step backward. */
  abstract RowLoop backward();

  /**
   * The loop of {@link Kernels#backwardToParents} for panels of {@link #UNITS}, if the cell has a
   * carry. A row's gradient is added to its input's gradient while it is in registers. Only the
   * sums over the rows of one parent are stored. A parent's row never comes after its own row, so
   * it has been read when its sum is written.
   */
  RowLoop backwardToParents() {
    throw new IllegalStateException("Cannot sum the carry: the cell has none");
  }

  /** The loop of {@link Kernels#recall}, if the cell has a content. */
  RowLoop recall(boolean tanh) {
    throw new IllegalStateException("Cannot recall a content: the cell has none");
  }

  /**
   * Computes the pre-activations in the place of their results, and sets the candidates' places.
   */
  void place(CellStep s, boolean narrow) {
    VectorRows.sum(s, s.gatesOff);
    s.preactivationOff = s.gatesOff + 3 * s.units;
    s.preactivationStride = s.width;
    placeCandidates(s, narrow);
  }

  /** Puts the candidates of a narrow panel aside, and the others over their pre-activations. */
  static void placeCandidates(CellStep s, boolean narrow) {
    s.candidateOff = narrow ? s.candidatesOff : s.preactivationOff;
    s.candidateStride = narrow ? LANES : s.preactivationStride;
  }

  /**
   * Factors of the units: zero for the lanes beyond the panel, so that their results become zero.
   */
  static float[] keep(CellStep s) {
    return s.units < LANES ? KEEP_8 : KEEP_ALL;
  }
}
