package io.github.lstmsweep.train.series;

/**
 * Solves linear least squares, one row at a time, by Givens rotations. It keeps only a triangle of
 * all rows (Golub and Van Loan, Matrix Computations, sections 5.1.8 and 6.2). A weight of 1e-8
 * holds the coefficients down; it is negligible against rows of the order of one. If the rows allow
 * several solutions, the weight selects the small one.
 */
final class LeastSquares {
  private static final double WEIGHT = 1e-8;

  private final double[][] triangle; // row i from column i on, then the right side
  private final double[] rotated;

  /** Prepares for rows of {@code unknowns} numbers. */
  LeastSquares(int unknowns) {
    triangle = new double[unknowns][unknowns + 1];
    for (int i = 0; i < unknowns; i++) {
      triangle[i][i] = WEIGHT;
    }
    rotated = new double[unknowns + 1];
  }

  /** Adds one equation, {@code row · x = right}, to be met as well as possible. */
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

  /** Returns the coefficients for the rows that were added. */
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
