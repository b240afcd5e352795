package io.github.lstmsweep.nn.parameter;

import io.github.lstmsweep.trial.Cell;

/**
 * Cuts the hidden units of a layer into panels whose gates lie side by side. An LSTM or a GRU has
 * four slots a unit (see {@link io.github.lstmsweep.nn.kernel.CellStep}), so a panel of 16 units is
 * 64 wide, and where at most 8 units are left, 8 units and 32 wide; an RNN has one slot, and its
 * panels are those of its units.
 */
public final class GatePanels {
  private final int slots;
  private final int recurrentSlots; // the first ones, that recurrent weights add to
  private final int[] units;
  private final int[] starts;

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
   * Columns of panel p that have recurrent weights, where leaving out the others saves vectors: all
   * but the last slot of a GRU's 16 units.
   */
  public int recurrentColumns(int p) {
    return units[p] >= 16 ? recurrentSlots * units[p] : width(p);
  }

  /** Columns before panel p; of all panels for p = {@link #count}. */
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
