package io.github.lstmsweep.nn;

/** What a layer above the first reads, and where it leaves the gradient of that. */
interface LayerInput {
  /** Hidden states of the layer below, transposed. */
  float[] transposed();

  /** Start of step t's states, which the layer below has in {@code slot}. */
  int slot(int t, int slot);

  /** Where to add the gradient of one step, panels of [R][width]. */
  float[] gradient();

  /** Takes the gradient of step t, once it is whole. */
  void finishGradient(int t, int rows);
}
