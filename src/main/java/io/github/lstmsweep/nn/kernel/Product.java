package io.github.lstmsweep.nn.kernel;

/**
 * The places of the operands and the result of a product {@code C = S + A·B}. It is a cursor that
 * is moved, so that the time loop makes no objects. Arrays and strides are set once, and the starts
 * are moved.
 *
 * <p>B and C are panels. The method of {@link Kernels} that multiplies decides the form of A and S.
 */
public final class Product {
  /** The array of A. */
  public float[] a;

  /** Start of A. */
  public int aOff;

  /** Floats from one row of A to the next, or from one column to the next if A is transposed. */
  public int aStride;

  /** The array of B. */
  public float[] b;

  /** Start of B. */
  public int bOff;

  /** The array of S, the start of each sum. */
  public float[] start;

  /** Start of S. */
  public int startOff;

  /** Floats from one row of S to the next; 0 if S is a single row for all. */
  public int startStride;

  /** The array of C. */
  public float[] c;

  /** Start of C. */
  public int cOff;

  /** Columns of the panels B and C. */
  public int width;

  /** Columns of C that are wanted. */
  public int columns;

  /** Wants all columns of panels of this width. */
  public Product panel(int newWidth) {
    return panel(newWidth, newWidth);
  }

  /**
   * Wants the first columns of panels.
   *
   * @param newColumns {@code newWidth}, or 32 or 48 of 64; any number for {@link
   *     Kernels#multiplyLanes}
   */
  public Product panel(int newWidth, int newColumns) {
    width = newWidth;
    columns = newColumns;
    return this;
  }

  /** Wants the first columns of C. */
  public Product columns(int wanted) {
    columns = wanted;
    return this;
  }

  /** Sets A. */
  public Product a(float[] floats, int off, int stride) {
    a = floats;
    aOff = off;
    aStride = stride;
    return this;
  }

  /** Moves A. */
  public Product a(int off) {
    aOff = off;
    return this;
  }

  /** Sets B. */
  public Product b(float[] floats, int off) {
    b = floats;
    bOff = off;
    return this;
  }

  /** Moves B. */
  public Product b(int off) {
    bOff = off;
    return this;
  }

  /** Sets S. */
  public Product start(float[] floats, int off, int stride) {
    start = floats;
    startOff = off;
    startStride = stride;
    return this;
  }

  /** Moves S. */
  public Product start(int off) {
    startOff = off;
    return this;
  }

  /** Sets C. */
  public Product c(float[] floats, int off) {
    c = floats;
    cOff = off;
    return this;
  }

  /** Moves C. */
  public Product c(int off) {
    cOff = off;
    return this;
  }

  /** Sets C, and S to C, so that the product is added. Set the panel's width first. */
  public Product addTo(float[] floats, int off) {
    return c(floats, off).start(floats, off, width);
  }

  /** Moves C, and S with it. */
  public Product addTo(int off) {
    return c(off).start(off);
  }
}
