package io.github.lstmsweep.trial;

/** How a network reads the values before the one that it forecasts. */
public enum SeriesInput {
  /**
   * All of them at one step; a minibatch of windows is one sequence, in its order (what PyTorch's
   * recurrent modules do with a minibatch of two dimensions, and so d2l.ai's with the rows of
   * chapter 9.1).
   */
  WINDOW("window"),
  /** One value a step; the forecast is that after the last. */
  SEQUENCE("sequence");

  private final String key;

  SeriesInput(String key) {
    this.key = key;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
