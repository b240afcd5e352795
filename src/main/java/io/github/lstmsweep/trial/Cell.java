package io.github.lstmsweep.trial;

/** The recurrent cells, with PyTorch's formulas. */
public enum Cell {
  /** Hochreiter and Schmidhuber 1997; gates input, forget, cell, output. */
  LSTM("lstm", 4),
  /** Cho et al. 2014, the reset gate applied after the recurrent product; gates r, z, n. */
  GRU("gru", 3),
  /** Elman 1990, one tanh. */
  RNN("rnn", 1);

  private final String key;
  private final int gates;

  Cell(String key, int gates) {
    this.key = key;
    this.gates = gates;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }

  /** Weight matrices H × H of one layer. */
  public int gates() {
    return gates;
  }
}
