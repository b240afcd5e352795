package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.ItemTile;
import io.github.lstmsweep.gpu.pack.KernelSource;
import io.github.lstmsweep.gpu.pack.KernelSource.Groups;
import io.github.lstmsweep.gpu.plan.LaunchWork.Group;
import io.github.lstmsweep.gpu.plan.LaunchWork.Waits;
import io.github.lstmsweep.nn.kernel.Kernels;

/**
 * The work of the sums over the states of a shard and of what follows them: {@code gradient.cl},
 * the second half of {@code output.cl}, and {@code update.cl}. A work-item sums its weight over all
 * states of a shard, one after the other, because the bits depend on that order.
 */
final class GradientWork {
  /** Registers of a work-item; an assumption. */
  private static final int REGISTERS = 48;

  /** Loads of a loop without branches that are under way at the same time; an assumption. */
  private static final double UNROLLED = 4;

  private static final int ITEMS = Bench.OF_EACH;
  private static final Group GROUP = new Group(ITEMS, REGISTERS, 0);

  /** Lanes that read a row apart each take a whole line of the cache. */
  private static final double APART = 32;

  private final BatchSize of;
  private final ItemTile tile;

  GradientWork(BatchSize of) {
    this.of = of;
    this.tile = of.tile();
  }

  /** A launch of work-items that need more registers, or local memory. */
  private static LaunchWork with(LaunchWork launch, int registers, int localBytes) {
    return new LaunchWork(
        launch.kernel(),
        launch.groups(),
        new Group(ITEMS, registers, localBytes),
        launch.multiplyAdds(),
        launch.otherOperations(),
        launch.words(),
        launch.farBytes(),
        launch.memoryBytes(),
        launch.waits());
  }

  /** A launch with a work-item for each of {@code items} in each row of {@code rows}. */
  private static LaunchWork launch(
      String kernel, double items, long rows, double multiplyAdds, Moved moved, Waits waits) {
    return new LaunchWork(
        kernel,
        (long) Math.ceil(items / ITEMS) * rows,
        GROUP,
        multiplyAdds,
        0,
        moved.words(),
        moved.farBytes(),
        moved.memoryBytes(),
        waits);
  }

  /** What a launch moves through the caches and the memory. */
  private record Moved(double words, double farBytes, double memoryBytes) {
    /** Words that every level moves once. */
    static Moved once(double words) {
      return new Moved(words, Float.BYTES * words, Float.BYTES * words);
    }
  }

  private long shards() {
    return (long) of.jobs() * SHARDS;
  }

  LaunchWork recurrentWeights() {
    double multiplyAdds = of.states() * of.gateUnits() * of.h();
    int gates = tile.allSlots() ? of.gateUnits() / of.h() : 1;
    int units = tile.units();
    int ofRow = tile.allSlots() ? of.h() : of.gateUnits();
    double items = Math.ceil(of.h() / (double) units) * ofRow;
    double statesOfItems = multiplyAdds / (gates * units);
    // The gates' gradients, the units of the state before, and its place.
    double words = gates + units * of.shared(of.h(), of.h()) + 1;
    double far = gates * Math.min(of.h(), ITEMS) + units * Math.max(1.0, (double) ITEMS / of.h());
    double waits = of.chain() / ItemTile.AHEAD;
    LaunchWork launch =
        launch(
            "recurrent_weights",
            items,
            shards(),
            multiplyAdds + statesOfItems * gates,
            new Moved(
                statesOfItems * words,
                Float.BYTES * of.states() * Math.ceil(items / ITEMS) * far,
                Float.BYTES * of.states() * (of.slots() + 1) * of.h()),
            // The place of the hidden state is read first.
            new Waits(waits, waits));
    return with(launch, tile.registersWeights(), 0);
  }

  LaunchWork inputWeights(int inputs) {
    double multiplyAdds = of.states() * of.gateUnits() * inputs;
    return launch(
        "input_weights",
        (double) inputs * of.gateUnits(),
        shards(),
        multiplyAdds,
        new Moved(
            2 * multiplyAdds,
            Float.BYTES * multiplyAdds,
            Float.BYTES * of.states() * (of.gateUnits() + inputs)),
        new Waits(0, of.chain() / UNROLLED));
  }

  LaunchWork columnsOfGates(boolean tokens) {
    double gates = of.states() * of.slots() * of.h();
    boolean staged =
        tokens && KernelSource.stages(of.shape(), new Groups(Bench.GROUP, Bench.OF_EACH));
    double far = tokens && !staged ? of.chain() : of.chain() / ItemTile.AHEAD;
    LaunchWork launch =
        launch(
            "columns_of_gates",
            (double) of.slots() * of.h(),
            shards(),
            0,
            new Moved(gates * (tokens ? 4 : 1), Float.BYTES * gates, Float.BYTES * gates),
            // A token's row is read, changed and stored before the next state's.
            new Waits(tokens ? of.chain() : 0, far));
    return with(
        launch, REGISTERS, staged ? of.shape().architecture().inputs(0) * ITEMS * Float.BYTES : 0);
  }

  /** The chain of the output: steps {@code count} of the tiles that are in work together. */
  private double chainOfOutput(int count) {
    return of.plan().perShardOfOutput() * count * of.rows() * of.outputShare();
  }

  private double statesOfOutput(int count) {
    double together = (double) of.plan().perShardOfOutput() / of.plan().perShard();
    return of.states() * of.outputShare() * together * count / of.steps();
  }

  LaunchWork outputWeights(int count) {
    double states = statesOfOutput(count);
    double multiplyAdds = states * of.h() * of.v();
    int tokens = tile.tokens();
    double read = Math.min(of.h(), ITEMS) + tokens * Math.max(1.0, (double) ITEMS / of.h());
    double statesOfItems = multiplyAdds / tokens;
    LaunchWork launch =
        launch(
            "output_weights",
            of.h() * Math.ceil((double) of.v() / tokens),
            shards(),
            multiplyAdds,
            new Moved(
                statesOfItems * (1 + tokens * of.shared(of.v(), of.h())),
                Float.BYTES * statesOfItems / ITEMS * read,
                Float.BYTES * states * (of.h() + of.v())),
            new Waits(0, chainOfOutput(count) / ItemTile.AHEAD));
    return with(launch, tile.registersTokens(), 0);
  }

  LaunchWork outputBiases(int count) {
    double logits = statesOfOutput(count) * of.v();
    double steps = of.plan().perShardOfOutput() * (double) count * of.outputShare();
    double windows = Kernels.ROWS / of.rows();
    return launch(
        "output_biases",
        (double) of.v() * Kernels.ROWS,
        shards(),
        0,
        new Moved(logits * 5, Float.BYTES * logits, Float.BYTES * logits),
        new Waits(steps * windows, steps * 3));
  }

  LaunchWork closeBiases() {
    double words = (double) shards() * of.v() * Kernels.ROWS;
    return launch(
        "close_biases", of.v(), shards(), 0, Moved.once(words), new Waits(Kernels.ROWS, 1));
  }

  LaunchWork clear(double floats) {
    return launch("clear", floats, 1, 0, Moved.once(floats), new Waits(0, 0));
  }

  LaunchWork addShards() {
    double words = (double) of.jobs() * of.shape().gradientFloats() * (SHARDS + 1);
    return launch(
        "add_shards",
        of.shape().gradientFloats(),
        of.jobs(),
        0,
        Moved.once(words),
        new Waits(0, SHARDS));
  }

  LaunchWork complete() {
    double items = (double) of.layers() * of.slots() * of.h();
    int tokens = of.shape().readsTokens() ? of.v() : 1;
    return launch(
        "complete",
        items,
        of.jobs(),
        0,
        Moved.once(of.jobs() * items * tokens),
        new Waits(0, tokens / UNROLLED));
  }

  /** Eight chains of sums in double precision. */
  LaunchWork norm() {
    double words = of.shape().gradientFloats();
    int local = 1024 * Float.BYTES + 8 * Double.BYTES;
    return new LaunchWork(
        "norm",
        of.jobs(),
        new Group(Bench.GROUP, REGISTERS, local),
        0,
        2 * of.jobs() * words,
        of.jobs() * words * 4,
        of.jobs() * words * 2 * Float.BYTES,
        of.jobs() * words * 2 * Float.BYTES,
        new Waits(words / 8, words / 1024 * 2));
  }

  LaunchWork update() {
    double words = 3.0 * of.jobs() * of.shape().parameters();
    return launch(
        "update", of.shape().parameters(), of.jobs(), 0, Moved.once(words), new Waits(0, 2));
  }

  LaunchWork copyWeights() {
    double words = (double) of.jobs() * of.shape().copies();
    return launch(
        "copy_weights",
        of.shape().copies(),
        of.jobs(),
        0,
        new Moved((1 + APART) * words, 2 * Float.BYTES * words, 2 * Float.BYTES * words),
        new Waits(0, 2));
  }

  LaunchWork bound() {
    double words = (double) of.jobs() * of.v() * of.h();
    double rounds = Math.ceil((double) of.v() / Bench.GROUP);
    return new LaunchWork(
        "bound",
        of.jobs(),
        new Group(Bench.GROUP, REGISTERS, Bench.GROUP * Integer.BYTES),
        0,
        words,
        APART * words,
        Float.BYTES * words,
        Float.BYTES * words,
        new Waits(rounds * of.h(), rounds * of.h() / UNROLLED));
  }
}
