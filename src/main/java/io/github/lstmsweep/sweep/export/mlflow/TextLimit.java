package io.github.lstmsweep.sweep.export.mlflow;

/**
 * Cuts texts to the lengths that MLflow accepts. The limits are those of old servers, because newer
 * ones accept longer texts.
 */
enum TextLimit {
  /** The value of a parameter. */
  PARAM(500),
  /** The value of a tag. */
  TAG(5_000);

  private static final String CUT = "…";

  private final int most;

  TextLimit(int most) {
    this.most = most;
  }

  /** Returns the text, or its beginning with an ellipsis. */
  String of(String text) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - CUT.length();
    // A character outside the first plane has two halves.
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }
}
