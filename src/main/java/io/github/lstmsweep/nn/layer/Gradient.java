package io.github.lstmsweep.nn.layer;

import io.github.lstmsweep.nn.parameter.ParameterLayout;

/** A gradient in a part of an array, stored like the parameters. */
public final class Gradient {
  private final float[] floats;
  private final int start;

  /**
   * A gradient in this array.
   *
   * @param start floats before place 0 of {@link ParameterLayout}
   */
  public Gradient(float[] floats, int start) {
    this.floats = floats;
    this.start = start;
  }

  /** The array. */
  public float[] floats() {
    return floats;
  }

  /** Index in the array of the gradient for {@code place} in {@link ParameterLayout}. */
  public int at(int place) {
    return start + place;
  }
}
