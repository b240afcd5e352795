package io.github.lstmsweep.nn;

import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.nn.kernel.Kernels;
import io.github.lstmsweep.nn.layer.Gradient;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.KernelWeights;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * Trains a model of sequences: minibatches of windows go in, mean losses and gradients come out. A
 * minibatch is cut into tiles, and the tiles are dealt to {@link #SHARDS} shards. Each shard sums
 * its tiles' gradients in their order, and the shards are added in theirs. So the bits do not
 * depend on the number of threads. The task decides the content of a window and its loss.
 */
public abstract class SequenceModel implements TrainableModel {
  /** The parts of a minibatch that may run at the same time. */
  public static final int SHARDS = 4;

  private final Kernels kernels;
  private final Parameters parameters;
  private final KernelWeights packed;
  private final ShardRunner runner;
  private final TileMaker maker;
  private final Deque<Tile> tiles = new ArrayDeque<>();
  private final Gradient[] gradients = new Gradient[SHARDS];
  private final double[] losses = new double[SHARDS];
  private final float[] largestH = new float[SHARDS];
  private final float[] largestC = new float[SHARDS];
  private final double[] squares = new double[8];
  private final IntConsumer lossOfShard = this::lossOfShard;
  private final IntConsumer gradientOfShard = this::gradientOfShard;

  private Runnable check = () -> {};
  private boolean isPacked;
  private long minibatch = -1;
  private int[] minibatchWindows = new int[0];
  private int count;

  /**
   * A model over these parameters.
   *
   * @param runner runs a minibatch's shards
   * @param maker makes as many tiles as threads work at the same time
   */
  SequenceModel(Kernels kernels, Parameters parameters, ShardRunner runner, TileMaker maker) {
    this.kernels = kernels;
    this.parameters = parameters;
    this.packed = new KernelWeights(parameters);
    this.runner = runner;
    this.maker = maker;
    Arena arena = new Arena();
    int[] places = new int[SHARDS];
    for (int s = 0; s < SHARDS; s++) {
      places[s] = arena.take(parameters.layout().length() - Arena.FIRST);
    }
    for (int s = 0; s < SHARDS; s++) {
      gradients[s] = new Gradient(arena.floats(), places[s] - Arena.FIRST);
    }
    tiles.add(maker.make(packed));
  }

  /** Makes a tile that reads these weights. */
  @FunctionalInterface
  interface TileMaker {
    Tile make(KernelWeights packed);
  }

  /**
   * Puts the windows of a minibatch into the order in which tiles take them.
   *
   * @param starts first token or value of each window
   * @param from first window of the minibatch in {@code starts}
   * @param to one past the last
   * @param mode of the minibatch
   * @param out receives the starts
   */
  abstract void arrange(int[] starts, int from, int to, Mode mode, int[] out);

  /** The purpose of a minibatch. */
  enum Mode {
    /** Computes a loss and its gradient. */
    TRAINING,
    /** Computes a loss alone. */
    VALIDATION
  }

  /** The number of tiles for a minibatch of {@code windows} windows. */
  int tiles(int windows) {
    return (windows + ROWS - 1) / ROWS;
  }

  /** The number of losses in a minibatch of {@code windows} windows; its loss is their mean. */
  abstract double losses(int windows);

  @Override
  public double loss(int[] starts, int from, int to) {
    prepare(to - from);
    arrange(starts, from, to, Mode.VALIDATION, minibatchWindows);
    runner.run(SHARDS, lossOfShard);
    return meanLoss();
  }

  /** {@inheritDoc} Ignores NaN. */
  @Override
  public float largestH() {
    return largest(largestH);
  }

  @Override
  public float largestC() {
    return largest(largestC);
  }

  private static float largest(float[] ofShards) {
    float largest = 0;
    for (float of : ofShards) {
      largest = Math.max(largest, of);
    }
    return largest;
  }

  @Override
  public double lossAndGradient(int[] starts, int from, int to) {
    prepare(to - from);
    minibatch++;
    arrange(starts, from, to, Mode.TRAINING, minibatchWindows);
    runner.run(SHARDS, gradientOfShard);
    for (int s = 1; s < SHARDS; s++) {
      Gradient part = gradients[s];
      int first = Arena.FIRST;
      int n = parameters.layout().length() - first;
      kernels.add(gradient(), first, part.floats(), part.at(first), n);
    }
    parameters.completeGradient(gradient());
    return meanLoss();
  }

  /** {@inheritDoc} Sums in double: eight chains, then these in order. */
  @Override
  public double gradientNorm() {
    float[] gradient = gradient();
    Arrays.fill(squares, 0);
    for (int i = 0; i < parameters.layout().length() - Arena.FIRST; i++) {
      squares[i & 7] += square(gradient[Arena.FIRST + i]);
    }
    double total = 0;
    for (double chain : squares) {
      total += chain;
    }
    return Math.sqrt(total);
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public void update(Optimizer optimizer, double clip, double norm) {
    int length = parameters.layout().length();
    optimizer.step(parameters.values(), gradient(), length, norm > clip ? clip / norm : 1);
    isPacked = false;
  }

  @Override
  public NetworkState stateWith(Optimizer optimizer) {
    return optimizer.stateWith(parameters);
  }

  @Override
  public void restore(NetworkState state, Optimizer optimizer, long minibatches) {
    optimizer.restore(state, parameters);
    // Dropout draws by the number of the minibatch.
    minibatch = minibatches - 1;
    isPacked = false;
  }

  @Override
  public void checkOften(Runnable newCheck) {
    check = newCheck;
  }

  @Override
  public float[] canonicalParameters() {
    return parameters.canonical();
  }

  /** The current parameters. */
  public Parameters parameters() {
    return parameters;
  }

  /** The gradient in the canonical order of {@link Parameters}; for tests and comparisons. */
  public float[] canonicalGradient() {
    return parameters.canonical(gradient());
  }

  /** The gradient of the whole minibatch, stored like the parameters, in the first shard. */
  private float[] gradient() {
    return gradients[0].floats();
  }

  private void prepare(int windowsOfMinibatch) {
    count = windowsOfMinibatch;
    if (minibatchWindows.length < count) {
      minibatchWindows = new int[count];
    }
    if (!isPacked) {
      packed.pack();
      isPacked = true;
    }
  }

  private double meanLoss() {
    double total = 0;
    for (double loss : losses) {
      total += loss;
    }
    return total / losses(count);
  }

  private void lossOfShard(int s) {
    losses[s] = 0;
    largestH[s] = 0;
    largestC[s] = 0;
    if (firstTile(s) == firstTile(s + 1)) {
      return;
    }
    Tile tile = takeTile();
    try {
      double loss = 0;
      tile.checkBefore(check);
      tile.beginLargest();
      for (int i = firstTile(s); i < firstTile(s + 1); i++) {
        loss += tile.loss(minibatchWindows, i * ROWS, count);
      }
      losses[s] = loss;
      largestH[s] = tile.largestH();
      largestC[s] = tile.largestC();
    } finally {
      giveBack(tile);
    }
  }

  private void gradientOfShard(int s) {
    int from = gradients[s].at(Arena.FIRST);
    int to = gradients[s].at(parameters.layout().length());
    Arrays.fill(gradients[s].floats(), from, to, 0f);
    losses[s] = 0;
    if (firstTile(s) == firstTile(s + 1)) {
      return;
    }
    Tile tile = takeTile();
    float scale = (float) (1.0 / losses(count));
    try {
      double loss = 0;
      tile.checkBefore(check);
      tile.beginGradient();
      for (int i = firstTile(s); i < firstTile(s + 1); i++) {
        loss +=
            tile.lossAndGradient(minibatch, minibatchWindows, i * ROWS, count, scale, gradients[s]);
      }
      tile.endGradient(gradients[s]);
      losses[s] = loss;
    } finally {
      giveBack(tile);
    }
  }

  private int firstTile(int shard) {
    return shard * tiles(count) / SHARDS;
  }

  /**
   * Takes a free tile or makes one. There is one tile per thread that ever worked at the same time,
   * or as many as the heap holds. A thread without a tile waits for one, so that idle cores never
   * cost a trial its memory.
   */
  private Tile takeTile() {
    synchronized (tiles) {
      Tile tile = tiles.poll();
      if (tile != null) {
        return tile;
      }
    }
    try {
      return maker.make(packed);
    } catch (OutOfMemoryError e) {
      return awaitTile();
    }
  }

  private Tile awaitTile() {
    boolean interrupted = false;
    synchronized (tiles) {
      while (tiles.isEmpty()) {
        try {
          tiles.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return tiles.poll();
    }
  }

  private void giveBack(Tile tile) {
    synchronized (tiles) {
      tiles.push(tile);
      tiles.notifyAll();
    }
  }
}
