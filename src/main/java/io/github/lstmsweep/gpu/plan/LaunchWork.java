package io.github.lstmsweep.gpu.plan;

/**
 * The work of one launch of a kernel.
 *
 * @param kernel its name
 * @param groups work-groups
 * @param group what a work-group takes
 * @param multiplyAdds fused multiply-adds of all work-items
 * @param otherOperations other operations of all work-items, without those of loads
 * @param words of 4 bytes that all work-items move through the first-level cache; four words of one
 *     load that all lanes share count as one, and one that lanes store a row apart as a whole line
 * @param farBytes that move through the second-level cache
 * @param memoryBytes that move through the global memory
 * @param waits loads for which a work-item waits one after the other
 */
record LaunchWork(
    String kernel,
    long groups,
    Group group,
    double multiplyAdds,
    double otherOperations,
    double words,
    double farBytes,
    double memoryBytes,
    Waits waits) {

  /**
   * What a work-group takes of a compute unit.
   *
   * @param items its work-items
   * @param registers per work-item; an assumption, since only a compiler knows
   * @param localBytes its local memory
   */
  record Group(int items, int registers, int localBytes) {
    /** The largest number of work-groups on a unit, by its scheduler. */
    private static final int MOST = 32;

    /** The number of these groups that a compute unit has at the same time. */
    int onUnit(DeviceFigures.Unit unit) {
      int byLocal = localBytes == 0 ? MOST : unit.localBytes() / localBytes;
      int byRegisters = unit.registers() / (registers * items);
      return Math.max(
          1, Math.min(Math.min(byLocal, byRegisters), Math.min(unit.items() / items, MOST)));
    }
  }

  /**
   * Loads one after the other.
   *
   * @param near from local memory or the first-level cache
   * @param far from the second-level cache
   */
  record Waits(double near, double far) {}
}
