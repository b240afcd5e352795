package io.github.lstmsweep.nn.layer;

import io.github.lstmsweep.nn.parameter.ParameterLayout;

/** A gradient stored like the parameters, somewhere in an array. */
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

  /** Where the gradient of what {@link ParameterLayout} has at {@code place} lies. */
  public int at(int place) {
    return start + place;
  }
}
