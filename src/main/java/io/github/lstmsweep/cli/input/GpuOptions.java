package io.github.lstmsweep.cli.input;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.gpu.plan.DeviceChoice;
import io.github.lstmsweep.gpu.plan.GpuForecast;
import io.github.lstmsweep.gpu.plan.KnownDevices;
import io.github.lstmsweep.plan.Schedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --gpus}, {@code --device} and {@code --pack}: a prediction for GPUs. */
public final class GpuOptions {
  @Option(
      names = "--gpus",
      paramLabel = "N",
      description = "Also predict the time on N GPUs of a kind, with the engine gpu.")
  private Optional<Integer> gpus = Optional.empty();

  @Option(
      names = "--device",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description =
          "With --gpus: the kind of GPU, one of ${COMPLETION-CANDIDATES} (default: the first GPU of"
              + " this machine).")
  private Optional<String> device = Optional.empty();

  @Option(
      names = "--pack",
      paramLabel = "N",
      description =
          "With --gpus: the largest number of trials in a pack (default: as many as fill the"
              + " device).")
  private Optional<Integer> pack = Optional.empty();

  /** Only picocli calls this. */
  GpuOptions() {}

  /**
   * Returns the prediction, if it was asked for.
   *
   * @throws UserException if an option has a wrong value, or none where it needs one
   */
  public Optional<GpuForecast> forecast(Schedule schedule) {
    if (gpus.isEmpty()) {
      device.ifPresent(name -> refuseAlone("--device", name));
      pack.ifPresent(size -> refuseAlone("--pack", size));
      return Optional.empty();
    }
    if (gpus.get() < 1) {
      throw UserException.badInput(
          "Cannot set --gpus to " + gpus.get() + ": must be a whole number above 0");
    }
    pack.ifPresent(EngineChoice::checkPack);
    return Optional.of(GpuForecast.of(schedule, pack, gpus.get(), DeviceChoice.of(device)));
  }

  private static void refuseAlone(String option, Object value) {
    throw UserException.badInput(
        "Cannot set " + option + " to " + value + " without --gpus: must be with --gpus N");
  }

  /** Picocli makes one, for the completion by a shell. */
  static final class Names extends Words {
    Names() {
      super(KnownDevices.ALL.stream().map(known -> known.key()).toList());
    }
  }
}
