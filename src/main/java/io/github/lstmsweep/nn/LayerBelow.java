package io.github.lstmsweep.nn;

/** The layer below as it is. */
record LayerBelow(Layer layer) implements LayerInput {
  @Override
  public float[] transposed() {
    return layer.hTransposed();
  }

  @Override
  public int slot(int t, int slot) {
    return layer.slot(slot);
  }

  @Override
  public float[] gradient() {
    return layer.dh();
  }

  @Override
  public void finishGradient(int t, int rows) {
    // It is where it belongs.
  }
}
