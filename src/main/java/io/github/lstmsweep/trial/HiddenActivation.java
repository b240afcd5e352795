package io.github.lstmsweep.trial;

/**
 * The function f that turns a cell's content into its hidden state. An LSTM has {@code h = o·f(c)},
 * the candidate of a GRU and an MGU is {@code n = f(·)}, and an RNN has {@code h = f(·)}.
 */
public enum HiddenActivation {
  /** The hyperbolic tangent of the standard cell. */
  TANH("tanh"),
  /** No function, so the hidden state is unbounded (d2l.ai, chapter 10.1, exercise 4). */
  IDENTITY("identity");

  private final String key;

  HiddenActivation(String key) {
    this.key = key;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
