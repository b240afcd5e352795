package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.Cell;

/**
 * Cuts the hidden units of a layer into panels whose gates lie side by side. A cell with gates has
 * four slots per unit (see {@link io.github.lstmsweep.nn.kernel.CellStep}). So a panel has 16 units
 * and 64 columns; if at most 8 units are left, 8 units and 32 columns. An RNN has one slot, and its
 * panels are those of its units.
 */
public final class GatePanels {
  private final int slots;
  private final int recurrentSlots; // the first ones, to which recurrent weights add
  private final int[] units;
  private final int[] starts;

  /** The panels of {@code numHiddens} hidden units of a cell. */
  public GatePanels(Cell cell, int numHiddens) {
    slots = cell.slots();
    recurrentSlots = cell.slotsOfRecurrence();
    Panels ofUnits = new Panels(Panels.padded(numHiddens));
    int count = slots == 1 ? ofUnits.count() : Panels.padded(numHiddens) / 16;
    units = new int[count];
    starts = new int[count + 1];
    int first = 0;
    for (int p = 0; p < count; p++) {
      if (slots == 1) {
        units[p] = ofUnits.width(p);
      } else {
        units[p] = numHiddens - first <= 8 ? 8 : 16;
      }
      starts[p] = first;
      first += units[p];
    }
    starts[count] = first;
  }

  /** The number of panels. */
  public int count() {
    return units.length;
  }

  /** Hidden units of panel p. */
  public int units(int p) {
    return units[p];
  }

  /** First hidden unit of panel p. */
  public int unitStart(int p) {
    return starts[p];
  }

  /** Columns of panel p. */
  public int width(int p) {
    return slots * units[p];
  }

  /**
   * The columns of panel p that recurrent products compute. They are all columns, except the last
   * slots of a panel of 16 units to which no recurrent weights add. A panel of 8 units keeps them:
   * they fill half a vector of a GRU, and one of an MGU.
   */
  public int recurrentColumns(int p) {
    return units[p] >= 16 ? recurrentSlots * units[p] : width(p);
  }

  /** The number of columns before panel p, or in all panels for p = {@link #count}. */
  public int start(int p) {
    return slots * starts[p];
  }

  /** The panel of hidden unit {@code unit}. */
  int of(int unit) {
    int p = 0;
    while (unit >= starts[p + 1]) {
      p++;
    }
    return p;
  }
}
