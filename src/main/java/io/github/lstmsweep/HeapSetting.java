package io.github.lstmsweep;

/** The mend of every message that says that the Java heap is too small. */
public final class HeapSetting {
  /** Names the settings of both ways to start. */
  public static final String MEND =
      "give it more with LSTM_SWEEP_MEMORY (lstm-sweep) or --driver-memory (spark-submit)";

  private HeapSetting() {}
}
