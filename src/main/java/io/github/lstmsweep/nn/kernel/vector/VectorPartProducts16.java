package io.github.lstmsweep.nn.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorRowProducts16} and {@link VectorColumnProducts16} with the first 48
 * of a panel's 64 columns, in strips of eight rows; of the other columns C becomes S.
 */
final class VectorPartProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  private VectorPartProducts16() {}

  static void multiplyRows(
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
      int k) {
    for (int i = 0; i < m; i += 8) {
      int from = startOff + i * startRow;
      rows8x48(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 64, k);
      rest(start, from, startRow, c, cOff + i * 64);
    }
  }

  static void multiplyColumns(
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
      int k) {
    for (int i = 0; i < m; i += 8) {
      int from = startOff + i * startRow;
      columns8x48(a, aOff + i, b, bOff, start, from, startRow, c, cOff + i * 64, k);
      rest(start, from, startRow, c, cOff + i * 64);
    }
  }

  private static void rest(float[] start, int startOff, int startRow, float[] c, int cOff) {
    if (start == c && startOff == cOff) {
      return;
    }
    for (int i = 0; i < 8; i++) {
      FloatVector.fromArray(S, start, startOff + i * startRow + 48)
          .intoArray(c, cOff + i * 64 + 48);
    }
  }

  private static void rows8x48(
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] start,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int k) {
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c01 = FloatVector.fromArray(S, start, startOff + 16);
    FloatVector c02 = FloatVector.fromArray(S, start, startOff + 32);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + 16);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 32);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 16);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 32);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 16);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 32);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 16);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 32);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 16);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 32);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 16);
    FloatVector c62 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 32);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 16);
    FloatVector c72 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 32);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 64);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * 64 + 16);
      FloatVector b2 = FloatVector.fromArray(S, b, bOff + p * 64 + 32);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + p + 64]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + p + 128]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + p + 192]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + p + 256]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + p + 320]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + p + 384]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      c62 = a6.fma(b2, c62);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + p + 448]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
      c72 = a7.fma(b2, c72);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + 16);
    c02.intoArray(c, cOff + 32);
    c10.intoArray(c, cOff + 64);
    c11.intoArray(c, cOff + 80);
    c12.intoArray(c, cOff + 96);
    c20.intoArray(c, cOff + 128);
    c21.intoArray(c, cOff + 144);
    c22.intoArray(c, cOff + 160);
    c30.intoArray(c, cOff + 192);
    c31.intoArray(c, cOff + 208);
    c32.intoArray(c, cOff + 224);
    c40.intoArray(c, cOff + 256);
    c41.intoArray(c, cOff + 272);
    c42.intoArray(c, cOff + 288);
    c50.intoArray(c, cOff + 320);
    c51.intoArray(c, cOff + 336);
    c52.intoArray(c, cOff + 352);
    c60.intoArray(c, cOff + 384);
    c61.intoArray(c, cOff + 400);
    c62.intoArray(c, cOff + 416);
    c70.intoArray(c, cOff + 448);
    c71.intoArray(c, cOff + 464);
    c72.intoArray(c, cOff + 480);
  }

  private static void columns8x48(
      float[] a,
      int aOff,
      float[] b,
      int bOff,
      float[] start,
      int startOff,
      int startRow,
      float[] c,
      int cOff,
      int k) {
    FloatVector c00 = FloatVector.fromArray(S, start, startOff);
    FloatVector c01 = FloatVector.fromArray(S, start, startOff + 16);
    FloatVector c02 = FloatVector.fromArray(S, start, startOff + 32);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + 16);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 32);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 16);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 32);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 16);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 32);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 16);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 32);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 16);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 32);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 16);
    FloatVector c62 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 32);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 16);
    FloatVector c72 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 32);
    int apart = aOff - bOff;
    int end = bOff + k * 64;
    for (int p = bOff; p < end; p += 64) {
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + 16);
      FloatVector b2 = FloatVector.fromArray(S, b, p + 32);
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
    c01.intoArray(c, cOff + 16);
    c02.intoArray(c, cOff + 32);
    c10.intoArray(c, cOff + 64);
    c11.intoArray(c, cOff + 80);
    c12.intoArray(c, cOff + 96);
    c20.intoArray(c, cOff + 128);
    c21.intoArray(c, cOff + 144);
    c22.intoArray(c, cOff + 160);
    c30.intoArray(c, cOff + 192);
    c31.intoArray(c, cOff + 208);
    c32.intoArray(c, cOff + 224);
    c40.intoArray(c, cOff + 256);
    c41.intoArray(c, cOff + 272);
    c42.intoArray(c, cOff + 288);
    c50.intoArray(c, cOff + 320);
    c51.intoArray(c, cOff + 336);
    c52.intoArray(c, cOff + 352);
    c60.intoArray(c, cOff + 384);
    c61.intoArray(c, cOff + 400);
    c62.intoArray(c, cOff + 416);
    c70.intoArray(c, cOff + 448);
    c71.intoArray(c, cOff + 464);
    c72.intoArray(c, cOff + 480);
  }
}
