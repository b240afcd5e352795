package io.github.lstmsweep.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processor time of this process, which the operating system counts. */
final class ProcessorTime {
  private ProcessorTime() {}

  /**
   * Returns the share of {@code cores} cores that this process has had since its start; NaN if the
   * system does not say it.
   */
  static double share(int cores) {
    double wall = cores * ManagementFactory.getRuntimeMXBean().getUptime() * 1e6;
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            && system.getProcessCpuTime() >= 0
            && wall > 0
        ? system.getProcessCpuTime() / wall
        : Double.NaN;
  }
}
