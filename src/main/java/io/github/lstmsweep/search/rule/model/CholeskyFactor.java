package io.github.lstmsweep.search.rule.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The lower triangular factor L of a covariance K = LLᵀ, which grows row by row. A new point costs
 * one row instead of a whole factorization. The order of the operations is fixed.
 */
final class CholeskyFactor {
  private final List<double[]> rows = new ArrayList<>();

  /** Returns the number of points. */
  int size() {
    return rows.size();
  }

  /**
   * Adds a point.
   *
   * @param covariances of the point with those that are here, in their order
   * @param variance of the point; a smaller one than rounding allows is raised
   */
  void append(double[] covariances, double variance) {
    int size = size();
    double[] row = new double[size + 1];
    double rest = variance;
    for (int i = 0; i < size; i++) {
      row[i] = next(row, i, covariances[i]);
      rest -= row[i] * row[i];
    }
    row[size] = Math.sqrt(Math.max(rest, 1e-10 * variance));
    rows.add(row);
  }

  /**
   * Continues the solution x of Lx = b by one number.
   *
   * @param solution its first {@code i} numbers are solved
   * @param right the number {@code i} of b
   */
  double next(double[] solution, int i, double right) {
    double[] row = rows.get(i);
    double sum = right;
    for (int k = 0; k < i; k++) {
      sum -= row[k] * solution[k];
    }
    return sum / row[i];
  }

  /** Returns the number {@code k} of the row {@code i}. */
  double at(int i, int k) {
    return rows.get(i)[k];
  }

  /** Returns the solution x of Lx = b. */
  double[] solve(double[] right) {
    double[] solution = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      solution[i] = next(solution, i, right[i]);
    }
    return solution;
  }
}
