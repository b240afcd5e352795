package io.github.lstmsweep.nn.kernel;

/**
 * The operands and the result of a product {@code C = S + A·B}, places in larger arrays. It is a
 * cursor that is moved, so that the time loop makes no objects: arrays, strides and widths are set
 * once, and what changes from step to step is moved.
 *
 * <p>B and C are panels. The methods of {@link Kernels} say how A and S lie.
 */
public final class Product {
  /** The array that A lies in. */
  public float[] a;

  /** Start of A. */
  public int aOff;

  /** Floats from one row of A to the next, or from one column where A is transposed. */
  public int aStride;

  /** The array that B lies in. */
  public float[] b;

  /** Start of B. */
  public int bOff;

  /** The array that S lies in, the starts of the sums. */
  public float[] start;

  /** Start of S. */
  public int startOff;

  /** Floats from one row of S to the next; 0 if S is one row for all. */
  public int startStride;

  /** The array that C lies in. */
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
   * @param newColumns {@code newWidth}, or 48 of 64; any number for {@link Kernels#multiplyLanes}
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

  /** Sets C, and S to C: the product is added. The panel's width comes first. */
  public Product addTo(float[] floats, int off) {
    return c(floats, off).start(floats, off, width);
  }

  /** Moves C, and S with it. */
  public Product addTo(int off) {
    return c(off).start(off);
  }
}
