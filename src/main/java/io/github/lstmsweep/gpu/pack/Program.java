package io.github.lstmsweep.gpu.pack;

/** Whether a device compiles its kernels again for each shape. */
public enum Program {
  /** The sizes of a network are numbers that a launch reads. Only tests use it for training. */
  OF_ANY_SHAPE,
  /**
   * The sizes are constants. Then a compiler unrolls the loops over gates and rows, and keeps sums
   * in registers. A GPU has no other memory for them that is fast.
   */
  OF_ONE_SHAPE
}
