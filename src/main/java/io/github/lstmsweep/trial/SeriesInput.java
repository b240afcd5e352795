package io.github.lstmsweep.trial;

/** How a network reads the values before the one that it forecasts. */
public enum SeriesInput {
  /**
   * All values in one step; a minibatch of windows is one sequence, in the minibatch's order.
   * PyTorch's recurrent modules do this with a two-dimensional minibatch, so d2l.ai's do it with
   * the rows of chapter 9.1.
   */
  WINDOW("window"),
  /** One value per step; the forecast is the output after the last step. */
  SEQUENCE("sequence");

  private final String key;

  SeriesInput(String key) {
    this.key = key;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
