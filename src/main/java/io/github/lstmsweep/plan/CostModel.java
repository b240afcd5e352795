package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.Trial;

/**
 * How long a trial takes on one core: for every trained token a part of its own, a part for each
 * hidden unit's gate (the elementwise pass), a part for each logit (the softmax), and its FLOP. A
 * validated token goes forward only. It orders trials and feeds the first estimate of the remaining
 * time; nothing that is computed depends on it.
 *
 * <p>Windows of a minibatch that begin alike share the states of their first steps, so that a
 * window of characters computes {@code T - s(1 - exp(-T/s))} of its T steps.
 *
 * @param secondsPerToken seconds for each trained token, whatever the network's size
 * @param secondsPerGate seconds for each gate of each hidden unit of each layer
 * @param secondsPerLogit seconds for each token of the vocabulary
 * @param flopPerSecond FLOP that one core does in a second, as {@link TrialCost#flops} counts them
 * @param sharedSteps s: steps that long windows of characters share where there are 28 of them
 */
public record CostModel(
    double secondsPerToken,
    double secondsPerGate,
    double secondsPerLogit,
    double flopPerSecond,
    double sharedSteps) {
  /*
   * Fitted to the trained tokens a second on one AMD EPYC core (Zen 5, AVX-512) in
   * docs/performance.md: within 11% of each of them, but for 8 steps of 8 units (29% too fast).
   * Validation without the FLOP took three quarters of what training without them did.
   */

  /** One core with AVX-512; other processors differ by a factor that the first trials tell. */
  public static final CostModel DEFAULT = new CostModel(2.7e-8, 5e-11, 7.1e-10, 2.16e11, 3.5);

  private static final double FORWARD_ONLY = 0.75;

  /** Tokens of the text that it was fitted to. */
  private static final int FITTED_VOCAB = 28;

  /** Beside an LSTM of as many gates, as a GRU is: its one tanh. */
  private static final double RNN = 0.85;

  /** Refuses what would predict no time or a negative one. */
  public CostModel {
    positive("secondsPerToken", secondsPerToken);
    positive("secondsPerGate", secondsPerGate);
    positive("secondsPerLogit", secondsPerLogit);
    positive("flopPerSecond", flopPerSecond);
    positive("sharedSteps", sharedSteps);
  }

  /** Predicted seconds on one core. */
  public double seconds(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    Dataset d = trial.dataset();
    TrialCost cost = TrialCost.of(trial);
    double gates = (double) p.cell().gates() * p.numHiddens() * p.numLayers();
    double token =
        secondsPerToken + secondsPerGate * gates + secondsPerLogit * (double) d.vocabSize();
    double validatedTokens =
        (double) d.validationWindows() / d.trainWindows() * cost.trainedTokens();
    return computedShare(p, d)
        * cellFactor(p.cell())
        * (token * (cost.trainedTokens() + FORWARD_ONLY * validatedTokens)
            + cost.flops() / flopPerSecond);
  }

  /** Of a window's steps, those whose states no other window has; words hardly begin alike. */
  private double computedShare(Hyperparameters p, Dataset d) {
    if (!d.tokens().equals("char")) {
      return 1;
    }
    // The more characters there are, the sooner windows go apart.
    double shared = sharedSteps * Math.log(FITTED_VOCAB) / Math.log(Math.max(2, d.vocabSize()));
    double steps = p.numSteps() / shared;
    return 1 + Math.expm1(-steps) / steps;
  }

  private static double cellFactor(Cell cell) {
    return switch (cell) {
      case LSTM, GRU -> 1;
      case RNN -> RNN;
    };
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "Cannot set " + name + " to " + value + ": must be a finite number above 0");
    }
  }
}
