package io.github.lstmsweep.gpu.plan;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;

import io.github.lstmsweep.gpu.pack.Bench;
import io.github.lstmsweep.gpu.pack.ItemTile;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Program;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.trial.Cell;

/**
 * The sizes of a batch: one minibatch of each of several trials of a pack. H hidden units, G gates,
 * S slots, L layers, V outputs, T steps and R rows of a tile, as in {@code shape.cl}.
 *
 * @param jobs minibatches
 * @param windows of each minibatch
 * @param training whether gradients are computed
 * @param share states per window and step; windows that begin alike share states
 */
record BatchSize(MemoryPlan plan, int jobs, int windows, boolean training, double share) {
  /** Lanes that take a turn of the first-level cache together. */
  private static final int LANES = 32;

  /** What a work-item computes in a program for one shape, which GPUs have. */
  ItemTile tile() {
    return ItemTile.of(Program.OF_ONE_SHAPE, shape(), Bench.GROUP, Bench.OF_EACH);
  }

  /**
   * Turns of the first-level cache for a word that lanes share. Four words of a row of {@code n}
   * are one load. Lanes that work on different rows each take a turn.
   *
   * @param ofRow lanes that work on one row
   */
  double shared(int n, int ofRow) {
    double rows = Math.max(1, Math.ceil((double) LANES / ofRow));
    return n % 4 == 0 ? Math.min(4, rows) / 4 : 1;
  }

  Shape shape() {
    return plan.shape();
  }

  int h() {
    return shape().hiddens();
  }

  int v() {
    return shape().outputs();
  }

  int layers() {
    return shape().layers();
  }

  private Cell cell() {
    return shape().architecture().cell();
  }

  /** G·H, the gate units of a layer. */
  int gateUnits() {
    return cell().gates() * h();
  }

  int slots() {
    return cell().slots();
  }

  /** Numbers that a layer keeps of a unit: gates, hidden state and content. */
  int kept() {
    return slots() + 1 + contents();
  }

  int contents() {
    return cell().hasContent() ? 1 : 0;
  }

  /** Exponentials and hyperbolic tangents of a unit and step. */
  int curves() {
    return cell().gates() + contents();
  }

  /** Steps of a window that one work-group takes one after the other. */
  int steps() {
    return shape().isOneSequence() ? windows : shape().numSteps();
  }

  /** States of a tile and step. */
  double rows() {
    return Math.max(1, shape().rows() * share);
  }

  int tiles() {
    return shape().tiles(windows);
  }

  /** Tiles of the largest shard. */
  int tilesOfShard() {
    return (tiles() + SHARDS - 1) / SHARDS;
  }

  /** Chunks of tiles that are in work one after the other. */
  int chunks() {
    return (tilesOfShard() + plan.perShard() - 1) / plan.perShard();
  }

  /** States of the batch that a chunk computes. */
  double states() {
    double windowsOfJob = shape().isOneSequence() ? 1 : windows;
    return Math.max(1, windowsOfJob * share) * steps() * jobs / chunks();
  }

  /** States of a shard that one work-item of a gradient sums one after the other, per chunk. */
  double chain() {
    return Math.min(plan.perShard(), tilesOfShard()) * steps() * rows();
  }

  /** Steps of a window that have an output. */
  double outputShare() {
    return shape().readsTokens() || shape().isOneSequence() ? 1 : 1.0 / shape().numSteps();
  }

  /** Numbers that the first layer multiplies per step; none if it reads tokens. */
  int numbersRead() {
    return shape().readsTokens() ? 0 : shape().architecture().inputs(0);
  }

  /**
   * Multiply-adds of a state with recurrent weights, and with input weights of the layers above.
   */
  double products() {
    return (2.0 * layers() - 1) * gateUnits() * h();
  }
}
