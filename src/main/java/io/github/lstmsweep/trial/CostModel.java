package io.github.lstmsweep.trial;

/**
 * How long a trial takes on one core: a part for every trained token (the softmax, the gathers, the
 * update) and a part for its FLOP. It orders trials and feeds the first estimate of the remaining
 * time; nothing that is computed depends on it.
 *
 * @param secondsPerToken seconds for each trained token, whatever the network's size
 * @param flopPerSecond FLOP that one core does in a second, as {@link TrialCost#flops} counts them
 */
public record CostModel(double secondsPerToken, double flopPerSecond) {
  /** One core with AVX-512; other processors differ by a factor that the first trials tell. */
  public static final CostModel DEFAULT = new CostModel(8.0e-8, 2.1e11);

  /** Refuses what would predict no time or a negative one. */
  public CostModel {
    positive("secondsPerToken", secondsPerToken);
    positive("flopPerSecond", flopPerSecond);
  }

  /** Predicted seconds on one core. */
  public double seconds(TrialCost cost) {
    return secondsPerToken * cost.trainedTokens() + cost.flops() / flopPerSecond;
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Cannot set " + name + " to " + value + ": must be a finite number above 0");
    }
  }
}
