package io.github.lstmsweep.nn;

import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.trial.Hyperparameters;
import io.github.lstmsweep.trial.OptimizerKind;

/**
 * Moves parameters against their gradient, with the formulas of PyTorch's {@code SGD} and {@code
 * Adam} (Kingma and Ba 2015, algorithm 1). Weight decay is added to the gradient. The loops are
 * plain, and the compiler vectorizes them.
 */
public final class Optimizer {
  /** The share of the velocity that a step of momentum keeps. */
  public static final float MOMENTUM = 0.9f;

  /** The share of the first moment that a step of Adam keeps. */
  public static final double BETA1 = 0.9;

  /** The share of the second moment that a step of Adam keeps. */
  public static final double BETA2 = 0.999;

  /** The number that Adam adds to the square root in its denominator. */
  public static final float EPSILON = 1e-8f;

  private final OptimizerKind kind;
  private final double lr;
  private final float weightDecay;
  private float[] first = new float[0]; // the velocity, or Adam's first moment
  private float[] second = new float[0]; // Adam's second moment
  private double beta1Power = 1;
  private double beta2Power = 1;

  /** An optimizer that has made no step. */
  public Optimizer(OptimizerKind kind, double lr, double weightDecay) {
    this.kind = kind;
    this.lr = lr;
    this.weightDecay = (float) weightDecay;
  }

  /** Returns the optimizer of a trial, which has made no step. */
  public static Optimizer of(Hyperparameters hyperparameters) {
    return new Optimizer(
        hyperparameters.optimizer(), hyperparameters.lr(), hyperparameters.weightDecay());
  }

  /**
   * Returns the state after the steps so far.
   *
   * @param parameters the parameters that it moves
   */
  NetworkState stateWith(Parameters parameters) {
    return new NetworkState(
        parameters.canonical(),
        canonical(first, parameters),
        canonical(second, parameters),
        beta1Power,
        beta2Power);
  }

  private static float[] canonical(float[] moment, Parameters parameters) {
    return moment.length == 0 ? moment : parameters.canonical(moment);
  }

  /**
   * Continues from a state: sets the parameters, and goes on as after the steps that led there.
   *
   * @param parameters the parameters that it moves
   */
  void restore(NetworkState state, Parameters parameters) {
    parameters.set(state.parameters());
    first = stored(state.first(), parameters);
    second = stored(state.second(), parameters);
    beta1Power = state.beta1Power();
    beta2Power = state.beta2Power();
  }

  private static float[] stored(float[] moment, Parameters parameters) {
    return moment.length == 0 ? moment : parameters.stored(moment);
  }

  /** The formula of this optimizer. */
  public OptimizerKind kind() {
    return kind;
  }

  /** The learning rate. */
  public double lr() {
    return lr;
  }

  /** The factor of the parameters in the term that is added to the gradient. */
  public float weightDecay() {
    return weightDecay;
  }

  /**
   * Makes one step.
   *
   * @param w parameters
   * @param g their gradient; overwritten
   * @param n number of parameters
   * @param shrink factor that clips the gradient, at most 1
   */
  public void step(float[] w, float[] g, int n, double shrink) {
    // A minibatch makes no object, so no Step.
    advance();
    float factor = factor(shrink);
    if (isPlain()) {
      add(factor, g, w, n);
      return;
    }
    scaleAndDecay(w, g, n, (float) shrink);
    switch (kind) {
      case SGD -> add(factor, g, w, n);
      case MOMENTUM -> momentum(w, g, n, factor);
      case ADAM -> adam(w, g, n, factor, correction());
    }
  }

  private boolean isPlain() {
    return kind == OptimizerKind.SGD && weightDecay == 0f;
  }

  private void advance() {
    if (kind == OptimizerKind.ADAM) {
      beta1Power *= BETA1;
      beta2Power *= BETA2;
    }
  }

  private float factor(double shrink) {
    if (kind == OptimizerKind.ADAM) {
      return (float) (-lr / (1 - beta1Power));
    }
    return isPlain() ? (float) (-lr * shrink) : (float) -lr;
  }

  private float correction() {
    return kind == OptimizerKind.ADAM ? (float) (1 / Math.sqrt(1 - beta2Power)) : 1;
  }

  /**
   * The numbers of one step.
   *
   * @param kind formula of the optimizer
   * @param isPlain whether the gradient is neither scaled nor decayed before the factor
   * @param factor of the gradient, the velocity or Adam's quotient; negative
   * @param shrink factor that clips the gradient, unless the step is plain
   * @param weightDecay factor of the parameters in the term that is added to the gradient
   * @param correction of the square root in Adam's denominator
   */
  public record Step(
      OptimizerKind kind,
      boolean isPlain,
      float factor,
      float shrink,
      float weightDecay,
      float correction) {}

  /**
   * Takes the numbers of the next step, for parameters that are not in this process's heap.
   *
   * @param clipping factor that clips the gradient, at most 1
   */
  public Step next(double clipping) {
    advance();
    return new Step(kind, isPlain(), factor(clipping), (float) clipping, weightDecay, correction());
  }

  /**
   * Returns the state of parameters that are not in this process's heap, after the steps so far.
   */
  public NetworkState stateWith(float[] canonical, float[] firstMoment, float[] secondMoment) {
    return new NetworkState(canonical, firstMoment, secondMoment, beta1Power, beta2Power);
  }

  /** Continues after the steps of a state whose arrays are not in this process's heap. */
  public void continueFrom(NetworkState state) {
    beta1Power = state.beta1Power();
    beta2Power = state.beta2Power();
  }

  private static void add(float factor, float[] g, float[] w, int n) {
    for (int i = 0; i < n; i++) {
      w[i] = Math.fma(factor, g[i], w[i]);
    }
  }

  private void scaleAndDecay(float[] w, float[] g, int n, float shrink) {
    for (int i = 0; i < n; i++) {
      g[i] = Math.fma(weightDecay, w[i], shrink * g[i]);
    }
  }

  private void momentum(float[] w, float[] g, int n, float step) {
    if (first.length == 0) {
      first = new float[n];
    }
    float[] velocity = first;
    for (int i = 0; i < n; i++) {
      velocity[i] = Math.fma(MOMENTUM, velocity[i], g[i]);
      w[i] = Math.fma(step, velocity[i], w[i]);
    }
  }

  private void adam(float[] w, float[] g, int n, float step, float correction) {
    if (first.length == 0) {
      first = new float[n];
      second = new float[n];
    }
    float[] m = first;
    float[] v = second;
    float b1 = (float) BETA1;
    float b2 = (float) BETA2;
    float c1 = (float) (1 - BETA1);
    float c2 = (float) (1 - BETA2);
    for (int i = 0; i < n; i++) {
      m[i] = Math.fma(b1, m[i], c1 * g[i]);
      v[i] = Math.fma(b2, v[i], c2 * (g[i] * g[i]));
      float root = (float) Math.sqrt(v[i]);
      w[i] = Math.fma(step, m[i] / Math.fma(root, correction, EPSILON), w[i]);
    }
  }
}
