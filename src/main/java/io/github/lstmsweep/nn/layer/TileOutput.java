package io.github.lstmsweep.nn.layer;

/** Makes losses of the top layer's states, and passes their gradient back to them. */
public interface TileOutput {
  /** The maximum number of steps per call of {@link #lossAndGradient}. */
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
   * The sum of the losses of the windows at steps {@code from} to {@code to - 1}. Adds {@code
   * scale} times its gradient to the parameters' gradient, and writes the hidden states' gradient.
   *
   * @param dh start of the hidden states' gradient, for each step panels of [R][width]
   */
  double lossAndGradient(PrefixTree tree, int from, int to, float scale, Gradient gradient, int dh);
}
