package io.github.lstmsweep.nn.kernel.vector;

import io.github.lstmsweep.nn.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a strip of rows with a panel, 16 lanes, A by rows that lie {@link Kernels#ROWS}
 * apart: the strip of C lives in registers for the whole sum. Unrolled by hand, because C2 keeps
 * vectors in registers only when each is a local variable; each micro-kernel is a small static
 * method of its own, so that it is compiled alone.
 *
 * <p>Instructions beside the multiply-adds cost speed: strips of six rows load ten vectors for 24
 * multiply-adds, strips of four load eight for 16, and constant strides put every place of a step
 * into the instruction itself. {@link VectorStridedProducts16} has other strides, more slowly.
 */
final class VectorRowProducts16 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;

  private VectorRowProducts16() {}

  static void multiply(
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
      int k,
      int width) {
    int i = 0;
    switch (width) {
      case 64 -> {
        for (; i < Strips.rowsInFours(m); i += 4) {
          int from = startOff + i * startRow;
          rows4x64(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 64, k);
        }
        for (; i < m; i += 6) {
          int from = startOff + i * startRow;
          rows6x64(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 64, k);
        }
      }
      case 32 -> {
        for (; i < m; i += 8) {
          int from = startOff + i * startRow;
          rows8x32(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 32, k);
        }
      }
      case 16 -> {
        for (; i < m - 8; i += 16) {
          int from = startOff + i * startRow;
          rows16x16(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 16, k);
        }
        for (; i < m; i += 8) {
          int from = startOff + i * startRow;
          rows8x16(a, aOff + i * 64, b, bOff, start, from, startRow, c, cOff + i * 16, k);
        }
      }
      default -> throw new IllegalArgumentException("Cannot multiply by a panel of " + width);
    }
  }

  private static void rows6x64(
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
    FloatVector c03 = FloatVector.fromArray(S, start, startOff + 48);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + 16);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 32);
    FloatVector c13 = FloatVector.fromArray(S, start, startOff + startRow + 48);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 16);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 32);
    FloatVector c23 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 48);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 16);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 32);
    FloatVector c33 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 48);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 16);
    FloatVector c42 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 32);
    FloatVector c43 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 48);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 16);
    FloatVector c52 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 32);
    FloatVector c53 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 48);
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
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 64 + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 128 + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 192 + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 256 + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 320 + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      c53 = a5.fma(b3, c53);
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
    c40.intoArray(c, cOff + 256);
    c41.intoArray(c, cOff + 272);
    c42.intoArray(c, cOff + 288);
    c43.intoArray(c, cOff + 304);
    c50.intoArray(c, cOff + 320);
    c51.intoArray(c, cOff + 336);
    c52.intoArray(c, cOff + 352);
    c53.intoArray(c, cOff + 368);
  }

  private static void rows4x64(
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
    FloatVector c03 = FloatVector.fromArray(S, start, startOff + 48);
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + 16);
    FloatVector c12 = FloatVector.fromArray(S, start, startOff + startRow + 32);
    FloatVector c13 = FloatVector.fromArray(S, start, startOff + startRow + 48);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 16);
    FloatVector c22 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 32);
    FloatVector c23 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 48);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 16);
    FloatVector c32 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 32);
    FloatVector c33 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 48);
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
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 64 + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 128 + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 192 + p]);
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

  private static void rows8x32(
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
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c11 = FloatVector.fromArray(S, start, startOff + startRow + 16);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c21 = FloatVector.fromArray(S, start, startOff + 2 * startRow + 16);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c31 = FloatVector.fromArray(S, start, startOff + 3 * startRow + 16);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c41 = FloatVector.fromArray(S, start, startOff + 4 * startRow + 16);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c51 = FloatVector.fromArray(S, start, startOff + 5 * startRow + 16);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c61 = FloatVector.fromArray(S, start, startOff + 6 * startRow + 16);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c71 = FloatVector.fromArray(S, start, startOff + 7 * startRow + 16);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 32);
      FloatVector b1 = FloatVector.fromArray(S, b, bOff + p * 32 + 16);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 64 + p]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 128 + p]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 192 + p]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 256 + p]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 320 + p]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 384 + p]);
      c60 = a6.fma(b0, c60);
      c61 = a6.fma(b1, c61);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 448 + p]);
      c70 = a7.fma(b0, c70);
      c71 = a7.fma(b1, c71);
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + 16);
    c10.intoArray(c, cOff + 32);
    c11.intoArray(c, cOff + 48);
    c20.intoArray(c, cOff + 64);
    c21.intoArray(c, cOff + 80);
    c30.intoArray(c, cOff + 96);
    c31.intoArray(c, cOff + 112);
    c40.intoArray(c, cOff + 128);
    c41.intoArray(c, cOff + 144);
    c50.intoArray(c, cOff + 160);
    c51.intoArray(c, cOff + 176);
    c60.intoArray(c, cOff + 192);
    c61.intoArray(c, cOff + 208);
    c70.intoArray(c, cOff + 224);
    c71.intoArray(c, cOff + 240);
  }

  private static void rows16x16(
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
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    FloatVector c80 = FloatVector.fromArray(S, start, startOff + 8 * startRow);
    FloatVector c90 = FloatVector.fromArray(S, start, startOff + 9 * startRow);
    FloatVector c100 = FloatVector.fromArray(S, start, startOff + 10 * startRow);
    FloatVector c110 = FloatVector.fromArray(S, start, startOff + 11 * startRow);
    FloatVector c120 = FloatVector.fromArray(S, start, startOff + 12 * startRow);
    FloatVector c130 = FloatVector.fromArray(S, start, startOff + 13 * startRow);
    FloatVector c140 = FloatVector.fromArray(S, start, startOff + 14 * startRow);
    FloatVector c150 = FloatVector.fromArray(S, start, startOff + 15 * startRow);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 16);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 64 + p]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 128 + p]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 192 + p]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 256 + p]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 320 + p]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 384 + p]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 448 + p]);
      c70 = a7.fma(b0, c70);
      FloatVector a8 = FloatVector.broadcast(S, a[aOff + 512 + p]);
      c80 = a8.fma(b0, c80);
      FloatVector a9 = FloatVector.broadcast(S, a[aOff + 576 + p]);
      c90 = a9.fma(b0, c90);
      FloatVector a10 = FloatVector.broadcast(S, a[aOff + 640 + p]);
      c100 = a10.fma(b0, c100);
      FloatVector a11 = FloatVector.broadcast(S, a[aOff + 704 + p]);
      c110 = a11.fma(b0, c110);
      FloatVector a12 = FloatVector.broadcast(S, a[aOff + 768 + p]);
      c120 = a12.fma(b0, c120);
      FloatVector a13 = FloatVector.broadcast(S, a[aOff + 832 + p]);
      c130 = a13.fma(b0, c130);
      FloatVector a14 = FloatVector.broadcast(S, a[aOff + 896 + p]);
      c140 = a14.fma(b0, c140);
      FloatVector a15 = FloatVector.broadcast(S, a[aOff + 960 + p]);
      c150 = a15.fma(b0, c150);
    }
    c00.intoArray(c, cOff);
    c10.intoArray(c, cOff + 16);
    c20.intoArray(c, cOff + 32);
    c30.intoArray(c, cOff + 48);
    c40.intoArray(c, cOff + 64);
    c50.intoArray(c, cOff + 80);
    c60.intoArray(c, cOff + 96);
    c70.intoArray(c, cOff + 112);
    c80.intoArray(c, cOff + 128);
    c90.intoArray(c, cOff + 144);
    c100.intoArray(c, cOff + 160);
    c110.intoArray(c, cOff + 176);
    c120.intoArray(c, cOff + 192);
    c130.intoArray(c, cOff + 208);
    c140.intoArray(c, cOff + 224);
    c150.intoArray(c, cOff + 240);
  }

  private static void rows8x16(
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
    FloatVector c10 = FloatVector.fromArray(S, start, startOff + startRow);
    FloatVector c20 = FloatVector.fromArray(S, start, startOff + 2 * startRow);
    FloatVector c30 = FloatVector.fromArray(S, start, startOff + 3 * startRow);
    FloatVector c40 = FloatVector.fromArray(S, start, startOff + 4 * startRow);
    FloatVector c50 = FloatVector.fromArray(S, start, startOff + 5 * startRow);
    FloatVector c60 = FloatVector.fromArray(S, start, startOff + 6 * startRow);
    FloatVector c70 = FloatVector.fromArray(S, start, startOff + 7 * startRow);
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bOff + p * 16);
      FloatVector a0 = FloatVector.broadcast(S, a[aOff + p]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(S, a[aOff + 64 + p]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(S, a[aOff + 128 + p]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(S, a[aOff + 192 + p]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(S, a[aOff + 256 + p]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(S, a[aOff + 320 + p]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(S, a[aOff + 384 + p]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(S, a[aOff + 448 + p]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cOff);
    c10.intoArray(c, cOff + 16);
    c20.intoArray(c, cOff + 32);
    c30.intoArray(c, cOff + 48);
    c40.intoArray(c, cOff + 64);
    c50.intoArray(c, cOff + 80);
    c60.intoArray(c, cOff + 96);
    c70.intoArray(c, cOff + 112);
  }
}
