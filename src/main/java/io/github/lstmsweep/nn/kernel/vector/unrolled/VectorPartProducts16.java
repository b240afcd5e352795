package io.github.lstmsweep.nn.kernel.vector.unrolled;

import static io.github.lstmsweep.nn.kernel.Kernels.PANEL;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorRowProducts16} and {@link VectorColumnProducts16} with the first 32
 * or 48 of a panel's 64 columns, in strips of eight rows. In the other columns C becomes S.
 *
 * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
 */
public final class VectorPartProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  private VectorPartProducts16() {}

  /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
  public static void multiplyRows(Product x, int rows, int terms) {
    for (int i = 0; i < rows; i += 8) {
      if (x.columns > 2 * LANES) {
        rows8x48(x, i, terms);
      } else {
        rows8x32(x, i, terms);
      }
      rest(x, i);
    }
  }

  /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
  public static void multiplyColumns(Product x, int rows, int terms) {
    for (int i = 0; i < rows; i += 8) {
      if (x.columns > 2 * LANES) {
        columns8x48(x, i, terms);
      } else {
        columns8x32(x, i, terms);
      }
      rest(x, i);
    }
  }

  private static void rest(Product x, int i) {
    if (x.start == x.c && x.startOff == x.cOff) {
      return;
    }
    float[] start = x.start;
    float[] c = x.c;
    for (int r = i; r < i + 8; r++) {
      for (int j = x.columns; j < PANEL; j += LANES) {
        FloatVector.fromArray(S, start, x.startOff + r * x.startStride + j)
            .intoArray(c, x.cOff + r * PANEL + j);
      }
    }
  }

  private static void rows8x48(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i * ROWS;
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
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 2 * LANES);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + LANES);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 2 * LANES);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + LANES);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 2 * LANES);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + LANES);
    FloatVector c62 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 2 * LANES);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + LANES);
    FloatVector c72 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 2 * LANES);
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * PANEL);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * PANEL + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, bOff + p * PANEL + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + ROWS + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * ROWS + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * ROWS + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * ROWS + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * ROWS + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * ROWS + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * ROWS + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c02.intoArray(c, cOff + 2 * LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c12.intoArray(c, cOff + PANEL + 2 * LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c22.intoArray(c, cOff + 2 * PANEL + 2 * LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c32.intoArray(c, cOff + 3 * PANEL + 2 * LANES);
    c40.intoArray(c, cOff + 4 * PANEL);
    c41.intoArray(c, cOff + 4 * PANEL + LANES);
    c42.intoArray(c, cOff + 4 * PANEL + 2 * LANES);
    c50.intoArray(c, cOff + 5 * PANEL);
    c51.intoArray(c, cOff + 5 * PANEL + LANES);
    c52.intoArray(c, cOff + 5 * PANEL + 2 * LANES);
    c60.intoArray(c, cOff + 6 * PANEL);
    c61.intoArray(c, cOff + 6 * PANEL + LANES);
    c62.intoArray(c, cOff + 6 * PANEL + 2 * LANES);
    c70.intoArray(c, cOff + 7 * PANEL);
    c71.intoArray(c, cOff + 7 * PANEL + LANES);
    c72.intoArray(c, cOff + 7 * PANEL + 2 * LANES);
  }

  private static void rows8x32(Product x, int i, int terms) {
    float[] a = x.a;
    int aOff = x.aOff + i * ROWS;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startRow = x.startStride;
    int startOff = x.startOff + i * startRow;
    float[] c = x.c;
    int cOff = x.cOff + i * PANEL;
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
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * PANEL);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * PANEL + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + ROWS + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * ROWS + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * ROWS + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * ROWS + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * ROWS + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * ROWS + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * ROWS + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c40.intoArray(c, cOff + 4 * PANEL);
    c41.intoArray(c, cOff + 4 * PANEL + LANES);
    c50.intoArray(c, cOff + 5 * PANEL);
    c51.intoArray(c, cOff + 5 * PANEL + LANES);
    c60.intoArray(c, cOff + 6 * PANEL);
    c61.intoArray(c, cOff + 6 * PANEL + LANES);
    c70.intoArray(c, cOff + 7 * PANEL);
    c71.intoArray(c, cOff + 7 * PANEL + LANES);
  }

  private static void columns8x48(Product x, int i, int terms) {
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
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + LANES);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + LANES);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + LANES);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 2 * LANES);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + LANES);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 2 * LANES);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + LANES);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 2 * LANES);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + LANES);
    FloatVector c62 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 2 * LANES);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + LANES);
    FloatVector c72 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 2 * LANES);
    int apart = aOff - bOff;
    int end = bOff + terms * PANEL;
    for (int p = bOff; p < end; p += PANEL) {
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[p + apart]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[p + apart + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[p + apart + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[p + apart + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[p + apart + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[p + apart + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[p + apart + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[p + apart + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c02.intoArray(c, cOff + 2 * LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c12.intoArray(c, cOff + PANEL + 2 * LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c22.intoArray(c, cOff + 2 * PANEL + 2 * LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c32.intoArray(c, cOff + 3 * PANEL + 2 * LANES);
    c40.intoArray(c, cOff + 4 * PANEL);
    c41.intoArray(c, cOff + 4 * PANEL + LANES);
    c42.intoArray(c, cOff + 4 * PANEL + 2 * LANES);
    c50.intoArray(c, cOff + 5 * PANEL);
    c51.intoArray(c, cOff + 5 * PANEL + LANES);
    c52.intoArray(c, cOff + 5 * PANEL + 2 * LANES);
    c60.intoArray(c, cOff + 6 * PANEL);
    c61.intoArray(c, cOff + 6 * PANEL + LANES);
    c62.intoArray(c, cOff + 6 * PANEL + 2 * LANES);
    c70.intoArray(c, cOff + 7 * PANEL);
    c71.intoArray(c, cOff + 7 * PANEL + LANES);
    c72.intoArray(c, cOff + 7 * PANEL + 2 * LANES);
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
    int cOff = x.cOff + i * PANEL;
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
    int apart = aOff - bOff;
    int end = bOff + terms * PANEL;
    for (int p = bOff; p < end; p += PANEL) {
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[p + apart]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[p + apart + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[p + apart + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[p + apart + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[p + apart + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[p + apart + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[p + apart + 6]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[p + apart + 7]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c10.intoArray(c, cOff + PANEL);
    c11.intoArray(c, cOff + PANEL + LANES);
    c20.intoArray(c, cOff + 2 * PANEL);
    c21.intoArray(c, cOff + 2 * PANEL + LANES);
    c30.intoArray(c, cOff + 3 * PANEL);
    c31.intoArray(c, cOff + 3 * PANEL + LANES);
    c40.intoArray(c, cOff + 4 * PANEL);
    c41.intoArray(c, cOff + 4 * PANEL + LANES);
    c50.intoArray(c, cOff + 5 * PANEL);
    c51.intoArray(c, cOff + 5 * PANEL + LANES);
    c60.intoArray(c, cOff + 6 * PANEL);
    c61.intoArray(c, cOff + 6 * PANEL + LANES);
    c70.intoArray(c, cOff + 7 * PANEL);
    c71.intoArray(c, cOff + 7 * PANEL + LANES);
  }
}
