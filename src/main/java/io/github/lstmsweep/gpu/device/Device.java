package io.github.lstmsweep.gpu.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An OpenCL device.
 *
 * @param platform OpenCL's handle of its platform
 * @param handle OpenCL's handle of the device
 * @param name such as {@code NVIDIA H100 80GB HBM3}
 * @param driver version of its driver
 * @param isGpu whether it is a GPU, and not a processor or an accelerator
 * @param limits sizes of its memories and work-groups
 * @param abilities what it can compute
 */
public record Device(
    long platform,
    long handle,
    String name,
    String driver,
    boolean isGpu,
    Limits limits,
    Abilities abilities) {

  /**
   * The sizes of a device.
   *
   * @param globalBytes size of its memory
   * @param allocationBytes size of the largest array
   * @param localBytes memory that a work-group shares
   * @param groupItems work-items in the largest work-group
   * @param units compute units
   */
  public record Limits(
      long globalBytes, long allocationBytes, long localBytes, int groupItems, int units) {}

  /**
   * The arithmetic of a device.
   *
   * @param fma whether it has fused multiply-add in single precision
   * @param denormals whether it keeps denormal floats
   * @param exactDivision whether it can round quotients and roots correctly
   * @param doubles whether it computes in double precision
   */
  public record Abilities(boolean fma, boolean denormals, boolean exactDivision, boolean doubles) {}

  /** Returns the abilities that the same bits need and that this device lacks. */
  public List<String> lacks() {
    List<String> lacks = new ArrayList<>();
    if (!abilities.fma()) {
      lacks.add("fused multiply-add");
    }
    if (!abilities.denormals()) {
      lacks.add("denormal floats");
    }
    if (!abilities.exactDivision()) {
      lacks.add("correctly rounded division");
    }
    if (!abilities.doubles()) {
      lacks.add("double precision");
    }
    return lacks;
  }

  /** Returns the device and its driver for people. */
  public String described() {
    return String.format(Locale.ROOT, "%s, driver %s", name, driver);
  }
}
