package io.github.lstmsweep.nn.kernel.vector.unrolled;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products where B and C are lane matrices, of which 16, 32 or all 64 columns are computed, and
 * each row of C starts from one number.
 *
 * <p>{@code UnrolledFiles}, in this package's tests, writes this file.
 */
public final class VectorLaneProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final int LANES = 16;

  private VectorLaneProducts16() {}

  /** Computes {@code C = S + A·B}, with {@code rows} rows of C and {@code terms} terms. */
  public static void multiply(Product x, int rows, int terms) {
    if (x.columns > 2 * LANES) {
      for (int i = 0; i < rows; i += 4) {
        lanes4x64(x, i, terms);
      }
    } else if (x.columns > LANES) {
      for (int i = 0; i < rows; i += 8) {
        lanes8x32(x, i, terms);
      }
    } else {
      for (int i = 0; i < rows; i += 8) {
        lanes8x16(x, i, terms);
      }
    }
  }

  private static void lanes4x64(Product x, int i, int terms) {
    float[] a = x.a;
    int aStride = x.aStride;
    int aOff = x.aOff + i * aStride;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startOff = x.startOff + i;
    float[] c = x.c;
    int cOff = x.cOff + i * ROWS;
    FloatVector c00 = FloatVector.broadcast(S, start[startOff]);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = FloatVector.broadcast(S, start[startOff + 1]);
    FloatVector c11 = c10;
    FloatVector c12 = c10;
    FloatVector c13 = c10;
    FloatVector c20 = FloatVector.broadcast(S, start[startOff + 2]);
    FloatVector c21 = c20;
    FloatVector c22 = c20;
    FloatVector c23 = c20;
    FloatVector c30 = FloatVector.broadcast(S, start[startOff + 3]);
    FloatVector c31 = c30;
    FloatVector c32 = c30;
    FloatVector c33 = c30;
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * ROWS);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * ROWS + LANES);
      FloatVector b2 = FloatVector.fromArray(S, b, bOff + p * ROWS + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(S, b, bOff + p * ROWS + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + aStride + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aStride + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aStride + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c02.intoArray(c, cOff + 2 * LANES);
    c03.intoArray(c, cOff + 3 * LANES);
    c10.intoArray(c, cOff + ROWS);
    c11.intoArray(c, cOff + ROWS + LANES);
    c12.intoArray(c, cOff + ROWS + 2 * LANES);
    c13.intoArray(c, cOff + ROWS + 3 * LANES);
    c20.intoArray(c, cOff + 2 * ROWS);
    c21.intoArray(c, cOff + 2 * ROWS + LANES);
    c22.intoArray(c, cOff + 2 * ROWS + 2 * LANES);
    c23.intoArray(c, cOff + 2 * ROWS + 3 * LANES);
    c30.intoArray(c, cOff + 3 * ROWS);
    c31.intoArray(c, cOff + 3 * ROWS + LANES);
    c32.intoArray(c, cOff + 3 * ROWS + 2 * LANES);
    c33.intoArray(c, cOff + 3 * ROWS + 3 * LANES);
  }

  private static void lanes8x32(Product x, int i, int terms) {
    float[] a = x.a;
    int aStride = x.aStride;
    int aOff = x.aOff + i * aStride;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startOff = x.startOff + i;
    float[] c = x.c;
    int cOff = x.cOff + i * ROWS;
    FloatVector c00 = FloatVector.broadcast(S, start[startOff]);
    FloatVector c01 = c00;
    FloatVector c10 = FloatVector.broadcast(S, start[startOff + 1]);
    FloatVector c11 = c10;
    FloatVector c20 = FloatVector.broadcast(S, start[startOff + 2]);
    FloatVector c21 = c20;
    FloatVector c30 = FloatVector.broadcast(S, start[startOff + 3]);
    FloatVector c31 = c30;
    FloatVector c40 = FloatVector.broadcast(S, start[startOff + 4]);
    FloatVector c41 = c40;
    FloatVector c50 = FloatVector.broadcast(S, start[startOff + 5]);
    FloatVector c51 = c50;
    FloatVector c60 = FloatVector.broadcast(S, start[startOff + 6]);
    FloatVector c61 = c60;
    FloatVector c70 = FloatVector.broadcast(S, start[startOff + 7]);
    FloatVector c71 = c70;
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * ROWS);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * ROWS + LANES);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + aStride + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aStride + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aStride + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * aStride + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * aStride + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * aStride + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * aStride + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c10.intoArray(c, cOff + ROWS);
    c11.intoArray(c, cOff + ROWS + LANES);
    c20.intoArray(c, cOff + 2 * ROWS);
    c21.intoArray(c, cOff + 2 * ROWS + LANES);
    c30.intoArray(c, cOff + 3 * ROWS);
    c31.intoArray(c, cOff + 3 * ROWS + LANES);
    c40.intoArray(c, cOff + 4 * ROWS);
    c41.intoArray(c, cOff + 4 * ROWS + LANES);
    c50.intoArray(c, cOff + 5 * ROWS);
    c51.intoArray(c, cOff + 5 * ROWS + LANES);
    c60.intoArray(c, cOff + 6 * ROWS);
    c61.intoArray(c, cOff + 6 * ROWS + LANES);
    c70.intoArray(c, cOff + 7 * ROWS);
    c71.intoArray(c, cOff + 7 * ROWS + LANES);
  }

  private static void lanes8x16(Product x, int i, int terms) {
    float[] a = x.a;
    int aStride = x.aStride;
    int aOff = x.aOff + i * aStride;
    float[] b = x.b;
    int bOff = x.bOff;
    float[] start = x.start;
    int startOff = x.startOff + i;
    float[] c = x.c;
    int cOff = x.cOff + i * ROWS;
    FloatVector c00 = FloatVector.broadcast(S, start[startOff]);
    FloatVector c10 = FloatVector.broadcast(S, start[startOff + 1]);
    FloatVector c20 = FloatVector.broadcast(S, start[startOff + 2]);
    FloatVector c30 = FloatVector.broadcast(S, start[startOff + 3]);
    FloatVector c40 = FloatVector.broadcast(S, start[startOff + 4]);
    FloatVector c50 = FloatVector.broadcast(S, start[startOff + 5]);
    FloatVector c60 = FloatVector.broadcast(S, start[startOff + 6]);
    FloatVector c70 = FloatVector.broadcast(S, start[startOff + 7]);
    for (int p = 0; p < terms; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * ROWS);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + aStride + p]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aStride + p]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aStride + p]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * aStride + p]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * aStride + p]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * aStride + p]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * aStride + p]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cOff);
    c10.intoArray(c, cOff + ROWS);
    c20.intoArray(c, cOff + 2 * ROWS);
    c30.intoArray(c, cOff + 3 * ROWS);
    c40.intoArray(c, cOff + 4 * ROWS);
    c50.intoArray(c, cOff + 5 * ROWS);
    c60.intoArray(c, cOff + 6 * ROWS);
    c70.intoArray(c, cOff + 7 * ROWS);
  }
}
