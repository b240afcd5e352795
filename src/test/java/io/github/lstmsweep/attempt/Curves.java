package io.github.lstmsweep.attempt;

/** Makes curves for the tests of other packages. */
public final class Curves {
  private Curves() {}

  /** Returns the curve of a trial with these scores, one per epoch. */
  public static CoarseCurve of(double... scores) {
    CoarseCurve curve = CoarseCurve.EMPTY;
    for (double score : scores) {
      curve = curve.with(score);
    }
    return curve;
  }
}
