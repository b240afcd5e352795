package io.github.lstmsweep.nn.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorRowProducts16} where B and C have rows of 64 lanes, of which 16, 32
 * or all are computed, and C starts from a bias for each row.
 */
final class VectorLaneProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  private VectorLaneProducts16() {}

  static void multiply(
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
      int columns) {
    if (columns > 32) {
      for (int i = 0; i < m; i += 4) {
        lanes4x64(a, aOff + i * aRow, aRow, bias, biasOff + i, b, bOff, c, cOff + i * 64, k);
      }
    } else if (columns > 16) {
      for (int i = 0; i < m; i += 8) {
        lanes8x32(a, aOff + i * aRow, aRow, bias, biasOff + i, b, bOff, c, cOff + i * 64, k);
      }
    } else {
      for (int i = 0; i < m; i += 8) {
        lanes8x16(a, aOff + i * aRow, aRow, bias, biasOff + i, b, bOff, c, cOff + i * 64, k);
      }
    }
  }

  private static void lanes4x64(
      float[] a,
      int aOff,
      int aRow,
      float[] bias,
      int biasOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int k) {
    FloatVector c00 = FloatVector.broadcast(S, bias[biasOff]);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c03 = c00;
    FloatVector c10 = FloatVector.broadcast(S, bias[biasOff + 1]);
    FloatVector c11 = c10;
    FloatVector c12 = c10;
    FloatVector c13 = c10;
    FloatVector c20 = FloatVector.broadcast(S, bias[biasOff + 2]);
    FloatVector c21 = c20;
    FloatVector c22 = c20;
    FloatVector c23 = c20;
    FloatVector c30 = FloatVector.broadcast(S, bias[biasOff + 3]);
    FloatVector c31 = c30;
    FloatVector c32 = c30;
    FloatVector c33 = c30;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 64);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * 64 + 16);
      FloatVector b2 = FloatVector.fromArray(S, b, bOff + p * 64 + 32);
      FloatVector b3 = FloatVector.fromArray(S, b, bOff + p * 64 + 48);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 1 * aRow + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aRow + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aRow + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + 16);
    c02.intoArray(c, cOff + 32);
    c03.intoArray(c, cOff + 48);
    c10.intoArray(c, cOff + 64);
    c11.intoArray(c, cOff + 80);
    c12.intoArray(c, cOff + 96);
    c13.intoArray(c, cOff + 112);
    c20.intoArray(c, cOff + 128);
    c21.intoArray(c, cOff + 144);
    c22.intoArray(c, cOff + 160);
    c23.intoArray(c, cOff + 176);
    c30.intoArray(c, cOff + 192);
    c31.intoArray(c, cOff + 208);
    c32.intoArray(c, cOff + 224);
    c33.intoArray(c, cOff + 240);
  }

  private static void lanes8x32(
      float[] a,
      int aOff,
      int aRow,
      float[] bias,
      int biasOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int k) {
    FloatVector c00 = FloatVector.broadcast(S, bias[biasOff]);
    FloatVector c01 = c00;
    FloatVector c10 = FloatVector.broadcast(S, bias[biasOff + 1]);
    FloatVector c11 = c10;
    FloatVector c20 = FloatVector.broadcast(S, bias[biasOff + 2]);
    FloatVector c21 = c20;
    FloatVector c30 = FloatVector.broadcast(S, bias[biasOff + 3]);
    FloatVector c31 = c30;
    FloatVector c40 = FloatVector.broadcast(S, bias[biasOff + 4]);
    FloatVector c41 = c40;
    FloatVector c50 = FloatVector.broadcast(S, bias[biasOff + 5]);
    FloatVector c51 = c50;
    FloatVector c60 = FloatVector.broadcast(S, bias[biasOff + 6]);
    FloatVector c61 = c60;
    FloatVector c70 = FloatVector.broadcast(S, bias[biasOff + 7]);
    FloatVector c71 = c70;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 64);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * 64 + 16);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 1 * aRow + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aRow + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aRow + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * aRow + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * aRow + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * aRow + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * aRow + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + 16);
    c10.intoArray(c, cOff + 64);
    c11.intoArray(c, cOff + 80);
    c20.intoArray(c, cOff + 128);
    c21.intoArray(c, cOff + 144);
    c30.intoArray(c, cOff + 192);
    c31.intoArray(c, cOff + 208);
    c40.intoArray(c, cOff + 256);
    c41.intoArray(c, cOff + 272);
    c50.intoArray(c, cOff + 320);
    c51.intoArray(c, cOff + 336);
    c60.intoArray(c, cOff + 384);
    c61.intoArray(c, cOff + 400);
    c70.intoArray(c, cOff + 448);
    c71.intoArray(c, cOff + 464);
  }

  private static void lanes8x16(
      float[] a,
      int aOff,
      int aRow,
      float[] bias,
      int biasOff,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int k) {
    FloatVector c00 = FloatVector.broadcast(S, bias[biasOff]);
    FloatVector c10 = FloatVector.broadcast(S, bias[biasOff + 1]);
    FloatVector c20 = FloatVector.broadcast(S, bias[biasOff + 2]);
    FloatVector c30 = FloatVector.broadcast(S, bias[biasOff + 3]);
    FloatVector c40 = FloatVector.broadcast(S, bias[biasOff + 4]);
    FloatVector c50 = FloatVector.broadcast(S, bias[biasOff + 5]);
    FloatVector c60 = FloatVector.broadcast(S, bias[biasOff + 6]);
    FloatVector c70 = FloatVector.broadcast(S, bias[biasOff + 7]);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 64);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 1 * aRow + p]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 2 * aRow + p]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 3 * aRow + p]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 4 * aRow + p]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 5 * aRow + p]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 6 * aRow + p]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 7 * aRow + p]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cOff);
    c10.intoArray(c, cOff + 64);
    c20.intoArray(c, cOff + 128);
    c30.intoArray(c, cOff + 192);
    c40.intoArray(c, cOff + 256);
    c50.intoArray(c, cOff + 320);
    c60.intoArray(c, cOff + 384);
    c70.intoArray(c, cOff + 448);
  }
}
