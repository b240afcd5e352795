package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.gpu.plan.BatchSize.ROWS_OF_ITEM;
import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.plan.LaunchWork.Group;
import io.github.lstmsweep.gpu.plan.LaunchWork.Waits;
import io.github.lstmsweep.nn.kernel.Kernels;

/**
 * The work of the passes through windows, in which a work-group takes one tile: {@code forward.cl},
 * {@code output.cl} and {@code backward.cl}. The counts are those of the loops of these files.
 */
final class PassWork {
  /** Operations of an exponential, a sigmoid or a tanh, with its division. */
  private static final double CURVE = 30;

  /** Loads of a loop without branches that are under way at the same time; an assumption. */
  private static final double UNROLLED = 4;

  /** Registers of a work-item of a pass; an assumption. */
  private static final int REGISTERS = 96;

  /** Lanes that store a row apart each take a whole line of the cache. */
  private static final double APART = 32;

  private static final int ITEMS = Bench.GROUP;
  private static final int TREE_INTS = 6;

  private final BatchSize of;
  private final DeviceFigures on;

  PassWork(BatchSize of, DeviceFigures on) {
    this.of = of;
    this.on = on;
  }

  /** Tasks of a step that a work-item takes one after the other: four rows of a unit each. */
  private double rounds(int units) {
    return Math.ceil(Math.ceil(of.rows() / ROWS_OF_ITEM) * units / ITEMS);
  }

  /** Bytes of weights from the second-level cache: all, if a first-level cache cannot hold them. */
  private double farWeights(double multiplyAdds) {
    double weights = Float.BYTES * of.products();
    return weights > on.unit().localBytes() ? multiplyAdds / ROWS_OF_ITEM * Float.BYTES : 0;
  }

  private static double words(double multiplyAdds) {
    return multiplyAdds * (1 + 1.0 / ROWS_OF_ITEM);
  }

  /** Chains of far loads replace near ones if the weights are far. */
  private Waits waits(double products, double near, double far) {
    double weights = products / UNROLLED;
    return farWeights(1) > 0 ? new Waits(near, far + weights) : new Waits(near + weights, far);
  }

  private long groups() {
    return (long) of.jobs() * SHARDS * of.plan().perShard();
  }

  LaunchWork forward() {
    double multiplied = of.products() + (double) of.numbersRead() * of.gateUnits();
    double multiplyAdds = of.states() * multiplied;
    double units = of.states() * of.layers() * of.h();
    double stored = of.training() ? of.kept() : 1 + of.contents();
    double rounds = rounds(of.h());
    double local = Kernels.ROWS / UNROLLED + Kernels.ROWS / (of.rows() + 1);
    return new LaunchWork(
        "forward_pass",
        groups(),
        new Group(ITEMS, REGISTERS, 2 * (Kernels.ROWS + ITEMS) * Float.BYTES),
        multiplyAdds,
        units * CURVE * of.curves(),
        words(multiplyAdds) + units * (stored + of.slots() + 1 + of.contents()),
        farWeights(multiplyAdds) + Float.BYTES * units * stored,
        Float.BYTES * (units * stored + of.states() * 2 * TREE_INTS),
        waits(
            of.steps() * rounds * (multiplied / of.h()),
            of.steps() * (local + of.layers() * (rounds * 8 + 2)),
            of.steps() * 2.0));
  }

  /** The output of one chunk; {@code count} steps of each tile. */
  LaunchWork output(int count) {
    double states = of.states() * of.outputShare() * count / of.steps();
    int passes = of.training() ? 2 : 1;
    double multiplyAdds = passes * states * of.h() * of.v();
    double logits = states * of.v();
    int blocks = of.shape().blocks();
    boolean tokens = of.shape().readsTokens();
    double softmax = tokens ? of.v() / (double) blocks * Math.ceil(blocks * of.rows() / ITEMS) : 1;
    double single = tokens ? Kernels.ROWS * (2.0 * blocks + 1.5) : 0;
    double back = of.training() ? rounds(of.h()) * of.v() / UNROLLED + 2.0 * rounds(of.v()) * 4 : 0;
    double products = rounds(of.v()) * of.h() / UNROLLED;
    return new LaunchWork(
        "output_pass",
        (long) of.jobs() * SHARDS * of.plan().perShardOfOutput() * count,
        new Group(ITEMS, REGISTERS, 3 * Kernels.ROWS * Float.BYTES + Double.BYTES),
        multiplyAdds,
        tokens ? logits * CURVE * (blocks > 1 ? passes : 1) : 0,
        words(multiplyAdds) + logits * (APART + 3 + 3 * passes),
        Float.BYTES * (logits * (1 + passes) + states * of.h() * passes),
        Float.BYTES * (states * of.h() * passes + (of.training() ? logits : 0)),
        new Waits(products + softmax + single + back, 6));
  }

  LaunchWork backward() {
    double multiplyAdds = of.states() * of.products();
    double units = of.states() * of.layers() * of.h();
    double rounds = rounds(of.h());
    double rowsOfItem = Math.ceil(of.rows() * of.h() / ITEMS);
    double columns = Math.ceil((of.slots() + 1.0) * of.h() / ITEMS);
    double read = of.slots() + 1 + 2 * of.contents() + 1;
    double fold = of.slots() + 1;
    return new LaunchWork(
        "backward_pass",
        groups(),
        new Group(ITEMS, REGISTERS, 0),
        multiplyAdds,
        units * 12,
        words(multiplyAdds) + units * (read + of.slots() + 3 * fold + 4),
        farWeights(multiplyAdds) + Float.BYTES * units * (read + of.slots()),
        Float.BYTES * units * (read + of.slots()),
        waits(
            of.steps() * rounds * (of.products() / of.h()),
            of.steps() * of.layers() * (rowsOfItem * 3 + columns * of.rows() + 4),
            of.steps() * of.layers() * (rowsOfItem + 2)));
  }
}
