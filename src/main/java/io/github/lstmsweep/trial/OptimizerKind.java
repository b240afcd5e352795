package io.github.lstmsweep.trial;

/** How gradients move the parameters, with PyTorch's formulas and defaults. */
public enum OptimizerKind {
  /** {@code w -= lr·g}. */
  SGD("sgd"),
  /** SGD with a momentum of 0.9, undamped. */
  MOMENTUM("momentum"),
  /** Kingma and Ba 2015, betas 0.9 and 0.999, epsilon 1e-8. */
  ADAM("adam");

  private final String key;

  OptimizerKind(String key) {
    this.key = key;
  }

  /** The name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
