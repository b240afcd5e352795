package io.github.lstmsweep.result;

/**
 * Describes a sample by its mean and standard deviation.
 *
 * @param n size of the sample
 * @param mean mean of the sample; NaN if it is empty
 * @param sd standard deviation of the sample, over n - 1; NaN if n is below 2
 */
public record Spread(int n, double mean, double sd) {
  /** Returns the mean and standard deviation of {@code sample}. */
  public static Spread of(double... sample) {
    int n = sample.length;
    double mean = 0;
    for (double x : sample) {
      mean += x / n;
    }
    double squares = 0;
    for (double x : sample) {
      squares += (x - mean) * (x - mean);
    }
    return new Spread(
        n, n == 0 ? Double.NaN : mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)));
  }
}
