package io.github.lstmsweep.nd4j;

import io.github.lstmsweep.nn.Optimizer;
import io.github.lstmsweep.nn.TokenWindows;
import io.github.lstmsweep.nn.TrainableModel;
import io.github.lstmsweep.nn.layer.Dropout;
import io.github.lstmsweep.nn.parameter.Parameters;
import io.github.lstmsweep.train.ModelMaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains models of one shape together. Each model has its own thread, which knows nothing of the
 * other models. When all threads have asked for their next minibatch, one of them computes it for
 * all. It computes them as one {@link PackedNetwork} (Wang et al. 2021, "Horizontally Fused
 * Training Array"). A thread that is done leaves, and the others continue.
 */
final class Pack {
  private final DeviceThread device;
  private final List<Member> asking = new ArrayList<>();
  private int parties;
  private int joined;

  // The arrays of the members at the last minibatch, in their order.
  private List<Member> packed = List.of();
  private PackedParameters parameters;
  private PackedParameters gradient;
  private PackedNetwork network;
  private PackedOptimizer optimizer;

  /**
   * Makes a pack that {@code parties} threads will join or leave.
   *
   * @param device thread that computes; closed when all have left
   */
  Pack(int parties, DeviceThread device) {
    this.parties = parties;
    this.device = device;
  }

  /** Adds a model for the calling thread. */
  synchronized Member join(Parameters initial, TokenWindows windows, Optional<Dropout> dropout) {
    return new Member(joined++, initial, windows, dropout);
  }

  /** Returns the maker of this pack's models. */
  ModelMaker maker() {
    return this::join;
  }

  /** Removes one thread. Its training is over, or it will not join. */
  synchronized void leave() {
    parties--;
    computeWhereAllAsk();
    if (parties == 0) {
      device.close();
    }
  }

  /** A request that all members of a minibatch make. */
  private enum Question {
    LOSS,
    GRADIENT
  }

  private void computeWhereAllAsk() {
    if (asking.isEmpty() || asking.size() < parties) {
      return;
    }
    List<Member> members =
        asking.stream().sorted(Comparator.comparingInt(member -> member.place)).toList();
    asking.clear();
    try {
      device.run(() -> compute(members));
    } catch (RuntimeException | Error e) {
      members.forEach(member -> member.failure = e);
    }
    members.forEach(member -> member.answered = true);
    notifyAll();
  }

  private void compute(List<Member> members) {
    if (packed.isEmpty()) {
      begin(members);
    }
    if (!members.equals(packed)) {
      goOnWith(members);
    }
    step();
    Member any = members.get(0);
    int[][] starts = members.stream().map(member -> member.starts).toArray(int[][]::new);
    String arena = any.question + " of " + starts[0].length;
    if (any.question == Question.GRADIENT) {
      device.inArena(arena, () -> lossAndGradient(members, starts));
    } else {
      device.inArena(arena, () -> loss(members, starts));
    }
  }

  private void lossAndGradient(List<Member> members, int[][] starts) {
    List<Dropout> dropout = members.stream().flatMap(member -> member.dropout.stream()).toList();
    double[] losses = network.lossAndGradient(starts, dropout, members.get(0).minibatch, gradient);
    double[] norms = gradient.norms();
    for (int p = 0; p < members.size(); p++) {
      members.get(p).answer(losses[p], norms[p]);
    }
  }

  private void loss(List<Member> members, int[][] starts) {
    PackedNetwork.Losses losses = network.loss(starts);
    for (int p = 0; p < members.size(); p++) {
      members.get(p).answer(losses, p);
    }
  }

  private void begin(List<Member> members) {
    Member any = members.get(0);
    if (members.stream().anyMatch(member -> !member.isShapedLike(any))) {
      throw new IllegalArgumentException("Cannot pack models of different shapes");
    }
    parameters =
        PackedParameters.of(
            any.initial.architecture(), members.stream().map(m -> m.initial.canonical()).toList());
    gradient = parameters.map(array -> Nd4j.zeros(array.shape()));
    network = new PackedNetwork(parameters, any.windows);
    packed = members;
  }

  /** Takes the optimizer's steps for the gradients of the last minibatch. */
  private void step() {
    if (packed.stream().anyMatch(member -> member.update == null)) {
      return;
    }
    if (optimizer == null) {
      optimizer =
          new PackedOptimizer(
              packed.stream().map(member -> member.update.optimizer()).toList(), parameters);
    }
    optimizer.step(
        parameters,
        gradient,
        packed.stream().mapToDouble(member -> member.update.shrink()).toArray());
    packed.forEach(member -> member.update = null);
  }

  private void goOnWith(List<Member> members) {
    int[] kept = members.stream().mapToInt(packed::indexOf).toArray();
    parameters = parameters.only(kept);
    gradient = gradient.only(kept);
    optimizer = optimizer == null ? null : optimizer.only(kept);
    network = new PackedNetwork(parameters, members.get(0).windows);
    packed = members;
  }

  private record Update(Optimizer optimizer, double shrink) {}

  /** One model of the pack. */
  final class Member implements TrainableModel {
    private final int place;
    private final Parameters initial;
    private final TokenWindows windows;
    private final Optional<Dropout> dropout;
    private Update update; // null once the last one was taken
    private long minibatch = -1;

    // The question, and its answer.
    private Question question;
    private int[] starts;
    private boolean answered;
    private Throwable failure;
    private double loss;
    private double norm;
    private float largestH;
    private float largestC;

    private Member(int place, Parameters initial, TokenWindows windows, Optional<Dropout> dropout) {
      this.place = place;
      this.initial = initial;
      this.windows = windows;
      this.dropout = dropout;
    }

    private boolean isShapedLike(Member other) {
      return initial.architecture().equals(other.initial.architecture())
          && windows.equals(other.windows)
          && dropout.isPresent() == other.dropout.isPresent();
    }

    private void answer(double newLoss, double newNorm) {
      loss = newLoss;
      norm = newNorm;
    }

    private void answer(PackedNetwork.Losses losses, int p) {
      loss = losses.loss()[p];
      largestH = losses.largestH()[p];
      largestC = losses.largestC()[p];
    }

    @Override
    public double loss(int[] of, int from, int to) {
      ask(Question.LOSS, of, from, to);
      return loss;
    }

    @Override
    public double lossAndGradient(int[] of, int from, int to) {
      minibatch++;
      ask(Question.GRADIENT, of, from, to);
      return loss;
    }

    private void ask(Question asked, int[] of, int from, int to) {
      synchronized (Pack.this) {
        question = asked;
        starts = Arrays.copyOfRange(of, from, to);
        answered = false;
        asking.add(this);
        computeWhereAllAsk();
        while (!answered) {
          try {
            Pack.this.wait();
          } catch (InterruptedException e) {
            asking.remove(this);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted between minibatches");
          }
        }
        if (failure != null) {
          throw new PackFailedException(failure);
        }
      }
    }

    @Override
    public double gradientNorm() {
      return norm;
    }

    @Override
    public void update(Optimizer by, double clip, double ofGradient) {
      synchronized (Pack.this) {
        update = new Update(by, ofGradient > clip ? clip / ofGradient : 1);
      }
    }

    @Override
    public float largestH() {
      return largestH;
    }

    @Override
    public float largestC() {
      return largestC;
    }

    @Override
    public float[] canonicalParameters() {
      synchronized (Pack.this) {
        AtomicReference<float[]> canonical = new AtomicReference<>();
        device.run(() -> canonical.set(parameters.canonical(packed.indexOf(this))));
        return canonical.get();
      }
    }
  }
}
