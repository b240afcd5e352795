package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.Gates;
import io.github.lstmsweep.gpu.pack.ItemTile;
import io.github.lstmsweep.gpu.pack.Registers;
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

  /** Operations for the places of rows, per multiply-add of the logits, in a compiled kernel. */
  private static final double PLACES = 0.9;

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

  /**
   * Parts of a step that a work-item takes one after the other.
   *
   * @param far those that read their weights from the second-level cache
   * @param beside rows that work-items of a group take side by side, and which share a weight
   */
  private record Rounds(double all, double far, double beside) {
    double near() {
      return all - far;
    }

    /** Bytes of weights from the second-level cache. */
    double farBytes(double multiplyAdds) {
      return Float.BYTES * multiplyAdds / beside * far / all;
    }

    /** Waits for weights beside others, with {@code loads} one after the other in each part. */
    Waits waits(double loads, double near, double far) {
      return new Waits(near + loads * near(), far + loads * far());
    }
  }

  /**
   * Returns the parts of a step. They take a few units for all rows before the next units. The
   * first-level cache may hold the weights of all units, or of these, or of none.
   *
   * @param ofRow work-items of a row
   * @param together of these, the ones whose units are taken for all rows first
   */
  private Rounds rounds(int rowsOfItem, double ofRow, double together, Group group) {
    double all = rounds(rowsOfItem, ofRow);
    double parts = ofRow / together;
    double onUnit = Math.min(group.onUnit(on.unit()), Math.ceil((double) groups() / on.units()));
    double bytes = Float.BYTES * of.products() * onUnit;
    double cache = on.unit().localBytes();
    double far = bytes <= cache ? 0 : bytes / parts <= cache ? Math.min(all, parts) : all;
    double beside = Math.min(of.rows(), rowsOfItem * Math.max(1, Math.floor(ITEMS / together)));
    return new Rounds(all, far, beside);
  }

  private double rounds(int rowsOfItem, double ofRow) {
    return Math.ceil(Math.ceil(of.rows() / rowsOfItem) * ofRow / ITEMS);
  }

  private long groups() {
    return (long) of.jobs() * SHARDS * of.plan().perShard();
  }

  /** The multiply-adds of the gates. */
  private double ofGates() {
    return of.states() * (of.products() + (double) of.numbersRead() * of.gateUnits());
  }

  /** The words of a multiply-add of a gate: a weight serves all rows, and a state all gates. */
  private double wordsOfGates() {
    return 1.0 / tile.rows() + of.shared(of.h(), of.together()) * of.h() / of.gateUnits();
  }

  /** The chain of loads of a step's gates. */
  private double chainOfGates() {
    return ((2.0 * of.layers() - 1) * of.h() + of.numbersRead()) / UNROLLED;
  }

  LaunchWork forward() {
    double multiplyAdds = ofGates();
    double units = of.states() * of.layers() * of.h();
    double stored =
        1 + of.contents() + (of.training() && of.gates() == Gates.STORED ? of.gatesNeeded() : 0);
    Group group =
        new Group(
            ITEMS, Registers.forward(of.shape(), tile), 2 * (Kernels.ROWS + ITEMS) * Float.BYTES);
    Rounds rounds = rounds(tile.rows(), of.h(), of.together(), group);
    double local = Kernels.ROWS / UNROLLED + Kernels.ROWS / (of.rows() + 1);
    return new LaunchWork(
        "forward_pass",
        groups(),
        group,
        multiplyAdds,
        units * CURVE * of.curves(),
        multiplyAdds * wordsOfGates() + units * (stored + of.slots() + 1 + of.contents()),
        rounds.farBytes(multiplyAdds) + Float.BYTES * units * stored,
        Float.BYTES * (units * stored + of.states() * 2 * TREE_INTS),
        rounds.waits(
            of.steps() * chainOfGates(),
            of.steps() * (local + of.layers() * (rounds.all() * 8 + 2)),
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
            Registers.output(tile),
            (6 * Kernels.ROWS + Kernels.ROWS * (STAGE + 1)) * Float.BYTES),
        passes * ofProduct,
        ofProduct * PLACES + (tokens ? logits * CURVE * (blocks > 1 ? passes : 1) : 0),
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
    boolean again = of.gates() == Gates.COMPUTED_AGAIN && of.gatesNeeded() > 0;
    int registers = Registers.backward(of.shape(), tile);
    Group group =
        new Group(
            ITEMS, again ? Math.max(registers, Registers.forward(of.shape(), tile)) : registers, 0);
    Rounds rounds = rounds(tile.rowsBack(), ofRow, ofRow, group);
    double ofItem = rounds.all() * tile.rowsBack() * unitsOfItem;
    double columns = Math.ceil((of.slots() + 1.0) * of.h() / ITEMS);
    // The state before a state is read for both; the second time it is in the second-level cache.
    double read = of.gatesNeeded() + 1 + of.contents();
    double fold = of.slots() + 1;
    double loads = 1.0 / tile.rowsBack() + of.shared(of.h(), ofRow) / unitsOfItem;
    double stored = of.slots();
    LaunchWork gradients =
        new LaunchWork(
            "backward_pass",
            groups(),
            group,
            multiplyAdds,
            units * 12,
            multiplyAdds * loads + units * (read + 1 + stored + 3 * fold + 2),
            rounds.farBytes(multiplyAdds) + Float.BYTES * units * (read + 1 + stored),
            Float.BYTES * units * (read + stored),
            rounds.waits(
                of.steps() * (of.products() / of.h()) / UNROLLED,
                of.steps() * of.layers() * (ofItem * 2 + columns * of.rows() / ItemTile.AHEAD + 3),
                of.steps() * of.layers() * (ofItem + 2)));
    return again ? withGates(gradients) : gradients;
  }

  /**
   * Adds the gates that the pass backward computes again. They go to the second-level cache and
   * back, and not to the memory: a step of all tiles in work fits this cache.
   */
  private LaunchWork withGates(LaunchWork back) {
    double multiplyAdds = ofGates();
    double units = of.states() * of.layers() * of.h();
    Rounds rounds = rounds(tile.rows(), of.h(), of.together(), back.group());
    double words = units * (of.slots() + 2.0 + of.contents());
    Waits waits =
        rounds.waits(
            of.steps() * chainOfGates(), of.steps() * of.layers() * rounds.all() * 8, of.steps());
    return new LaunchWork(
        back.kernel(),
        back.groups(),
        back.group(),
        back.multiplyAdds() + multiplyAdds,
        back.otherOperations() + units * CURVE * of.curves(),
        back.words() + multiplyAdds * wordsOfGates() + words,
        back.farBytes() + rounds.farBytes(multiplyAdds) + Float.BYTES * words,
        // The hidden states before are read instead of the gates.
        back.memoryBytes() + Float.BYTES * units * (1.0 - of.gatesNeeded()),
        new Waits(back.waits().near() + waits.near(), back.waits().far() + waits.far()));
  }
}
