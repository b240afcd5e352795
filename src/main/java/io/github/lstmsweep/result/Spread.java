package io.github.lstmsweep.result;

/**
 * A sample in two numbers.
 *
 * @param n its size
 * @param mean NaN without any
 * @param sd standard deviation of the sample, over n - 1; NaN where n is below 2
 */
public record Spread(int n, double mean, double sd) {
  /** Of a sample. */
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
