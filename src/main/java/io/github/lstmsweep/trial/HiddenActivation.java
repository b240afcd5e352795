package io.github.lstmsweep.trial;

/**
 * The function through which a cell's content becomes its hidden state: an LSTM's {@code h =
 * o·f(c)}, a GRU's candidate {@code n = f(·)}, an RNN's {@code h = f(·)}.
 */
public enum HiddenActivation {
  /** The standard cell. */
  TANH("tanh"),
  /** Nothing bounds the hidden state (d2l.ai, chapter 10.1, exercise 4). */
  IDENTITY("identity");

  private final String key;

  HiddenActivation(String key) {
    this.key = key;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
