package io.github.lstmsweep.trial;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The value of every hyperparameter: one point of the search space.
 *
 * @param numSteps number of tokens in one window
 * @param numHiddens number of hidden units in a recurrent layer
 * @param lr learning rate
 * @param batchSize number of windows in one minibatch
 * @param numEpochs number of passes over the training windows
 * @param gradientClip largest L2 norm of the gradient over all parameters; infinite for no clipping
 * @param cell recurrent cell
 * @param numLayers number of recurrent layers
 * @param hiddenActivation the function that bounds the hidden state
 * @param dropout share of the hidden units between two layers that a training step leaves out
 * @param optimizer the formula by which gradients change the parameters
 * @param weightDecay factor of the parameters in the term that is added to their gradient
 * @param keep the epoch whose parameters and scores are the trial's
 * @param seed distinguishes repetitions of one configuration
 * @param tau number of values of a series that a forecast is made from
 * @param input how a network reads the {@code tau} values
 */
public record Hyperparameters(
    int numSteps,
    int numHiddens,
    double lr,
    int batchSize,
    int numEpochs,
    double gradientClip,
    Cell cell,
    int numLayers,
    HiddenActivation hiddenActivation,
    double dropout,
    OptimizerKind optimizer,
    double weightDecay,
    Keep keep,
    long seed,
    int tau,
    SeriesInput input) {

  /** Refuses a value outside its {@link Hyperparameter}'s bounds. */
  public Hyperparameters {
    check(Hyperparameter.NUM_STEPS, numSteps);
    check(Hyperparameter.NUM_HIDDENS, numHiddens);
    check(Hyperparameter.LR, lr);
    check(Hyperparameter.BATCH_SIZE, batchSize);
    check(Hyperparameter.NUM_EPOCHS, numEpochs);
    check(Hyperparameter.GRADIENT_CLIP, gradientClip);
    check(Hyperparameter.NUM_LAYERS, numLayers);
    check(Hyperparameter.DROPOUT, dropout);
    check(Hyperparameter.WEIGHT_DECAY, weightDecay);
    check(Hyperparameter.SEED, seed);
    check(Hyperparameter.TAU, tau);
  }

  /**
   * Returns the given values, with the defaults of a language model for the missing ones.
   *
   * @throws IllegalArgumentException if a value is out of its bounds
   */
  public static Hyperparameters of(Map<Hyperparameter, ?> values) {
    Map<Hyperparameter, Object> all = new EnumMap<>(Hyperparameter.class);
    for (Hyperparameter h : Hyperparameter.values()) {
      Object given = values.get(h);
      all.put(h, given == null ? h.defaultValue() : h.canonical(given));
    }
    return new Hyperparameters(
        whole(all, Hyperparameter.NUM_STEPS),
        whole(all, Hyperparameter.NUM_HIDDENS),
        real(all, Hyperparameter.LR),
        whole(all, Hyperparameter.BATCH_SIZE),
        whole(all, Hyperparameter.NUM_EPOCHS),
        real(all, Hyperparameter.GRADIENT_CLIP),
        named(all, Hyperparameter.CELL, Cell.values(), Cell::key),
        whole(all, Hyperparameter.NUM_LAYERS),
        named(
            all,
            Hyperparameter.HIDDEN_ACTIVATION,
            HiddenActivation.values(),
            HiddenActivation::key),
        real(all, Hyperparameter.DROPOUT),
        named(all, Hyperparameter.OPTIMIZER, OptimizerKind.values(), OptimizerKind::key),
        real(all, Hyperparameter.WEIGHT_DECAY),
        named(all, Hyperparameter.KEEP, Keep.values(), Keep::key),
        (long) all.get(Hyperparameter.SEED),
        whole(all, Hyperparameter.TAU),
        named(all, Hyperparameter.INPUT, SeriesInput.values(), SeriesInput::key));
  }

  /**
   * Returns the value of {@code h}: a {@link Long}, a {@link Double} or a {@link String}, depending
   * on its kind.
   */
  public Object value(Hyperparameter h) {
    return switch (h) {
      case NUM_STEPS -> (Object) ((long) numSteps);
      case NUM_HIDDENS -> (Object) ((long) numHiddens);
      case LR -> (Object) lr;
      case BATCH_SIZE -> (Object) ((long) batchSize);
      case NUM_EPOCHS -> (Object) ((long) numEpochs);
      case GRADIENT_CLIP -> (Object) gradientClip;
      case CELL -> (Object) cell.key();
      case NUM_LAYERS -> (Object) ((long) numLayers);
      case HIDDEN_ACTIVATION -> (Object) hiddenActivation.key();
      case DROPOUT -> (Object) dropout;
      case OPTIMIZER -> (Object) optimizer.key();
      case WEIGHT_DECAY -> (Object) weightDecay;
      case KEEP -> (Object) keep.key();
      case SEED -> (Object) seed;
      case TAU -> (Object) ((long) tau);
      case INPUT -> (Object) input.key();
    };
  }

  /** Returns these values with a different kept epoch. */
  Hyperparameters keeping(Keep kept) {
    return new Hyperparameters(
        numSteps,
        numHiddens,
        lr,
        batchSize,
        numEpochs,
        gradientClip,
        cell,
        numLayers,
        hiddenActivation,
        dropout,
        optimizer,
        weightDecay,
        kept,
        seed,
        tau,
        input);
  }

  private static int whole(Map<Hyperparameter, Object> all, Hyperparameter h) {
    return Math.toIntExact((long) all.get(h));
  }

  private static double real(Map<Hyperparameter, Object> all, Hyperparameter h) {
    return (double) all.get(h);
  }

  private static <E> E named(
      Map<Hyperparameter, Object> all, Hyperparameter h, E[] values, Function<E, String> key) {
    Object name = all.get(h);
    return Stream.of(values)
        .filter(e -> key.apply(e).equals(name))
        .findFirst()
        .orElseThrow(() -> refused(h, name));
  }

  private static void check(Hyperparameter h, Object value) {
    if (!h.accepts(h.canonical(value))) {
      throw refused(h, value);
    }
  }

  private static IllegalArgumentException refused(Hyperparameter h, Object value) {
    return new IllegalArgumentException(
        "Cannot set " + h.key() + " to " + value + ": must be " + h.bound());
  }
}
