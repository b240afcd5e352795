package io.github.lstmsweep.trial;

import java.util.EnumMap;
import java.util.Map;

/**
 * One point of the search space.
 *
 * @param numSteps tokens in one window
 * @param numHiddens hidden units of the recurrent layer
 * @param lr learning rate
 * @param batchSize windows in one minibatch
 * @param numEpochs passes over the training windows
 * @param gradientClip largest L2 norm of the gradient over all parameters; infinite for no clipping
 * @param seed distinguishes repetitions of one configuration
 */
public record Hyperparameters(
    int numSteps,
    int numHiddens,
    double lr,
    int batchSize,
    int numEpochs,
    double gradientClip,
    long seed) {

  /** Refuses a value outside its {@link Hyperparameter}'s bounds. */
  public Hyperparameters {
    check(Hyperparameter.NUM_STEPS, numSteps);
    check(Hyperparameter.NUM_HIDDENS, numHiddens);
    check(Hyperparameter.LR, lr);
    check(Hyperparameter.BATCH_SIZE, batchSize);
    check(Hyperparameter.NUM_EPOCHS, numEpochs);
    check(Hyperparameter.GRADIENT_CLIP, gradientClip);
    check(Hyperparameter.SEED, seed);
  }

  /** The values given, and the defaults for all others. */
  public static Hyperparameters of(Map<Hyperparameter, ? extends Number> values) {
    Map<Hyperparameter, Number> all = new EnumMap<>(Hyperparameter.class);
    for (Hyperparameter h : Hyperparameter.values()) {
      Number given = values.get(h);
      all.put(h, given == null ? h.defaultValue() : h.canonical(given));
    }
    return new Hyperparameters(
        Math.toIntExact(all.get(Hyperparameter.NUM_STEPS).longValue()),
        Math.toIntExact(all.get(Hyperparameter.NUM_HIDDENS).longValue()),
        all.get(Hyperparameter.LR).doubleValue(),
        Math.toIntExact(all.get(Hyperparameter.BATCH_SIZE).longValue()),
        Math.toIntExact(all.get(Hyperparameter.NUM_EPOCHS).longValue()),
        all.get(Hyperparameter.GRADIENT_CLIP).doubleValue(),
        all.get(Hyperparameter.SEED).longValue());
  }

  /** The value of {@code h}: a {@link Long} or a {@link Double}, by its kind. */
  public Number value(Hyperparameter h) {
    return switch (h) {
      case NUM_STEPS -> (Number) (long) numSteps;
      case NUM_HIDDENS -> (Number) (long) numHiddens;
      case LR -> (Number) lr;
      case BATCH_SIZE -> (Number) (long) batchSize;
      case NUM_EPOCHS -> (Number) (long) numEpochs;
      case GRADIENT_CLIP -> (Number) gradientClip;
      case SEED -> (Number) seed;
    };
  }

  private static void check(Hyperparameter h, Number value) {
    if (!h.accepts(h.canonical(value))) {
      throw new IllegalArgumentException(
          "Cannot set " + h.key() + " to " + value + ": must be " + h.bound());
    }
  }
}
