package io.github.lstmsweep.train.series;

/**
 * Linear least squares, a row at a time, by Givens rotations (Golub and Van Loan, Matrix
 * Computations, sections 5.1.8 and 6.2): what is kept of all rows is a triangle. The coefficients
 * are held down by a weight of 1e-8, against rows of the order of one next to nothing, so that
 * there is one solution, the small one, where the rows leave several.
 */
final class LeastSquares {
  private static final double WEIGHT = 1e-8;

  private final double[][] triangle; // row i from column i on, and the right side last
  private final double[] rotated;

  /** For rows of so many numbers. */
  LeastSquares(int unknowns) {
    triangle = new double[unknowns][unknowns + 1];
    for (int i = 0; i < unknowns; i++) {
      triangle[i][i] = WEIGHT;
    }
    rotated = new double[unknowns + 1];
  }

  /** One equation, {@code row · x = right}, as well as it can be had. */
  void add(double[] row, double right) {
    int n = triangle.length;
    System.arraycopy(row, 0, rotated, 0, n);
    rotated[n] = right;
    for (int i = 0; i < n; i++) {
      if (rotated[i] == 0) {
        continue;
      }
      double[] kept = triangle[i];
      double length = Math.sqrt(kept[i] * kept[i] + rotated[i] * rotated[i]);
      double cosine = kept[i] / length;
      double sine = rotated[i] / length;
      for (int j = i; j <= n; j++) {
        double below = rotated[j];
        rotated[j] = cosine * below - sine * kept[j];
        kept[j] = cosine * kept[j] + sine * below;
      }
    }
  }

  /** The coefficients of the rows that were added. */
  double[] solution() {
    int n = triangle.length;
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = triangle[i][n];
      for (int j = i + 1; j < n; j++) {
        sum -= triangle[i][j] * x[j];
      }
      x[i] = sum / triangle[i][i];
    }
    return x;
  }
}
