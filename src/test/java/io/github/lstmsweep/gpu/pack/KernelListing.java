package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints the kernels of one shape, so that a compiler for a GPU can translate them on a machine
 * without one. {@code docs/gpu.md} has the commands.
 */
public final class KernelListing {
  private KernelListing() {}

  /**
   * Prints the source for one layer of a cell, such as {@code lstm 32}: 28 characters, 32 steps.
   */
  public static void main(String[] args) {
    Cell cell = Cell.valueOf(args[0].toUpperCase(Locale.ROOT));
    Architecture architecture = Architecture.of(28, cell, Integer.parseInt(args[1]));
    Shape shape = new Shape(architecture, 32, false, 1, false, 1024);
    KernelSource.Groups groups = new KernelSource.Groups(Bench.GROUP, Bench.OF_EACH);
    ItemTile tile = ItemTile.of(Program.OF_ONE_SHAPE, shape, groups.group(), groups.each());
    System.out.print(KernelSource.of(groups, tile, Optional.of(shape)));
  }
}
