package io.github.lstmsweep.gpu.pack;

/**
 * Upper bounds of the registers that NVIDIA's compiler takes for a work-item of a kernel. Each
 * counts the numbers that are in registers at the same time. A compiler takes more, because it
 * loads ahead and keeps addresses. How much more was read from kernels that were compiled for an
 * H100: {@code docs/gpu.md} has the table, and says how other compilers differ.
 */
public final class Registers {
  /** Registers for counters and for the numbers of a cell. */
  private static final int OTHERS = 20;

  /** Registers that a compiler takes beyond the numbers of the pass of the output. */
  private static final int BEYOND_OUTPUT = 28;

  /** Registers that a compiler takes beyond the numbers of a gradient. */
  private static final int BEYOND_GRADIENT = 36;

  /** Registers for the random numbers of dropout. */
  private static final int DROPOUT = 40;

  private Registers() {}

  /** A compiler takes up to 1.75 times the numbers of a pass, and 255 at most. */
  private static int ofPass(int numbers) {
    return Math.min(255, (7 * numbers + 3) / 4);
  }

  /** Whether a layer multiplies its input too, and so has a second set of sums. */
  private static boolean hasInputs(Shape shape) {
    return shape.layers() > 1 || !shape.readsTokens();
  }

  static int forward(Shape shape, int rows) {
    int slots = shape.architecture().cell().slots();
    int sets = hasInputs(shape) ? 2 : 1;
    return ofPass(rows * (slots * sets + 4 + sets) + slots + OTHERS);
  }

  /** Those of the pass forward: sums, four states of each row, places of rows, and weights. */
  public static int forward(Shape shape, ItemTile tile) {
    return forward(shape, tile.rows());
  }

  static int backward(Shape shape, int rows, int units) {
    int masks = shape.drops() ? DROPOUT : 0;
    return ofPass(rows * (units + 4 + 1) + units + masks + OTHERS);
  }

  /** Those of the pass backward: sums, four gradients of each row, places of rows, and weights. */
  public static int backward(Shape shape, ItemTile tile) {
    return backward(shape, tile.rowsBack(), tile.unitsBack());
  }

  /** Those of the pass of the output: sums, four states of each row, places of rows, a weight. */
  public static int output(ItemTile tile) {
    return tile.rows() * (1 + 4 + 1) + 1 + OTHERS + BEYOND_OUTPUT;
  }

  /** Those of a gradient of recurrent weights: sums, and the loads under way. */
  public static int recurrentWeights(ItemTile tile) {
    int slots = tile.slots();
    int loads = ItemTile.AHEAD * (slots + tile.units() + 1);
    return slots * tile.units() + loads + slots + OTHERS + BEYOND_GRADIENT;
  }

  /** Those of a gradient of output weights: sums, and the loads under way. */
  public static int outputWeights(ItemTile tile) {
    int loads = ItemTile.AHEAD * (tile.tokens() + 1);
    return tile.tokens() + loads + OTHERS + BEYOND_GRADIENT;
  }
}
