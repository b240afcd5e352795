package io.github.lstmsweep.nn;

/** A gradient stored like the parameters, somewhere in an array. */
final class Gradient {
  private final float[] floats;
  private final int start;

  /**
   * A gradient in this array.
   *
   * @param start floats before place 0 of {@link ParameterLayout}
   */
  Gradient(float[] floats, int start) {
    this.floats = floats;
    this.start = start;
  }

  /** The array. */
  float[] floats() {
    return floats;
  }

  /** Where the gradient of what {@link ParameterLayout} has at {@code place} lies. */
  int at(int place) {
    return start + place;
  }
}
