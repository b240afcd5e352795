package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.MemoryPlan;
import io.github.lstmsweep.gpu.pack.Shape;
import io.github.lstmsweep.plan.CostModel;
import io.github.lstmsweep.trial.Hyperparameter;
import io.github.lstmsweep.trial.Trial;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How many trials of a shape share a pack. A person may say so. Otherwise a GPU gets the smallest
 * pack that fills it, by the model of {@link PackForecast}.
 */
public final class PackSize {
  /** Trials of the largest pack that a device gets without a person's word. */
  public static final int LARGEST = 512;

  /** Trials of a task for each that trains at the same time, if a person says how many do. */
  private static final int ROUNDS = 4;

  /** Trials per compute unit of a processor, whose units take a work-group each. */
  private static final int OF_UNIT = 4;

  private static final Set<Hyperparameter> FREE =
      Collections.unmodifiableSet(
          EnumSet.of(
              Hyperparameter.LR,
              Hyperparameter.GRADIENT_CLIP,
              Hyperparameter.SEED,
              Hyperparameter.OPTIMIZER,
              Hyperparameter.WEIGHT_DECAY,
              Hyperparameter.NUM_EPOCHS,
              Hyperparameter.KEEP));

  private PackSize() {}

  /** The hyperparameters in which the members of a pack may differ. */
  public static Set<Hyperparameter> free() {
    return FREE;
  }

  /**
   * Trials of one shape that a task may get.
   *
   * @param wanted trials of a pack, if a person says so
   */
  public static int ofTask(Optional<Integer> wanted) {
    return wanted.map(pack -> pack == 1 ? 1 : pack * ROUNDS).orElse(LARGEST);
  }

  /**
   * Trials that train on a device at the same time, with a shape of its own; 0 if it holds none.
   *
   * @param wanted trials of a pack, if a person says so
   */
  public static int on(Device device, Trial trial, Optional<Integer> wanted) {
    Shape shape = TrialShape.of(trial);
    double share = CostModel.DEFAULT.computedShare(trial.hyperparameters(), trial.dataset());
    int places = wanted.orElseGet(() -> chosen(device, shape, share));
    long bytes = (long) (device.limits().globalBytes() * MemoryPlan.SHARE);
    return MemoryPlan.of(shape, places, device.limits(), bytes).map(MemoryPlan::places).orElse(0);
  }

  private static int chosen(Device device, Shape shape, double share) {
    if (!device.isGpu()) {
      return Math.min(LARGEST, OF_UNIT * Math.max(1, device.limits().units()));
    }
    DeviceFigures figures =
        KnownDevices.reported(device.name()).orElseGet(() -> DeviceFigures.assumed(device));
    return PackForecast.filling(shape, share, figures).map(PackForecast::places).orElse(1);
  }
}
