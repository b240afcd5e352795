package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.gpu.device.Device;

/** Whether a device compiles its kernels again for each shape. */
public enum Program {
  /** The sizes of a network are numbers that a launch reads. */
  OF_ANY_SHAPE,
  /**
   * The sizes are constants. Then a compiler unrolls the loops over gates and rows, and keeps sums
   * in registers. A GPU has no other memory for them that is fast.
   */
  OF_ONE_SHAPE;

  /** The usual program: a GPU needs the registers, and a processor has a cache for its stack. */
  public static Program on(Device device) {
    return device.isGpu() ? OF_ONE_SHAPE : OF_ANY_SHAPE;
  }
}
