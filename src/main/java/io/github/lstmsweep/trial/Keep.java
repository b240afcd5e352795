package io.github.lstmsweep.trial;

/** The epoch whose parameters and scores are those of a trial. */
public enum Keep {
  /** The last epoch. */
  LAST("last"),
  /** The epoch with the lowest validation score, the earliest if several share it. */
  BEST("best");

  private final String key;

  Keep(String key) {
    this.key = key;
  }

  /** Returns the name in YAML and Parquet. */
  public String key() {
    return key;
  }
}
