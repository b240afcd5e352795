package io.github.lstmsweep.nn.kernel.vector.unrolled;

import static io.github.lstmsweep.nn.kernel.Kernels.HALF_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.QUARTER_PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorRowProducts16} with A transposed: its columns lie {@code ROWS}
 * apart, and the rows of a column side by side. In the widest panel a step moves both operands by
 * 64 floats, as {@code ROWS} is {@code PANEL}, so one counter serves both. That takes 44
 * instructions for 24 multiply-adds instead of 48, and a tenth less time.
 *
 * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
 */
public final class VectorColumnProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  private VectorColumnProducts16() {}

  /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
  public static void multiply(Product x, int rows, int terms) {
    int i = 0;
    switch (x.width) {
      case PANEL -> {
        for (; i < Strips.rowsInFours(rows); i += 4) {
          columns4x64(x, i, terms);
        }
        for (; i < rows; i += 6) {
          columns6x64(x, i, terms);
        }
      }
      case HALF_PANEL -> {
        for (; i < rows; i += 8) {
          columns8x32(x, i, terms);
        }
      }
      case QUARTER_PANEL -> {
        for (; i < rows; i += 8) {
          columns8x16(x, i, terms);
        }
      }
      default -> throw new IllegalArgumentException("Cannot multiply by a panel of " + x.width);
    }
  }

  private static void columns6x64(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startRow = x.startStride;
    int startOff = x.startOff + i * startRow;
    float[] c = x.c;
    int cOff = x.cOff + i * PANEL;
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c01 = FloatVector.fromArray(S, start, startOff + LANES);
    FloatVector c02 = FloatVector.fromArray(S, start, startOff + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(S, start, startOff + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(S, start, startOff + startRow + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 3 * LANES);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + LANES);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 2 * LANES);
    FloatVector c43 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 3 * LANES);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + LANES);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 2 * LANES);
    FloatVector c53 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 3 * LANES);
    int apart = aOff - bOff;
    int end = bOff + terms * PANEL;
    for (int p = bOff; p < end; p += PANEL) {
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, p + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[p + apart]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[p + apart + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[p + apart + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[p + apart + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      FloatVector a4 = FloatVector.broadcast(S, a[p + apart + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      FloatVector a5 = FloatVector.broadcast(S, a[p + apart + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      c53 = a5.fma(b3, c53);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c02.intoArray(c, cOff + 2 * LANES);
    c03.intoArray(c, cOff + 3 * LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c12.intoArray(c, cOff + PANEL + 2 * LANES);
    c13.intoArray(c, cOff + PANEL + 3 * LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c22.intoArray(c, cOff + 2 * PANEL + 2 * LANES);
    c23.intoArray(c, cOff + 2 * PANEL + 3 * LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c32.intoArray(c, cOff + 3 * PANEL + 2 * LANES);
    c33.intoArray(c, cOff + 3 * PANEL + 3 * LANES);
    c40.intoArray(c, cOff + 4 * PANEL);
    c41.intoArray(c, cOff + 4 * PANEL + LANES);
    c42.intoArray(c, cOff + 4 * PANEL + 2 * LANES);
    c43.intoArray(c, cOff + 4 * PANEL + 3 * LANES);
    c50.intoArray(c, cOff + 5 * PANEL);
    c51.intoArray(c, cOff + 5 * PANEL + LANES);
    c52.intoArray(c, cOff + 5 * PANEL + 2 * LANES);
    c53.intoArray(c, cOff + 5 * PANEL + 3 * LANES);
  }

  private static void columns4x64(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startRow = x.startStride;
    int startOff = x.startOff + i * startRow;
    float[] c = x.c;
    int cOff = x.cOff + i * PANEL;
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c01 = FloatVector.fromArray(S, start, startOff + LANES);
    FloatVector c02 = FloatVector.fromArray(S, start, startOff + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(S, start, startOff + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(S, start, startOff + startRow + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 3 * LANES);
    int apart = aOff - bOff;
    int end = bOff + terms * PANEL;
    for (int p = bOff; p < end; p += PANEL) {
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, p + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[p + apart]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[p + apart + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[p + apart + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[p + apart + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c02.intoArray(c, cOff + 2 * LANES);
    c03.intoArray(c, cOff + 3 * LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c12.intoArray(c, cOff + PANEL + 2 * LANES);
    c13.intoArray(c, cOff + PANEL + 3 * LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c22.intoArray(c, cOff + 2 * PANEL + 2 * LANES);
    c23.intoArray(c, cOff + 2 * PANEL + 3 * LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c32.intoArray(c, cOff + 3 * PANEL + 2 * LANES);
    c33.intoArray(c, cOff + 3 * PANEL + 3 * LANES);
  }

  private static void columns8x32(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startRow = x.startStride;
    int startOff = x.startOff + i * startRow;
    float[] c = x.c;
    int cOff = x.cOff + i * HALF_PANEL;
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c01 = FloatVector.fromArray(S, start, startOff + LANES);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + LANES);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + LANES);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + LANES);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + LANES);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + LANES);
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * HALF_PANEL);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * HALF_PANEL + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p * ROWS]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + p * ROWS + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + p * ROWS + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + p * ROWS + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + p * ROWS + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + p * ROWS + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + p * ROWS + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + p * ROWS + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c10.intoArray(c, cOff + HALF_PANEL);
    c11.intoArray(c, cOff + HALF_PANEL + LANES);
    c20.intoArray(c, cOff + 2 * HALF_PANEL);
    c21.intoArray(c, cOff + 2 * HALF_PANEL + LANES);
    c30.intoArray(c, cOff + 3 * HALF_PANEL);
    c31.intoArray(c, cOff + 3 * HALF_PANEL + LANES);
    c40.intoArray(c, cOff + 4 * HALF_PANEL);
    c41.intoArray(c, cOff + 4 * HALF_PANEL + LANES);
    c50.intoArray(c, cOff + 5 * HALF_PANEL);
    c51.intoArray(c, cOff + 5 * HALF_PANEL + LANES);
    c60.intoArray(c, cOff + 6 * HALF_PANEL);
    c61.intoArray(c, cOff + 6 * HALF_PANEL + LANES);
    c70.intoArray(c, cOff + 7 * HALF_PANEL);
    c71.intoArray(c, cOff + 7 * HALF_PANEL + LANES);
  }

  private static void columns8x16(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startRow = x.startStride;
    int startOff = x.startOff + i * startRow;
    float[] c = x.c;
    int cOff = x.cOff + i * QUARTER_PANEL;
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * QUARTER_PANEL);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p * ROWS]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + p * ROWS + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + p * ROWS + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + p * ROWS + 3]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + p * ROWS + 4]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + p * ROWS + 5]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + p * ROWS + 6]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + p * ROWS + 7]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cOff);
    c10.intoArray(c, cOff + QUARTER_PANEL);
    c20.intoArray(c, cOff + 2 * QUARTER_PANEL);
    c30.intoArray(c, cOff + 3 * QUARTER_PANEL);
    c40.intoArray(c, cOff + 4 * QUARTER_PANEL);
    c50.intoArray(c, cOff + 5 * QUARTER_PANEL);
    c60.intoArray(c, cOff + 6 * QUARTER_PANEL);
    c70.intoArray(c, cOff + 7 * QUARTER_PANEL);
  }
}
