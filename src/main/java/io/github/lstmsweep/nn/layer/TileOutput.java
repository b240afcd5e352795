package io.github.lstmsweep.nn.layer;

/** Makes losses of the top layer's states, and takes their gradient back to them. */
public interface TileOutput {
  /** Steps that {@link #lossAndGradient} takes at most. */
  int steps();

  /** Starts a gradient, of one tile or of several. */
  void begin();

  /** Ends the gradient begun. */
  void end(Gradient gradient);

  /**
   * The sum of the losses of a step's windows.
   *
   * @param slot of the top layer's states after step t
   */
  double loss(PrefixTree tree, int t, int slot);

  /**
   * The sum of the losses of the windows at steps from to to - 1; adds the gradient of {@code
   * scale} times it to the parameters' and writes that of the hidden states.
   *
   * @param dh where to write it, for each step panels of [R][width]
   */
  double lossAndGradient(PrefixTree tree, int from, int to, float scale, Gradient gradient, int dh);
}
