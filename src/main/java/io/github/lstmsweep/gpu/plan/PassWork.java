package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.ItemTile;
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

  /** Tokens of a row that the output stages in local memory, as in {@code output.cl}. */
  private static final int STAGE = 32;

  private static final int ITEMS = Bench.GROUP;
  private static final int TREE_INTS = 6;

  private final BatchSize of;
  private final DeviceFigures on;
  private final ItemTile tile;

  PassWork(BatchSize of, DeviceFigures on) {
    this.of = of;
    this.on = on;
    this.tile = of.tile();
  }

  /** Parts of a step that a work-item takes one after the other. */
  private double rounds(int rowsOfItem, double ofRow) {
    return Math.ceil(Math.ceil(of.rows() / rowsOfItem) * ofRow / ITEMS);
  }

  /** Bytes of weights from the second-level cache: all, if a first-level cache cannot hold them. */
  private double farWeights(double multiplyAdds, int rowsOfItem) {
    double weights = Float.BYTES * of.products();
    return weights > on.unit().localBytes() ? multiplyAdds / rowsOfItem * Float.BYTES : 0;
  }

  /** Chains of far loads replace near ones if the weights are far. */
  private Waits waits(double products, double near, double far) {
    double weights = products / UNROLLED;
    return farWeights(1, 1) > 0 ? new Waits(near, far + weights) : new Waits(near + weights, far);
  }

  private long groups() {
    return (long) of.jobs() * SHARDS * of.plan().perShard();
  }

  LaunchWork forward() {
    int gates = of.gateUnits() / of.h();
    double multiplied = of.products() + (double) of.numbersRead() * of.gateUnits();
    double multiplyAdds = of.states() * multiplied;
    double units = of.states() * of.layers() * of.h();
    double stored = of.training() ? of.kept() : 1 + of.contents();
    double rounds = rounds(tile.rows(), of.h());
    double local = Kernels.ROWS / UNROLLED + Kernels.ROWS / (of.rows() + 1);
    // A weight serves all rows, and a state all gates.
    double loads = 1.0 / tile.rows() + of.shared(of.h(), of.h()) / gates;
    return new LaunchWork(
        "forward_pass",
        groups(),
        new Group(
            ITEMS, tile.registersForward(of.shape()), 2 * (Kernels.ROWS + ITEMS) * Float.BYTES),
        multiplyAdds,
        units * CURVE * of.curves(),
        multiplyAdds * loads + units * (stored + of.slots() + 1 + of.contents()),
        farWeights(multiplyAdds, tile.rows()) + Float.BYTES * units * stored,
        Float.BYTES * (units * stored + of.states() * 2 * TREE_INTS),
        waits(
            of.steps() * rounds * ((2.0 * of.layers() - 1) * of.h() + of.numbersRead()),
            of.steps() * (local + of.layers() * (rounds * 8 + 2)),
            of.steps() * 2.0));
  }

  /** The output of one chunk; {@code count} steps of each tile. */
  LaunchWork output(int count) {
    double states = of.states() * of.outputShare() * count / of.steps();
    int passes = of.training() ? 2 : 1;
    double ofProduct = states * of.h() * of.v();
    double logits = states * of.v();
    int blocks = of.shape().blocks();
    boolean tokens = of.shape().readsTokens();
    double ofLogits = rounds(tile.rows(), of.v());
    double softmax = tokens ? of.v() / UNROLLED + ofLogits * tile.rows() : 1;
    // Three chains beside each other, in double precision.
    double single = tokens ? (double) Kernels.ROWS * blocks : 0;
    double back =
        of.training() ? rounds(tile.rows(), of.h()) * of.v() / UNROLLED + 8 * ofLogits + 6 : 0;
    double products = ofLogits * of.h() / UNROLLED;
    double loads =
        passes / (double) tile.rows()
            + of.shared(of.h(), of.v())
            + (passes - 1) * of.shared(of.v(), of.h());
    return new LaunchWork(
        "output_pass",
        (long) of.jobs() * SHARDS * of.plan().perShardOfOutput() * count,
        new Group(
            ITEMS,
            tile.registersOutput(),
            (6 * Kernels.ROWS + Kernels.ROWS * (STAGE + 1)) * Float.BYTES),
        passes * ofProduct,
        tokens ? logits * CURVE * (blocks > 1 ? passes : 1) : 0,
        ofProduct * loads + logits * (5 + 3 * passes),
        Float.BYTES * (logits * (1 + passes) + states * of.h() * passes),
        Float.BYTES * (states * of.h() * passes + (of.training() ? logits : 0)),
        new Waits(products + softmax + single + back, 6));
  }

  LaunchWork backward() {
    double multiplyAdds = of.states() * of.products();
    double units = of.states() * of.layers() * of.h();
    int unitsOfItem = tile.unitsBack();
    int ofRow = of.h() / unitsOfItem;
    double rounds = rounds(tile.rowsBack(), ofRow);
    double ofItem = rounds * tile.rowsBack() * unitsOfItem;
    double columns = Math.ceil((of.slots() + 1.0) * of.h() / ITEMS);
    double read = of.slots() + 1 + 2 * of.contents() + 1;
    double fold = of.slots() + 1;
    double loads = 1.0 / tile.rowsBack() + of.shared(of.h(), ofRow) / unitsOfItem;
    return new LaunchWork(
        "backward_pass",
        groups(),
        new Group(ITEMS, tile.registersBackward(), 0),
        multiplyAdds,
        units * 12,
        multiplyAdds * loads + units * (read + of.slots() + 3 * fold + 2),
        farWeights(multiplyAdds, tile.rowsBack()) + Float.BYTES * units * (read + of.slots()),
        Float.BYTES * units * (read + of.slots()),
        waits(
            of.steps() * rounds * (of.products() / of.h()),
            of.steps() * of.layers() * (ofItem * 2 + columns * of.rows() / ItemTile.AHEAD + 3),
            of.steps() * of.layers() * (ofItem + 2)));
  }
}
