package io.github.lstmsweep.gpu.plan;

import io.github.lstmsweep.gpu.device.Device;
import io.github.lstmsweep.gpu.pack.MemoryPlan;

/**
 * What the vendor states of a GPU, in the words of OpenCL. A compute unit is NVIDIA's streaming
 * multiprocessor, AMD's compute unit and Intel's Xe-core.
 *
 * @param key its name on the command line
 * @param name its name for people
 * @param reported regular expression of the name that its OpenCL driver reports
 * @param flopPerSecond in single precision, without matrix units; a fused multiply-add counts two
 * @param bytesPerSecond of its global memory
 * @param globalBytes size of its global memory
 * @param unit sizes of a compute unit
 * @param units number of compute units
 */
public record DeviceFigures(
    String key,
    String name,
    String reported,
    double flopPerSecond,
    double bytesPerSecond,
    long globalBytes,
    Unit unit,
    int units) {

  /** Work-items in the largest work-group that a plan counts on. */
  private static final int GROUP_ITEMS = 1024;

  /** Clocks per second of a GPU that is not known. */
  private static final double ASSUMED_CLOCK = 1.5e9;

  /** Bytes per second and unit from the memory of a GPU that is not known. */
  private static final double ASSUMED_BYTES = 20e9;

  /** The largest array is at least this part of the memory, by the specification of OpenCL. */
  private static final int ALLOCATION_PART = 4;

  /**
   * The sizes of a compute unit.
   *
   * @param lanes fused multiply-adds per clock
   * @param cacheBytes that its first-level cache delivers per clock
   * @param localBytes local memory of all its work-groups
   * @param registers of 32 bits, of all its work-items
   * @param items work-items at the same time
   * @param waitClocks from a load in the first-level cache to its value; an assumption
   */
  public record Unit(
      int lanes, int cacheBytes, int localBytes, int registers, int items, int waitClocks) {}

  /**
   * Assumes figures of a GPU that is not known, by what its driver says of its units and memories.
   */
  static DeviceFigures assumed(Device device) {
    Device.Limits limits = device.limits();
    int units = Math.max(1, limits.units());
    Unit unit = new Unit(128, 128, (int) Math.min(1 << 20, limits.localBytes()), 65_536, 2048, 80);
    return new DeviceFigures(
        "",
        device.name(),
        "",
        2.0 * unit.lanes() * units * ASSUMED_CLOCK,
        units * ASSUMED_BYTES,
        limits.globalBytes(),
        unit,
        units);
  }

  /** Clocks per second at which the units reach the stated FLOP per second. */
  double clock() {
    return flopPerSecond / (2.0 * unit.lanes() * units);
  }

  /** The limits that its OpenCL driver would report at least. */
  Device.Limits limits() {
    return new Device.Limits(
        globalBytes, globalBytes / ALLOCATION_PART, unit.localBytes(), GROUP_ITEMS, units);
  }

  /** The bytes that packs may take. */
  long packBytes() {
    return (long) (globalBytes * MemoryPlan.SHARE);
  }
}
