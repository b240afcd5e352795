package io.github.lstmsweep.gpu.plan;

import java.util.EnumMap;
import java.util.Map;

/**
 * The predicted time of a launch: its start, and then the longest of five times, each of which
 * assumes that nothing else takes any. This is the roofline of Williams, Waterman and Patterson
 * 2009, with a roof for each level of memory, and with the latency of a chain of loads.
 *
 * @param seconds predicted
 * @param bound what takes most of them
 */
record LaunchTime(double seconds, Bound bound) {
  /** Seconds from a launch to its start in a queue that is not empty; an assumption. */
  static final double START = 5e-6;

  /** Bytes per clock and unit from the second-level cache; an assumption. */
  static final double FAR_BYTES = 32;

  /** A wait for the second-level cache takes as long as this many for the first; an assumption. */
  static final double FAR_WAIT = 7;

  /** Bytes per second between the machine and a device; an assumption for PCI Express 4. */
  static final double COPY_BYTES = 20e9;

  /** Predicts the time of a launch on a device. */
  static LaunchTime of(LaunchWork work, DeviceFigures on) {
    DeviceFigures.Unit unit = on.unit();
    double clocks = on.clock() * on.units();
    Map<Bound, Double> times = new EnumMap<>(Bound.class);
    times.put(Bound.LAUNCH, START);
    times.put(Bound.LATENCY, waves(work, on) * waitClocks(work, unit) / on.clock());
    times.put(
        Bound.OPERATIONS,
        // The address of a load takes an operation, and the load another one.
        (work.multiplyAdds() + work.otherOperations() + 2 * work.words())
            / (clocks * unit.lanes()));
    times.put(Bound.CACHE, Float.BYTES * work.words() / (clocks * unit.cacheBytes()));
    times.put(Bound.FAR_CACHE, work.farBytes() / (clocks * FAR_BYTES));
    times.put(Bound.MEMORY, work.memoryBytes() / on.bytesPerSecond());
    return longest(times);
  }

  /** Predicts the time of a batch's copies to the device and back. */
  static LaunchTime ofCopies(int copies, double bytes) {
    Map<Bound, Double> times = new EnumMap<>(Bound.class);
    times.put(Bound.LAUNCH, copies * START);
    times.put(Bound.COPIES, bytes / COPY_BYTES);
    return longest(times);
  }

  private static LaunchTime longest(Map<Bound, Double> times) {
    Bound longest = Bound.LAUNCH;
    for (Map.Entry<Bound, Double> time : times.entrySet()) {
      longest = time.getValue() > times.get(longest) ? time.getKey() : longest;
    }
    double start = times.get(Bound.LAUNCH);
    return new LaunchTime(start + (longest == Bound.LAUNCH ? 0 : times.get(longest)), longest);
  }

  /** Returns how often all units take as many work-groups as they hold. */
  static double waves(LaunchWork work, DeviceFigures on) {
    return Math.ceil((double) work.groups() / ((long) on.units() * work.group().onUnit(on.unit())));
  }

  private static double waitClocks(LaunchWork work, DeviceFigures.Unit unit) {
    return unit.waitClocks() * (work.waits().near() + FAR_WAIT * work.waits().far());
  }
}
