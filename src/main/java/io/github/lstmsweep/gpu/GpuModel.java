package io.github.lstmsweep.gpu;

import io.github.lstmsweep.gpu.pack.Pack;
import io.github.lstmsweep.gpu.pack.Request;
import io.github.lstmsweep.nn.NetworkState;
import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.WindowOrder;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.trial.OptimizerKind;
import java.util.Arrays;
import java.util.Optional;

/** A model in training whose parameters lie in a place of a {@link Pack}. */
final class GpuModel implements TrainableModel, AutoCloseable {
  private final Pack pack;
  private final int place;
  private final Optional<WindowOrder> order; // of a text
  private final Optional<Dropout> dropout;
  private Runnable check = () -> {};
  private Request last;
  private Optional<Optimizer.Step> update = Optional.empty();
  private boolean hasMoments;
  private long minibatch = -1;
  private boolean isClosed;

  /**
   * A model in a place that it owns from now on.
   *
   * @param initial parameters in the canonical order
   * @param order of a text's windows; empty for a time series
   */
  GpuModel(
      Pack pack,
      int place,
      float[] initial,
      Optional<WindowOrder> order,
      Optional<Dropout> dropout) {
    this.pack = pack;
    this.place = place;
    this.order = order;
    this.dropout = dropout;
    begin(initial);
  }

  /** Starts from these parameters. */
  void begin(float[] initial) {
    update = Optional.empty();
    hasMoments = false;
    minibatch = -1;
    pack.set(place, new NetworkState(initial, new float[0], new float[0], 1, 1));
  }

  @Override
  public double loss(int[] starts, int from, int to) {
    ask(starts, from, to, false);
    return last.loss();
  }

  @Override
  public double lossAndGradient(int[] starts, int from, int to) {
    minibatch++;
    ask(starts, from, to, true);
    return last.loss();
  }

  private void ask(int[] starts, int from, int to, boolean training) {
    // With dropout, windows with the same text do not have the same states.
    boolean shares = order.isPresent() && (!training || dropout.isEmpty());
    int[] arranged = Arrays.copyOfRange(starts, from, to);
    if (shares) {
      order.get().sort(starts, from, to, arranged);
    }
    answer(
        new Request(
            place,
            training,
            shares,
            arranged,
            minibatch,
            training ? dropout : Optional.empty(),
            update));
  }

  private void answer(Request request) {
    pack.ask(request, check);
    update = Optional.empty();
    last = request;
  }

  /** Makes the step that waits for the next minibatch. */
  private void makeUpdate() {
    if (update.isPresent()) {
      answer(new Request(place, false, false, new int[0], minibatch, Optional.empty(), update));
    }
  }

  @Override
  public double gradientNorm() {
    return last.norm();
  }

  @Override
  public void update(Optimizer optimizer, double clip, double norm) {
    update = Optional.of(optimizer.next(norm > clip ? clip / norm : 1));
    hasMoments |= optimizer.kind() != OptimizerKind.SGD;
  }

  @Override
  public float largestH() {
    return last.largestH();
  }

  @Override
  public float largestC() {
    return last.largestC();
  }

  @Override
  public void checkOften(Runnable newCheck) {
    check = newCheck;
  }

  @Override
  public NetworkState stateWith(Optimizer optimizer) {
    makeUpdate();
    return optimizer.stateWith(
        pack.parameters(place),
        hasMoments ? pack.first(place) : new float[0],
        hasMoments && optimizer.kind() == OptimizerKind.ADAM ? pack.second(place) : new float[0]);
  }

  @Override
  public void restore(NetworkState state, Optimizer optimizer, long minibatches) {
    update = Optional.empty();
    pack.set(place, state);
    optimizer.continueFrom(state);
    hasMoments = state.first().length > 0;
    minibatch = minibatches - 1;
  }

  @Override
  public float[] canonicalParameters() {
    makeUpdate();
    return pack.parameters(place);
  }

  /** The gradient of the last minibatch of training, in the canonical order. */
  float[] canonicalGradient() {
    return pack.gradient(place);
  }

  /** Sets the moments to zero, for an optimizer that has made no step. */
  void forgetMoments() {
    long now = minibatch;
    begin(canonicalParameters());
    minibatch = now;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      pack.free(place);
    }
  }
}
