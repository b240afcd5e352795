package io.github.lstmsweep.nn.kernel;

/**
 * A matrix by rows in a larger array, {@code floats[off + row·stride + column]}; a cursor that is
 * moved, so that the time loop makes no objects.
 */
public final class Matrix {
  /** The array that it lies in. */
  public float[] floats;

  /** Its start. */
  public int off;

  /** Floats from one row to the next. */
  public int stride;

  /** Its rows. */
  public int rows;

  /** Its columns. */
  public int columns;

  /** Moves it to another array or another place. */
  public Matrix at(float[] newFloats, int newOff) {
    floats = newFloats;
    off = newOff;
    return this;
  }

  /** Changes its shape to rows that follow each other without a gap. */
  public Matrix shape(int newRows, int newColumns) {
    return shape(newRows, newColumns, newColumns);
  }

  /** Changes its shape. */
  public Matrix shape(int newRows, int newColumns, int newStride) {
    rows = newRows;
    columns = newColumns;
    stride = newStride;
    return this;
  }
}
