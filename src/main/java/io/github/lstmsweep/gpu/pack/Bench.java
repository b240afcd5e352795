package io.github.lstmsweep.gpu.pack;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.gpu.device.Computer;
import io.github.lstmsweep.gpu.device.Computer.Array;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.KernelSource.Groups;
import io.github.lstmsweep.nn.parameter.Arena;
import io.github.lstmsweep.nn.parameter.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arrays of the trials of one shape on one device, and the launches that compute a minibatch of
 * each. The caller lets one thread at a time in.
 */
public final class Bench implements AutoCloseable {
  /** Work-items in a work-group of the passes. */
  public static final int GROUP = 128;

  /** Work-items in a work-group of the other kernels. */
  public static final int OF_EACH = 64;

  private final Shape shape;
  private final MemoryPlan plan;
  private final Computer computer;
  private final int group;
  private final int each;
  private final ItemTile tile;
  private final int stored;
  private final Array numbers;
  private final Array ids;
  private final Array series;
  private final Array order;
  private final Array parameters;
  private final Array firsts;
  private final Array seconds;
  private final Array gradients;
  private final Array copies;
  private final Array bounds;
  private final Array shards;
  private final Array activations;
  private final Array trees;
  private final Array logits;
  private final Array sums;
  private final Array hits;
  private final Array biases;

  /**
   * Makes the arrays and builds the kernels.
   *
   * @param options of the compiler, beyond those that the bits need
   */
  public Bench(Device device, MemoryPlan plan, Data data, Program program, String options) {
    this.shape = plan.shape();
    this.plan = plan;
    Groups groups = Groups.of(device.limits());
    this.group = groups.group();
    this.each = groups.each();
    this.tile = ItemTile.of(program, shape, group, each);
    this.computer = new Computer(device);
    try {
      Optional<Shape> fixed =
          program == Program.OF_ONE_SHAPE ? Optional.of(shape) : Optional.empty();
      computer.build(
          KernelSource.of(groups, tile, fixed), (KernelSource.OPTIONS + " " + options).strip());
      numbers = computer.array(shape.numbers());
      ids = computer.array(data.ids());
      series = computer.array(data.values());
      int[] places = orderOfStorage();
      stored = places.length;
      order = computer.array(places);
      parameters = computer.array(plan.parameterBytes());
      firsts = computer.array(plan.parameterBytes());
      seconds = computer.array(plan.parameterBytes());
      gradients = computer.array(plan.gradientBytes());
      copies = computer.array(plan.copyBytes());
      bounds = computer.array(plan.boundBytes());
      shards = computer.array(plan.shardBytes());
      activations = computer.array(plan.activationBytes());
      trees = computer.array(plan.treeBytes());
      logits = computer.array(plan.logitBytes());
      sums = computer.array(plan.sumBytes());
      hits = computer.array(plan.hitBytes());
      biases = computer.array(plan.biasBytes());
    } catch (RuntimeException | Error e) {
      computer.close();
      throw e;
    }
  }

  /** The canonical index of each stored float, in the order of the storage; -1 for padding. */
  private int[] orderOfStorage() {
    Parameters any = Parameters.of(shape.architecture(), new float[shape.parameters()]);
    int[] order = new int[any.layout().length() - Arena.FIRST];
    Arrays.fill(order, -1);
    int[] places = any.places();
    for (int i = 0; i < places.length; i++) {
      order[places[i] - Arena.FIRST] = i;
    }
    return order;
  }

  Shape shape() {
    return shape;
  }

  MemoryPlan plan() {
    return plan;
  }

  Computer computer() {
    return computer;
  }

  /** Sets the state of a place; empty moments are zero. */
  void set(int place, float[] canonical, float[] first, float[] second) {
    long at = (long) place * shape.parameters();
    float[] zeros = new float[shape.parameters()];
    parameters.write(at, canonical);
    firsts.write(at, first.length == 0 ? zeros : first);
    seconds.write(at, second.length == 0 ? zeros : second);
  }

  float[] parameters(int place) {
    return parameters.floats((long) place * shape.parameters(), shape.parameters());
  }

  float[] first(int place) {
    return firsts.floats((long) place * shape.parameters(), shape.parameters());
  }

  float[] second(int place) {
    return seconds.floats((long) place * shape.parameters(), shape.parameters());
  }

  /** The gradient of a place after a minibatch of training, in the canonical order. */
  float[] gradient(int place) {
    return gradients.floats((long) place * shape.gradientFloats(), shape.parameters());
  }

  /** Puts a batch into the queue; its results lie in the lane when the mark is reached. */
  Computer.Reading start(Lane lane, List<Request> batch) {
    lane.take(batch);
    int jobs = batch.size();
    boolean training = batch.stream().anyMatch(request -> request.isTraining);
    int windows = batch.stream().mapToInt(request -> request.starts.length).max().orElseThrow();
    update(lane, jobs, batch.stream().anyMatch(request -> request.update.isPresent()));
    if (training) {
      clear(shards, (long) jobs * SHARDS * shape.gradientFloats());
      if (shape.descends()) {
        clear(biases, (long) jobs * SHARDS * shape.outputs() * ROWS);
      }
    }
    int most = (shape.tiles(windows) + SHARDS - 1) / SHARDS;
    for (int first = 0; first < most; first += plan.perShard()) {
      forward(lane, jobs, first);
      output(lane, jobs, first, training, first + plan.perShard() >= most);
      if (training) {
        backward(lane, jobs, first);
      }
    }
    if (training) {
      finish(lane, jobs);
    }
    return lane.read(jobs);
  }

  /** Makes the updates of a batch without a minibatch. */
  void update(Lane lane, List<Request> batch) {
    lane.take(batch);
    update(lane, batch.size(), true);
    computer.finish();
  }

  private void update(Lane lane, int jobs, boolean any) {
    if (any) {
      computer
          .launch("update")
          .with(numbers, lane.jobs(), parameters, gradients, firsts, seconds)
          .run(rounded(shape.parameters()), each, jobs);
    }
    computer
        .launch("copy_weights")
        .with(numbers, lane.jobs(), parameters, copies)
        .run(rounded(shape.copies()), each, jobs);
    computer
        .launch("bound")
        .with(numbers, lane.jobs(), parameters, bounds)
        .run((long) jobs * group, group, 1);
  }

  private static long blocks(int n, int ofEach) {
    return (n + ofEach - 1L) / ofEach;
  }

  private void clear(Array array, long floats) {
    int n = Math.toIntExact(floats);
    computer.launch("clear").with(array).with(n).run(rounded(n), each, 1);
  }

  private long rounded(long items) {
    return (items + each - 1) / each * each;
  }

  private void forward(Lane lane, int jobs, int first) {
    computer
        .launch("forward_pass")
        .with(numbers, lane.jobs(), lane.starts(), ids, series, parameters, activations, trees)
        .with(first, plan.perShard(), shape.tiles())
        .with(lane.largest())
        .run((long) jobs * SHARDS * plan.perShard() * group, group, 1);
  }

  /** The output of a chunk of tiles: all steps at once, or a few steps of one tile per shard. */
  private void output(Lane lane, int jobs, int first, boolean training, boolean isLast) {
    if (shape.descends()) {
      output(lane, jobs, first, new Steps(0, 0, shape.numSteps()), training, isLast);
      return;
    }
    for (int tile = 0; tile < plan.perShard(); tile++) {
      for (int end = shape.numSteps(); end > 0; end -= shape.stepsOfOutput()) {
        int from = Math.max(0, end - shape.stepsOfOutput());
        output(lane, jobs, first, new Steps(tile, from, end - from), training, true);
      }
    }
  }

  private record Steps(int tile, int from, int count) {}

  private void output(
      Lane lane, int jobs, int first, Steps steps, boolean training, boolean isLast) {
    int[] chunk = {first, plan.perShard(), steps.tile(), plan.perShardOfOutput()};
    computer
        .launch("output_pass")
        .with(numbers, lane.jobs(), lane.starts(), series, parameters, copies, bounds)
        .with(activations, trees, logits, sums, hits)
        .with(chunk)
        .with(steps.from(), steps.count(), shape.tiles())
        .with(lane.losses(), lane.forecasts())
        .run((long) jobs * SHARDS * plan.perShardOfOutput() * steps.count() * group, group, 1);
    if (!training) {
      return;
    }
    computer
        .launch("output_weights")
        .with(numbers, lane.jobs(), activations, trees, logits)
        .with(chunk)
        .with(steps.from(), steps.count())
        .with(shards)
        .run(
            rounded(shape.hiddens() * blocks(shape.outputs(), tile.tokens())),
            each,
            (long) jobs * SHARDS);
    computer
        .launch("output_biases")
        .with(numbers, lane.jobs(), trees, logits, hits)
        .with(chunk)
        .with(steps.from(), steps.count())
        .with(biases)
        .run(rounded((long) shape.outputs() * ROWS), each, (long) jobs * SHARDS);
    if (isLast) {
      computer
          .launch("close_biases")
          .with(numbers, lane.jobs(), biases, shards)
          .run(rounded(shape.outputs()), each, (long) jobs * SHARDS);
    }
  }

  private void backward(Lane lane, int jobs, int first) {
    computer
        .launch("backward_pass")
        .with(numbers, lane.jobs(), copies, activations, trees)
        .with(first, plan.perShard())
        .run((long) jobs * SHARDS * plan.perShard() * group, group, 1);
    for (int layer = 0; layer < shape.layers(); layer++) {
      long items =
          blocks(shape.hiddens(), tile.units())
              * (tile.allSlots() ? shape.hiddens() : shape.columns());
      computer
          .launch("recurrent_weights")
          .with(numbers, lane.jobs(), activations, trees)
          .with(layer, first, plan.perShard())
          .with(shards)
          .run(rounded(items), each, (long) jobs * SHARDS);
      if (layer > 0 || !shape.readsTokens()) {
        computer
            .launch("input_weights")
            .with(numbers, lane.jobs(), lane.starts(), series, activations, trees)
            .with(layer, first, plan.perShard())
            .with(shards)
            .run(
                rounded((long) shape.architecture().inputs(layer) * shape.columns()),
                each,
                (long) jobs * SHARDS);
      }
      computer
          .launch("columns_of_gates")
          .with(numbers, lane.jobs(), activations, trees)
          .with(layer, first, plan.perShard())
          .with(shards)
          .run(
              rounded((long) shape.architecture().cell().slots() * shape.hiddens()),
              each,
              (long) jobs * SHARDS);
    }
  }

  private void finish(Lane lane, int jobs) {
    computer
        .launch("add_shards")
        .with(numbers, lane.jobs(), shards, gradients)
        .run(rounded(shape.gradientFloats()), each, jobs);
    computer
        .launch("complete")
        .with(numbers, lane.jobs(), gradients)
        .run(
            rounded((long) shape.layers() * shape.architecture().cell().slots() * shape.hiddens()),
            each,
            jobs);
    computer
        .launch("norm")
        .with(numbers, lane.jobs(), gradients, order)
        .with(stored)
        .with(lane.norms())
        .run((long) jobs * group, group, 1);
  }

  @Override
  public void close() {
    computer.close();
  }
}
