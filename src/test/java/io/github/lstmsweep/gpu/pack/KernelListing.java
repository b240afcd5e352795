package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.nn.parameter.Architecture;
import io.github.lstmsweep.trial.Cell;
import io.github.lstmsweep.trial.HiddenActivation;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints the kernels of one shape, so that a compiler for a GPU can translate them on a machine
 * without one. {@code docs/gpu.md} has the commands.
 */
public final class KernelListing {
  private KernelListing() {}

  /**
   * Prints the source for 28 characters and 32 steps. {@code lstm 32} is one layer of 32 units, and
   * {@code lstm 32 2} is two layers with dropout. {@code lstm 32 1 computed_again} stores no gates.
   */
  public static void main(String[] args) {
    Shape shape =
        shape(args[0], Integer.parseInt(args[1]), args.length > 2 ? Integer.parseInt(args[2]) : 1);
    KernelSource.Groups groups = new KernelSource.Groups(Bench.GROUP, Bench.OF_EACH);
    ItemTile tile = ItemTile.of(Program.OF_ONE_SHAPE, shape, groups.group(), groups.each());
    System.out.print(
        KernelSource.of(
            groups,
            tile,
            args.length > 3 ? Gates.valueOf(args[3].toUpperCase(Locale.ROOT)) : Gates.STORED,
            Optional.of(shape)));
  }

  /** Returns the shape that these arguments name; more layers than one have dropout. */
  public static Shape shape(String cell, int hiddens, int layers) {
    Architecture architecture =
        new Architecture(
            28,
            Cell.valueOf(cell.toUpperCase(Locale.ROOT)),
            hiddens,
            layers,
            HiddenActivation.TANH);
    return new Shape(architecture, 32, false, 1, layers > 1, 1024);
  }
}
