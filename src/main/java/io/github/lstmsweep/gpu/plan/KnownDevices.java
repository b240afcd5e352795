package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.UserException;
import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.plan.DeviceFigures.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The GPUs that a prediction knows. Sources: NVIDIA's data sheets of H100, A100 and L4 and its
 * white papers of the Hopper, Ampere and Ada architectures; AMD's data sheets of Instinct MI210 and
 * MI300X and its white papers of CDNA 2 and CDNA 3; Intel's product page of Data Center GPU Max
 * 1550 and its guide to the Xe architecture. The clocks of a load are assumptions.
 *
 * <p>AMD's figure of MI300X counts two multiply-adds per lane and clock, which the compiler must
 * find. Intel's Arc is missing, because it has no double precision.
 */
public final class KnownDevices {
  private static final int KIB = 1024;
  private static final long GB = 1_000_000_000;

  private static final Unit HOPPER = new Unit(128, 128, 228 * KIB, 65_536, 2048, 40);
  private static final Unit AMPERE = new Unit(64, 128, 164 * KIB, 65_536, 2048, 40);
  private static final Unit ADA = new Unit(128, 128, 100 * KIB, 65_536, 1536, 40);
  private static final Unit CDNA2 = new Unit(64, 64, 64 * KIB, 131_072, 2048, 120);
  private static final Unit CDNA3 = new Unit(128, 128, 64 * KIB, 131_072, 2048, 120);
  private static final Unit XE_HPC = new Unit(128, 512, 128 * KIB, 131_072, 1024, 80);

  /** All of them. */
  public static final List<DeviceFigures> ALL =
      List.of(
          new DeviceFigures(
              "h100",
              "NVIDIA H100 SXM",
              "NVIDIA H100 80GB HBM3",
              66.9e12,
              3.35e12,
              80 * GB,
              HOPPER,
              132),
          new DeviceFigures(
              "a100-80gb",
              "NVIDIA A100 80 GB SXM",
              ".*A100.*80GB.*",
              19.5e12,
              2.039e12,
              80 * GB,
              AMPERE,
              108),
          new DeviceFigures(
              "a100-40gb",
              "NVIDIA A100 40 GB",
              ".*A100.*40GB.*",
              19.5e12,
              1.555e12,
              40 * GB,
              AMPERE,
              108),
          new DeviceFigures("l4", "NVIDIA L4", "NVIDIA L4", 30.3e12, 0.3e12, 24 * GB, ADA, 58),
          new DeviceFigures(
              "mi300x",
              "AMD Instinct MI300X",
              ".*MI300X.*|gfx942.*",
              163.4e12,
              5.3e12,
              192 * GB,
              CDNA3,
              304),
          new DeviceFigures(
              "mi210", "AMD Instinct MI210", ".*MI210.*", 22.6e12, 1.6e12, 64 * GB, CDNA2, 104),
          new DeviceFigures(
              "max-1550",
              "Intel Data Center GPU Max 1550",
              ".*GPU Max 1550.*",
              52.4e12,
              3.277e12,
              128 * GB,
              XE_HPC,
              128));

  private KnownDevices() {}

  /** The keys, separated by commas. */
  public static String keys() {
    return ALL.stream().map(DeviceFigures::key).collect(Collectors.joining(", "));
  }

  /**
   * Returns the device with this key, in upper or lower case.
   *
   * @throws UserException if none has it
   */
  public static DeviceFigures named(String key) {
    return ALL.stream()
        .filter(device -> device.key().equals(key.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                UserException.badInput(
                    "Cannot predict for the device " + key + ": must be one of " + keys()));
  }

  /** Returns the figures of a device, which are assumed if it is not known. */
  static DeviceFigures figures(Device device) {
    return reported(device.name()).orElseGet(() -> DeviceFigures.assumed(device));
  }

  /** Returns the device whose OpenCL driver reports this name. */
  static Optional<DeviceFigures> reported(String name) {
    return ALL.stream().filter(device -> Pattern.matches(device.reported(), name)).findFirst();
  }
}
