package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Pack;
import io.github.lstmsweep.gpu.pack.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The predicted speed of a pack of trials of one shape on a device. Nothing in it was measured on a
 * GPU. The work of the host is left out: it sorts windows, takes logarithms and decides on early
 * stops while the device computes.
 *
 * @param plan places and memory of the pack, as the engine plans them
 * @param share states per window and step, because windows that begin alike share states
 */
public record PackForecast(DeviceFigures device, MemoryPlan plan, double share) {
  /** A pack fills a device if a larger one is at most this much faster. */
  private static final double FULL = 0.95;

  /**
   * Returns the forecast of a pack; empty if the device does not hold even one trial.
   *
   * @param wanted places
   */
  public static Optional<PackForecast> of(
      Shape shape, double share, int wanted, DeviceFigures device) {
    return MemoryPlan.of(shape, wanted, device.limits(), device.packBytes())
        .map(plan -> new PackForecast(device, plan, share));
  }

  /** Returns the smallest pack, by powers of two, that fills the device. */
  public static Optional<PackForecast> filling(Shape shape, double share, DeviceFigures device) {
    PackForecast best = null;
    for (int places = 1; places <= PackSize.LARGEST; places *= 2) {
      PackForecast next = of(shape, share, places, device).orElse(null);
      if (next == null || next.plan().places() < places) {
        break;
      }
      if (best == null || best.tokensPerSecond() < FULL * next.tokensPerSecond()) {
        best = next;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Trials that the pack holds. */
  public int places() {
    return plan.places();
  }

  /** Bytes that the pack takes on the device. */
  public long bytes() {
    return plan.bytes();
  }

  /** Minibatches in a batch if this many trials train: the others are in the batch before it. */
  int jobs(int trials) {
    int together = Math.min(trials, plan.places());
    return Math.max(1, Math.min(plan.jobs(), (together + Pack.LANES - 1) / Pack.LANES));
  }

  private BatchSize size(int trials, int windows, Batch kind) {
    return new BatchSize(plan, jobs(trials), windows, kind == Batch.TRAINING, share);
  }

  /** What a batch is for. */
  enum Batch {
    /** The loss and its gradient. */
    TRAINING,
    /** The loss alone. */
    VALIDATION
  }

  /** The launches of a batch, which all of its minibatches share. */
  public int launches() {
    return work().size();
  }

  /** The copies of a batch between the machine and the device. */
  public int copies() {
    return BatchWork.COPIES;
  }

  private List<LaunchWork> work() {
    return BatchWork.of(size(plan.places(), plan.shape().minibatch(), Batch.TRAINING), device);
  }

  /** The names of the kernels of a batch of training, in the order of their launches. */
  List<String> kernels() {
    return work().stream().map(LaunchWork::kernel).toList();
  }

  /** Predicted seconds per minibatch of one of {@code trials} trials. */
  double seconds(int trials, int windows, Batch kind) {
    BatchSize size = size(trials, windows, kind);
    double seconds = copies(size).seconds();
    for (LaunchWork work : BatchWork.of(size, device)) {
      seconds += LaunchTime.of(work, device).seconds();
    }
    return seconds / size.jobs();
  }

  private static LaunchTime copies(BatchSize size) {
    return LaunchTime.ofCopies(BatchWork.COPIES, BatchWork.copiedBytes(size));
  }

  /** Trained tokens, or steps of a series, per predicted second of training alone. */
  public double tokensPerSecond() {
    Shape shape = plan.shape();
    int windows = shape.minibatch();
    double steps = shape.isOneSequence() ? windows : (double) windows * shape.numSteps();
    return steps / seconds(plan.places(), windows, Batch.TRAINING);
  }

  /** Bytes of the global memory that move per trained token. */
  public double bytesPerToken() {
    BatchSize size = size(plan.places(), plan.shape().minibatch(), Batch.TRAINING);
    double bytes = work().stream().mapToDouble(LaunchWork::memoryBytes).sum();
    return bytes / ((double) size.jobs() * size.windows() * size.shape().numSteps());
  }

  /** What most of the time of a batch waits for. */
  public Bound bound() {
    BatchSize size = size(plan.places(), plan.shape().minibatch(), Batch.TRAINING);
    Map<Bound, Double> seconds = new EnumMap<>(Bound.class);
    LaunchTime copies = copies(size);
    seconds.merge(copies.bound(), copies.seconds(), Double::sum);
    for (LaunchWork work : BatchWork.of(size, device)) {
      LaunchTime time = LaunchTime.of(work, device);
      seconds.merge(time.bound(), time.seconds(), Double::sum);
    }
    return seconds.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The kernel that takes most of the time of a batch. */
  public String longestKernel() {
    Map<String, Double> seconds = new TreeMap<>();
    work().forEach(w -> seconds.merge(w.kernel(), LaunchTime.of(w, device).seconds(), Double::sum));
    return seconds.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The share of the work-items of a compute unit that the pass forward occupies. */
  public double occupancy() {
    LaunchWork forward =
        work().stream().filter(w -> w.kernel().equals("forward_pass")).findFirst().orElseThrow();
    double onUnit = forward.group().onUnit(device.unit());
    double groups = Math.min(onUnit, (double) forward.groups() / device.units());
    return groups * forward.group().items() / device.unit().items();
  }
}
