package io.github.lstmsweep.trial;

/** The optimizers, with PyTorch's formulas and defaults. */
public enum OptimizerKind {
  /** Stochastic gradient descent: {@code w -= lr·g}. */
  SGD("sgd"),
  /** SGD with a momentum of 0.9, without dampening. */
  MOMENTUM("momentum"),
  /** Kingma and Ba 2015, betas 0.9 and 0.999, epsilon 1e-8. */
  ADAM("adam");

  private final String key;

  OptimizerKind(String key) {
    this.key = key;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
