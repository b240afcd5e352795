package io.github.lstmsweep.nn.kernel.vector;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.LANES;
import static io.github.lstmsweep.nn.kernel.vector.VectorLanes.SPECIES;

import io.github.lstmsweep.nn.kernel.Product;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Multiplies a strip of four rows with a panel, for vectors of 8 or 4 lanes. C has two vectors per
 * row, so eight sums are in flight. That is the capacity of 16 registers.
 */
final class VectorProducts {
  private VectorProducts() {}

  static void multiplyRows(Product x, int rows, int terms) {
    begin(x, rows);
    for (int i = 0; i < rows; i += 4) {
      int a = x.aOff + i * x.aStride;
      int c = x.cOff + i * x.width;
      for (int j = 0; j < x.columns; j += 2 * LANES) {
        strip(x.a, a, x.aStride, 1, x.b, x.bOff + j, x.c, c + j, terms, x.width);
      }
    }
  }

  static void multiplyColumns(Product x, int rows, int terms) {
    begin(x, rows);
    for (int i = 0; i < rows; i += 4) {
      int a = x.aOff + i;
      int c = x.cOff + i * x.width;
      for (int j = 0; j < x.columns; j += 2 * LANES) {
        strip(x.a, a, 1, ROWS, x.b, x.bOff + j, x.c, c + j, terms, x.width);
      }
    }
  }

  /** Sets C to the start of the sums. */
  private static void begin(Product x, int rows) {
    if (x.start == x.c && x.startOff == x.cOff) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      int from = x.startOff + i * x.startStride;
      System.arraycopy(x.start, from, x.c, x.cOff + i * x.width, x.width);
    }
  }

  static void multiplyLanes(Product x, int rows, int terms) {
    for (int i = 0; i < rows; i++) {
      int c = x.cOff + i * ROWS;
      Arrays.fill(x.c, c, c + ROWS, x.start[x.startOff + i]);
    }
    for (int i = 0; i < rows; i += 4) {
      int a = x.aOff + i * x.aStride;
      int c = x.cOff + i * ROWS;
      for (int j = 0; j < x.columns; j += 2 * LANES) {
        strip(x.a, a, x.aStride, 1, x.b, x.bOff + j, x.c, c + j, terms, ROWS);
      }
    }
  }

  private static void strip(
      float[] a,
      int aOff,
      int aRow,
      int aStep,
      float[] b,
      int bOff,
      float[] c,
      int cOff,
      int k,
      int width) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cOff);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, cOff + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, cOff + width);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, cOff + width + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, cOff + 2 * width);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, cOff + 2 * width + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, cOff + 3 * width);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, cOff + 3 * width + LANES);
    int ap = aOff;
    int bp = bOff;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[ap + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[ap + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[ap + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      ap += aStep;
      bp += width;
    }
    c00.intoArray(c, cOff);
    c01.intoArray(c, cOff + LANES);
    c10.intoArray(c, cOff + width);
    c11.intoArray(c, cOff + width + LANES);
    c20.intoArray(c, cOff + 2 * width);
    c21.intoArray(c, cOff + 2 * width + LANES);
    c30.intoArray(c, cOff + 3 * width);
    c31.intoArray(c, cOff + 3 * width + LANES);
  }
}
