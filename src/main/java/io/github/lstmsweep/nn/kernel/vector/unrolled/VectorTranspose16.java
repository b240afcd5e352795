package io.github.lstmsweep.nn.kernel.vector.unrolled;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposition of a panel to a lane matrix, a square of 16 rows and 16 columns at a time, in
 * registers. It takes four rounds. Each swaps the off-diagonal quarters of blocks half as large as
 * the round before.
 *
 * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
 */
public final class VectorTranspose16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  private static final VectorShuffle<Float> OTHER_8 = other(8);
  private static final VectorShuffle<Float> OTHER_4 = other(4);
  private static final VectorShuffle<Float> OTHER_2 = other(2);
  private static final VectorShuffle<Float> OTHER_1 = other(1);
  private static final VectorMask<Float> RIGHT_8 = right(8);
  private static final VectorMask<Float> RIGHT_4 = right(4);
  private static final VectorMask<Float> RIGHT_2 = right(2);
  private static final VectorMask<Float> RIGHT_1 = right(1);

  private VectorTranspose16() {}

  /** The columns of the other half of blocks of 2 × {@code half}. */
  private static VectorShuffle<Float> other(int half) {
    return VectorShuffle.fromOp(S, lane -> lane ^ half);
  }

  /** The columns in the right half of blocks of 2 × {@code half}. */
  private static VectorMask<Float> right(int half) {
    return VectorMask.fromLong(S, rightBits(half));
  }

  private static long rightBits(int half) {
    long bits = 0;
    for (int lane = 0; lane < S.length(); lane++) {
      bits |= (lane & half) != 0 ? 1L << lane : 0;
    }
    return bits;
  }

  /** {@code out[outOff + u·ROWS + r] = panel[r,u]}, in whole squares of 16. */
  public static void transpose(Matrix panel, float[] out, int outOff) {
    for (int u = 0; u < panel.columns; u += 16) {
      for (int r = 0; r < panel.rows; r += 16) {
        square(panel, r, u, out, outOff + u * ROWS + r);
      }
    }
  }

  private static void square(Matrix x, int r, int u, float[] out, int to) {
    float[] floats = x.floats;
    int stride = x.stride;
    int from = x.off + r * stride + u;
    FloatVector r0 = FloatVector.fromArray(S, floats, from);
    FloatVector r1 = FloatVector.fromArray(S, floats, from + stride);
    FloatVector r2 = FloatVector.fromArray(S, floats, from + 2 * stride);
    FloatVector r3 = FloatVector.fromArray(S, floats, from + 3 * stride);
    FloatVector r4 = FloatVector.fromArray(S, floats, from + 4 * stride);
    FloatVector r5 = FloatVector.fromArray(S, floats, from + 5 * stride);
    FloatVector r6 = FloatVector.fromArray(S, floats, from + 6 * stride);
    FloatVector r7 = FloatVector.fromArray(S, floats, from + 7 * stride);
    FloatVector r8 = FloatVector.fromArray(S, floats, from + 8 * stride);
    FloatVector r9 = FloatVector.fromArray(S, floats, from + 9 * stride);
    FloatVector r10 = FloatVector.fromArray(S, floats, from + 10 * stride);
    FloatVector r11 = FloatVector.fromArray(S, floats, from + 11 * stride);
    FloatVector r12 = FloatVector.fromArray(S, floats, from + 12 * stride);
    FloatVector r13 = FloatVector.fromArray(S, floats, from + 13 * stride);
    FloatVector r14 = FloatVector.fromArray(S, floats, from + 14 * stride);
    FloatVector r15 = FloatVector.fromArray(S, floats, from + 15 * stride);
    FloatVector turned = r0.rearrange(OTHER_8);
    r0 = r0.blend(r8.rearrange(OTHER_8), RIGHT_8);
    r8 = turned.blend(r8, RIGHT_8);
    turned = r1.rearrange(OTHER_8);
    r1 = r1.blend(r9.rearrange(OTHER_8), RIGHT_8);
    r9 = turned.blend(r9, RIGHT_8);
    turned = r2.rearrange(OTHER_8);
    r2 = r2.blend(r10.rearrange(OTHER_8), RIGHT_8);
    r10 = turned.blend(r10, RIGHT_8);
    turned = r3.rearrange(OTHER_8);
    r3 = r3.blend(r11.rearrange(OTHER_8), RIGHT_8);
    r11 = turned.blend(r11, RIGHT_8);
    turned = r4.rearrange(OTHER_8);
    r4 = r4.blend(r12.rearrange(OTHER_8), RIGHT_8);
    r12 = turned.blend(r12, RIGHT_8);
    turned = r5.rearrange(OTHER_8);
    r5 = r5.blend(r13.rearrange(OTHER_8), RIGHT_8);
    r13 = turned.blend(r13, RIGHT_8);
    turned = r6.rearrange(OTHER_8);
    r6 = r6.blend(r14.rearrange(OTHER_8), RIGHT_8);
    r14 = turned.blend(r14, RIGHT_8);
    turned = r7.rearrange(OTHER_8);
    r7 = r7.blend(r15.rearrange(OTHER_8), RIGHT_8);
    r15 = turned.blend(r15, RIGHT_8);
    turned = r0.rearrange(OTHER_4);
    r0 = r0.blend(r4.rearrange(OTHER_4), RIGHT_4);
    r4 = turned.blend(r4, RIGHT_4);
    turned = r1.rearrange(OTHER_4);
    r1 = r1.blend(r5.rearrange(OTHER_4), RIGHT_4);
    r5 = turned.blend(r5, RIGHT_4);
    turned = r2.rearrange(OTHER_4);
    r2 = r2.blend(r6.rearrange(OTHER_4), RIGHT_4);
    r6 = turned.blend(r6, RIGHT_4);
    turned = r3.rearrange(OTHER_4);
    r3 = r3.blend(r7.rearrange(OTHER_4), RIGHT_4);
    r7 = turned.blend(r7, RIGHT_4);
    turned = r8.rearrange(OTHER_4);
    r8 = r8.blend(r12.rearrange(OTHER_4), RIGHT_4);
    r12 = turned.blend(r12, RIGHT_4);
    turned = r9.rearrange(OTHER_4);
    r9 = r9.blend(r13.rearrange(OTHER_4), RIGHT_4);
    r13 = turned.blend(r13, RIGHT_4);
    turned = r10.rearrange(OTHER_4);
    r10 = r10.blend(r14.rearrange(OTHER_4), RIGHT_4);
    r14 = turned.blend(r14, RIGHT_4);
    turned = r11.rearrange(OTHER_4);
    r11 = r11.blend(r15.rearrange(OTHER_4), RIGHT_4);
    r15 = turned.blend(r15, RIGHT_4);
    turned = r0.rearrange(OTHER_2);
    r0 = r0.blend(r2.rearrange(OTHER_2), RIGHT_2);
    r2 = turned.blend(r2, RIGHT_2);
    turned = r1.rearrange(OTHER_2);
    r1 = r1.blend(r3.rearrange(OTHER_2), RIGHT_2);
    r3 = turned.blend(r3, RIGHT_2);
    turned = r4.rearrange(OTHER_2);
    r4 = r4.blend(r6.rearrange(OTHER_2), RIGHT_2);
    r6 = turned.blend(r6, RIGHT_2);
    turned = r5.rearrange(OTHER_2);
    r5 = r5.blend(r7.rearrange(OTHER_2), RIGHT_2);
    r7 = turned.blend(r7, RIGHT_2);
    turned = r8.rearrange(OTHER_2);
    r8 = r8.blend(r10.rearrange(OTHER_2), RIGHT_2);
    r10 = turned.blend(r10, RIGHT_2);
    turned = r9.rearrange(OTHER_2);
    r9 = r9.blend(r11.rearrange(OTHER_2), RIGHT_2);
    r11 = turned.blend(r11, RIGHT_2);
    turned = r12.rearrange(OTHER_2);
    r12 = r12.blend(r14.rearrange(OTHER_2), RIGHT_2);
    r14 = turned.blend(r14, RIGHT_2);
    turned = r13.rearrange(OTHER_2);
    r13 = r13.blend(r15.rearrange(OTHER_2), RIGHT_2);
    r15 = turned.blend(r15, RIGHT_2);
    turned = r0.rearrange(OTHER_1);
    r0 = r0.blend(r1.rearrange(OTHER_1), RIGHT_1);
    r1 = turned.blend(r1, RIGHT_1);
    turned = r2.rearrange(OTHER_1);
    r2 = r2.blend(r3.rearrange(OTHER_1), RIGHT_1);
    r3 = turned.blend(r3, RIGHT_1);
    turned = r4.rearrange(OTHER_1);
    r4 = r4.blend(r5.rearrange(OTHER_1), RIGHT_1);
    r5 = turned.blend(r5, RIGHT_1);
    turned = r6.rearrange(OTHER_1);
    r6 = r6.blend(r7.rearrange(OTHER_1), RIGHT_1);
    r7 = turned.blend(r7, RIGHT_1);
    turned = r8.rearrange(OTHER_1);
    r8 = r8.blend(r9.rearrange(OTHER_1), RIGHT_1);
    r9 = turned.blend(r9, RIGHT_1);
    turned = r10.rearrange(OTHER_1);
    r10 = r10.blend(r11.rearrange(OTHER_1), RIGHT_1);
    r11 = turned.blend(r11, RIGHT_1);
    turned = r12.rearrange(OTHER_1);
    r12 = r12.blend(r13.rearrange(OTHER_1), RIGHT_1);
    r13 = turned.blend(r13, RIGHT_1);
    turned = r14.rearrange(OTHER_1);
    r14 = r14.blend(r15.rearrange(OTHER_1), RIGHT_1);
    r15 = turned.blend(r15, RIGHT_1);
    r0.intoArray(out, to);
    r1.intoArray(out, to + ROWS);
    r2.intoArray(out, to + 2 * ROWS);
    r3.intoArray(out, to + 3 * ROWS);
    r4.intoArray(out, to + 4 * ROWS);
    r5.intoArray(out, to + 5 * ROWS);
    r6.intoArray(out, to + 6 * ROWS);
    r7.intoArray(out, to + 7 * ROWS);
    r8.intoArray(out, to + 8 * ROWS);
    r9.intoArray(out, to + 9 * ROWS);
    r10.intoArray(out, to + 10 * ROWS);
    r11.intoArray(out, to + 11 * ROWS);
    r12.intoArray(out, to + 12 * ROWS);
    r13.intoArray(out, to + 13 * ROWS);
    r14.intoArray(out, to + 14 * ROWS);
    r15.intoArray(out, to + 15 * ROWS);
  }
}
