package io.github.lstmsweep.gpu.pack;

import io.github.lstmsweep.trial.Cell;
import java.util.List;

/**
 * What one work-item computes in the registers of a device. A larger part has more multiply-adds
 * per load. A smaller part leaves no work-item of a group without work. So each part is the largest
 * one with which a group is full, and whose numbers fit the registers.
 *
 * @param rows of a product forward; a work-item has all gates of a unit
 * @param rowsBack rows of a product backward
 * @param unitsBack units of a product backward, which divide H
 * @param units units of the state before, for a gradient of recurrent weights
 * @param allSlots whether it has these weights of every gate, or of one
 * @param tokens of a gradient of output weights
 */
public record ItemTile(
    int rows, int rowsBack, int unitsBack, int units, boolean allSlots, int tokens) {
  /** States whose loads are under way together in a chain of sums. */
  public static final int AHEAD = 4;

  /** Registers of a work-item with which a unit of every known device holds four groups or more. */
  static final int REGISTERS = 128;

  /** Registers for places, counters and the numbers of a cell; an assumption. */
  private static final int OTHERS = 20;

  /** The parts of a program for all shapes. */
  static final ItemTile OF_ANY_SHAPE = new ItemTile(4, 4, 1, 4, false, 4);

  private record Back(int rows, int units) {}

  /** By multiply-adds per load. */
  private static final List<Back> BACK =
      List.of(
          new Back(8, 4),
          new Back(4, 4),
          new Back(8, 2),
          new Back(4, 2),
          new Back(2, 2),
          new Back(4, 1),
          new Back(2, 1));

  /**
   * Returns the parts for a shape.
   *
   * @param group work-items in a work-group of a pass
   * @param each work-items in a work-group of another kernel
   */
  public static ItemTile of(Program program, Shape shape, int group, int each) {
    return switch (program) {
      case OF_ANY_SHAPE -> OF_ANY_SHAPE;
      case OF_ONE_SHAPE -> of(shape, group, each);
    };
  }

  /**
   * Chooses the parts for a shape.
   *
   * @param group work-items in a work-group of a pass
   * @param each work-items in a work-group of another kernel
   */
  static ItemTile of(Shape shape, int group, int each) {
    int h = shape.hiddens();
    int rows = 8;
    while (rows > 1
        && (rows > shape.rows()
            || blocks(shape.rows(), rows) * h < group
            || registersForward(shape, rows) > REGISTERS)) {
      rows /= 2;
    }
    Back back =
        BACK.stream()
            .filter(b -> h % b.units() == 0 && b.rows() <= shape.rows())
            .filter(b -> blocks(shape.rows(), b.rows()) * (h / b.units()) >= group)
            .findFirst()
            .orElse(new Back(1, 1));
    Cell cell = shape.architecture().cell();
    boolean allSlots = cell.gates() > 1 && h * blocks(h, 4) >= each;
    int ofUnit = allSlots ? h : shape.columns();
    int units = h % 8 == 0 && ofUnit * (h / 8) >= each ? 8 : 4;
    return new ItemTile(
        rows, back.rows(), back.units(), units, allSlots, shape.outputs() >= 4 ? 4 : 1);
  }

  private static int blocks(int n, int ofEach) {
    return (n + ofEach - 1) / ofEach;
  }

  /** Whether a layer multiplies its input too, and so has a second set of sums. */
  private static boolean hasInputs(Shape shape) {
    return shape.layers() > 1 || !shape.readsTokens();
  }

  private static int registersForward(Shape shape, int rows) {
    int sets = hasInputs(shape) ? 2 : 1;
    return rows * (4 * sets + 4 + sets) + 4 + OTHERS;
  }

  /** Registers of the pass forward: sums, four states of each row, places of rows, weights. */
  public int registersForward(Shape shape) {
    return registersForward(shape, rows);
  }

  /** Registers of the pass backward: sums, four gradients of each row, places of rows, weights. */
  public int registersBackward() {
    return rowsBack * (unitsBack + 4 + 1) + unitsBack + OTHERS;
  }

  /** Registers of the pass of the output. */
  public int registersOutput() {
    return rows * (1 + 4 + 1) + 1 + OTHERS;
  }

  /** Slots of a gradient of recurrent weights. */
  public int slots() {
    return allSlots ? 4 : 1;
  }

  /** Registers of a gradient of recurrent weights: sums, and the loads under way. */
  public int registersWeights() {
    return slots() * units + AHEAD * (slots() + units + 1) + slots() + OTHERS;
  }

  /** Registers of a gradient of output weights. */
  public int registersTokens() {
    return tokens + AHEAD * (tokens + 1) + OTHERS;
  }
}
