package io.github.lstmsweep.gpu.pack;

import static io.github.lstmsweep.nn.SequenceModel.SHARDS;
import static io.github.lstmsweep.nn.kernel.Kernels.ROWS;

import io.github.lstmsweep.gpu.device.Device;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How many trials of a shape a device holds, and how much of their minibatches at a time. A place
 * holds a trial's parameters. A job holds the activations of a minibatch in work.
 *
 * @param places trials on the device
 * @param jobs minibatches in one launch
 * @param perShard tiles of a shard that are in work at the same time
 */
public record MemoryPlan(Shape shape, int places, int jobs, int perShard) {
  /** The share of a device's memory that packs may take; the rest is the driver's. */
  public static final double SHARE = 0.85;

  /** Bytes that a step's loss takes: three doubles and a long. */
  static final int LOSS_BYTES = 32;

  /**
   * Returns the plan with the most trials, up to {@code wanted}, that fits the memory. It gives up
   * tiles at the same time first, then jobs, then places. Empty if not even one trial fits.
   *
   * @param bytes that the plan may take on the device
   */
  public static Optional<MemoryPlan> of(Shape shape, int wanted, Device.Limits limits, long bytes) {
    int most = (shape.tiles() + SHARDS - 1) / SHARDS;
    for (int places = wanted; places > 0; places = places / 2) {
      for (int jobs = places; jobs > 0; jobs = jobs / 2) {
        for (int perShard = most; perShard > 0; perShard = perShard / 2) {
          MemoryPlan plan = new MemoryPlan(shape, places, jobs, perShard);
          if (plan.bytes() <= bytes && plan.largestArray() <= limits.allocationBytes()) {
            return Optional.of(plan);
          }
        }
        if (jobs * 4 <= places) {
          break; // fewer places then keep the device as busy
        }
      }
    }
    return Optional.empty();
  }

  /** Tiles of one shard whose logits are on the device at the same time. */
  public int perShardOfOutput() {
    return shape.descends() ? perShard : 1;
  }

  long parameterBytes() {
    return floats((long) places * shape.parameters());
  }

  long gradientBytes() {
    return floats((long) places * shape.gradientFloats());
  }

  long copyBytes() {
    return floats((long) places * shape.copies());
  }

  long shardBytes() {
    return floats((long) jobs * SHARDS * shape.gradientFloats());
  }

  private long tilesAtOnce() {
    return (long) jobs * SHARDS * perShard;
  }

  long activationBytes() {
    return floats(tilesAtOnce() * shape.tileFloats());
  }

  long treeBytes() {
    return floats(tilesAtOnce() * shape.treeInts());
  }

  private long stepsOfOutput() {
    return (long) jobs * SHARDS * perShardOfOutput() * shape.stepsOfOutput();
  }

  long logitBytes() {
    return floats(stepsOfOutput() * shape.outputs() * shape.rows());
  }

  long sumBytes() {
    return floats(stepsOfOutput() * 2L * shape.blocks() * shape.rows());
  }

  long hitBytes() {
    return floats(stepsOfOutput() * shape.rows());
  }

  long biasBytes() {
    return floats((long) jobs * SHARDS * shape.outputs() * ROWS);
  }

  long jobBytes() {
    return floats((long) jobs * JobField.values().length);
  }

  long startBytes() {
    return floats((long) jobs * shape.minibatch());
  }

  long normBytes() {
    return (long) jobs * Double.BYTES;
  }

  long boundBytes() {
    return (long) places * Integer.BYTES;
  }

  long lossBytes() {
    return (long) jobs * shape.tiles() * shape.numSteps() * LOSS_BYTES;
  }

  long largestBytes() {
    return floats(2L * jobs * shape.tiles());
  }

  private static long floats(long n) {
    return n * Float.BYTES;
  }

  private LongStream arrays() {
    return LongStream.of(
        parameterBytes(),
        parameterBytes(),
        parameterBytes(),
        gradientBytes(),
        copyBytes(),
        shardBytes(),
        activationBytes(),
        treeBytes(),
        logitBytes(),
        sumBytes(),
        hitBytes(),
        biasBytes(),
        // Every lane has its own.
        jobBytes(),
        jobBytes(),
        startBytes(),
        startBytes(),
        startBytes(),
        startBytes(),
        normBytes(),
        normBytes(),
        lossBytes(),
        lossBytes(),
        largestBytes(),
        largestBytes(),
        boundBytes());
  }

  /** The bytes of all arrays of the plan on the device. */
  public long bytes() {
    return arrays().sum();
  }

  /** The bytes of its largest array. */
  public long largestArray() {
    return arrays().max().orElseThrow();
  }
}
