package io.github.lstmsweep.sweep.export.mlflow;

/** The names of tags. MLflow gives a meaning to those that begin with its name. */
final class Tag {
  /** The id of the trial, by which an export finds its run again. */
  static final String TRIAL = "lstm_sweep.trial_id";

  /** The name of the sweep. */
  static final String SWEEP = "lstm_sweep.sweep";

  /** Either {@code trial} or {@code sweep}. */
  static final String KIND = "lstm_sweep.kind";

  /** The content of a run that is complete. It is the last thing that an export writes. */
  static final String EXPORTED = "lstm_sweep.exported";

  /** The run of the sweep, below which MLflow shows the runs of its trials. */
  static final String PARENT = "mlflow.parentRunId";

  /** The description that MLflow shows, in Markdown. */
  static final String NOTE = "mlflow.note.content";

  /** The program that made the run. */
  static final String SOURCE = "mlflow.source.name";

  private static final String OWN = "lstm_sweep.";

  private Tag() {}

  /** Returns the name of the tag that has the value of a column. */
  static String of(String column) {
    return OWN + column;
  }
}
