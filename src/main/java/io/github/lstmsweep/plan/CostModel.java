package io.github.lstmsweep.plan;

import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.Dataset;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.SequenceShape;
import io.github.lstmsweep.trial.Trial;

/**
 * Predicts the seconds that a trial takes on one core. The time of a trained token has four parts:
 * a constant, one per gate (the elementwise pass), one per logit (the softmax), and its FLOP. A
 * validated token has only a forward pass. {@link FixedTimes} adds the times of minibatches and of
 * the trial, and {@link ForecastReach} says which forecasts end it. The prediction orders trials
 * and feeds the first estimate of the remaining time. No result depends on it.
 *
 * <p>Windows of a minibatch that begin alike share the states of their first steps. So a window of
 * characters computes {@code T - s(1 - exp(-T/s))} of its T steps.
 *
 * @param secondsPerToken seconds per trained token, whatever the network's size
 * @param secondsPerGate seconds per gate of each hidden unit of each layer
 * @param secondsPerLogit seconds per token of the vocabulary
 * @param flopPerSecond FLOP per second of one core, as {@link TrialCost#flops} counts them
 * @param sharedSteps s: steps that long windows share in a text of 28 different characters
 * @param fixed times that do not grow with the tokens
 */
public record CostModel(
    double secondsPerToken,
    double secondsPerGate,
    double secondsPerLogit,
    double flopPerSecond,
    double sharedSteps,
    FixedTimes fixed) {
  /*
   * The constants are fitted to the trained tokens per second on one AMD EPYC core (Zen 5, AVX-512)
   * in docs/performance.md. They are within 11% of each figure, except for 8 steps of 8 units (29%
   * too fast). Without the FLOP, validation took three quarters of the time of training.
   *
   * The fixed times were measured on one Intel Xeon core as processor time of the thread, and
   * divided by 1.38. That is the time of large minibatches of characters on it, relative to this
   * model. docs/performance.md has the figures.
   */

  /** One core with AVX-512. Other processors differ by a factor, which the first trials measure. */
  public static final CostModel DEFAULT =
      new CostModel(
          2.7e-8,
          5e-11,
          7.1e-10,
          2.16e11,
          3.5,
          new FixedTimes(3.6e-3, 5.4e-6, 8.1e-10, 1.1e-7, 6.9e-11));

  private static final double FORWARD_ONLY = 0.75;

  /** The vocabulary of the text that the constants are fitted to. */
  private static final int FITTED_VOCAB = 28;

  /**
   * Time of an RNN relative to an LSTM with as many gates; it has only one tanh. A GRU takes as
   * long as an LSTM.
   */
  private static final double RNN = 0.85;

  /**
   * Time of an MGU relative to an LSTM with as many gates; a slot of each unit is empty. On an
   * Intel Xeon core it was 1.03 at 32 units and 1.17 at 128.
   */
  private static final double MGU = 1.1;

  /** Refuses constants that would predict no time or a negative time. */
  public CostModel {
    positive("secondsPerToken", secondsPerToken);
    positive("secondsPerGate", secondsPerGate);
    positive("secondsPerLogit", secondsPerLogit);
    positive("flopPerSecond", flopPerSecond);
    positive("sharedSteps", sharedSteps);
  }

  /** Returns the predicted seconds on one core. */
  public double seconds(Trial trial) {
    Hyperparameters p = trial.hyperparameters();
    Dataset d = trial.dataset();
    TrialCost cost = TrialCost.of(trial);
    double gates = (double) p.cell().gates() * p.numHiddens() * p.numLayers();
    double token =
        secondsPerToken + secondsPerGate * gates + secondsPerLogit * (double) d.vocabSize();
    int steps = SequenceShape.of(p, d).stepsOfWindow();
    double forecastTokens = Passes.forecasts(p, d).windows() * steps;
    double validatedTokens =
        (double) d.validationWindows() / d.trainWindows() * cost.trainedTokens() + forecastTokens;
    double flops = cost.flops() + TrialCost.forwardFlopsOfToken(p, d) * forecastTokens;
    return computedShare(p, d)
            * cellFactor(p.cell())
            * (token * (cost.trainedTokens() + FORWARD_ONLY * validatedTokens)
                + flops / flopPerSecond)
        + fixed.seconds(trial);
  }

  /**
   * Returns the share of a window's steps whose states no other window has. Windows of words hardly
   * ever begin alike.
   */
  public double computedShare(Hyperparameters p, Dataset d) {
    if (!d.tokens().equals("char")) {
      return 1;
    }
    // In a larger vocabulary windows diverge sooner.
    double shared = sharedSteps * Math.log(FITTED_VOCAB) / Math.log(Math.max(2, d.vocabSize()));
    double steps = p.numSteps() / shared;
    return 1 + Math.expm1(-steps) / steps;
  }

  private static double cellFactor(Cell cell) {
    return switch (cell) {
      case LSTM, GRU -> 1;
      case MGU -> MGU;
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
